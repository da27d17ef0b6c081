"""One file of a base: its record with the places of its fields, what is wrong with it, what others ask about it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

from kvtool.model.base import Nested, Record
from kvtool.model.walk import Reference, part_at
from kvtool.store.content import Content
from kvtool.store.noting import note
from kvtool.store.survey import Survey
from kvtool.text.fault import Fault, Path
from kvtool.text.tree import Place, Tree


class Hides(NamedTuple):
    """What a broken file may hold: these ids, of these kinds; where not even its words could be read, any id."""

    ids: frozenset[str] | None
    kinds: frozenset[str]

    def may_be(self, target: str, kinds: Sequence[str]) -> bool:
        """Whether a reference to one of some kinds may mean something in the file."""
        fits = "*" in kinds or not self.kinds.isdisjoint(kinds)
        return fits and (self.ids is None or target in self.ids)


HIDES_NOTHING = Hides(frozenset(), frozenset())


class Former(NamedTuple):
    """What was known of a file: the hash of the bytes that it had then, and the head of what was told of it."""

    hash: str
    head: str


class Entry:
    """One file: its record, or an empty shell with the id of its file name where the record is broken."""

    __slots__ = ("broken", "content", "faults", "former", "hash", "hides", "id", "kind", "path", "shape")

    def __init__(
        self,
        path: str,
        kind: str,
        id: str,
        content: Content,
        faults: Iterable[Fault],
        hides: Hides | None = None,
    ) -> None:
        self.path = path
        self.kind = kind
        self.id = id
        self.content = content
        self.faults: Sequence[Fault] = tuple(faults)
        self.hash = ""
        """What stands for the bytes, where something is remembered of them."""
        self.shape = ""
        """What stands for all that others know of the file without reading it: the bytes with which that became so."""
        self.former: Former | None = None
        """What was known of it when it had other bytes, where that is remembered and is no longer so."""
        self.broken = hides is not None
        """Whether the content cannot be used."""
        self.hides = hides or HIDES_NOTHING
        """Of a broken file: what it may hold, so that links to that do not seem broken too."""

    @property
    def record(self) -> Record | None:
        """The record; nothing where it is broken."""
        note(self)
        return self.content.record

    @property
    def tree(self) -> Tree | None:
        """The fields with their places; nothing where the text is no YAML."""
        note(self)
        return self.content.tree

    @property
    def fields(self) -> Mapping[str, Any] | None:
        """The fields as they are written; nothing where the text is no YAML."""
        return self.tree.fields if self.tree else None

    @property
    def marked(self) -> bytes | None:
        """The file's bytes, where they speak to kvtool in a comment, or may hold what must not be kept."""
        note(self)
        return self.content.marked

    @property
    def aliases(self) -> Sequence[str]:
        """The former ids of the record."""
        return self.content.aliases

    @property
    def survey(self) -> Survey:
        """What the record holds that others ask about."""
        note(self)
        return self.content.survey

    @property
    def inner(self) -> Sequence[tuple[str, str, Path]]:
        """The nested things in the record: their ids, kinds and places."""
        return self.content.inner

    def may_name(self, ids: Collection[str]) -> bool:
        """Whether a broken file says anything of one of some ids, or may, where its text cannot be read."""
        unreadable = self.tree is None and self.hides.ids is None
        return unreadable or any(word in ids for word in self.words())

    def words(self) -> Iterator[str]:
        """All that a broken file says: the values of its fields, or whatever may be an id in a text that is no YAML."""
        yield from _words(self.fields) if self.tree is not None else self.hides.ids or ()

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Line and column of a field, counted from 1."""
        note(self)
        return self.content.place(path, key=key)


def _words(node: Any) -> Iterator[str]:
    """All values that are text."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for item in node.values() if isinstance(node, dict) else node:
            yield from _words(item)


class Inner(NamedTuple):
    """A nested thing with an id: its kind, the file that holds it, and where."""

    entry: Entry
    kind: str
    path: Path

    @property
    def record(self) -> Record:
        """The record that holds it."""
        return cast(Record, self.entry.record)

    @property
    def part(self) -> Nested:
        """The thing itself."""
        return cast(Nested, part_at(self.record, self.path))


class Tie(NamedTuple):
    """A reference with the file in which it stands."""

    entry: Entry
    reference: Reference

    @property
    def record(self) -> Record:
        """The record in which it stands."""
        return cast(Record, self.entry.record)
