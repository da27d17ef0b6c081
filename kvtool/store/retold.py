"""An entry told in plain text, and an entry made of what was told: by the cache, or by another process."""

import json
from collections import deque
from collections.abc import Collection, Iterable, Sequence
from sys import intern
from typing import Final, NamedTuple, Protocol
from weakref import ref

from kvtool.model import kind
from kvtool.model.base import Record
from kvtool.model.revive import revived
from kvtool.store import oneline
from kvtool.store.entry import Entry, Hides
from kvtool.store.injson import in_json, line_of
from kvtool.store.oneline import PARTED
from kvtool.store.survey import NOTHING, Survey, heard, survey_of
from kvtool.text.fault import Fault, Path
from kvtool.text.tree import Place, Tree, marks, where, written

NO_TREE: Final = b"null"


class Told(NamedTuple):
    """An entry in plain text: what is always needed, in one line, the fields, in JSON, and their places."""

    head: str
    fields: bytes
    places: bytes


class Origin(Protocol):
    """Where the rest of what was told comes from."""

    def told(self, path: str) -> tuple[bytes, bytes]:
        """A file's fields and their places as they were told; raises LookupError or ValueError where they are not."""

    def data(self, path: str) -> bytes:
        """A file's bytes."""

    def again(self, path: str) -> Record | None:
        """A record out of its file, read and checked now."""

    def hold(self, content: "Retold") -> bool:
        """Takes note of a content that holds what it may let go of; whether it will be asked to."""


class Recent:
    """Of the contents that hold a record or a tree, so many as came last: the others let go of theirs. None: all."""

    def __init__(self, number: int | None) -> None:
        self._number = number
        self._held: deque[Retold] = deque()

    def hold(self, content: "Retold") -> bool:
        """Takes note of a content that holds what it may let go of; whether it will be asked to."""
        if self._number is None:
            return False
        self._held.append(content)
        if len(self._held) > self._number:
            self._held.popleft().let_go()
        return True


class Retold:
    """The content of a file that was checked before, or elsewhere; its record and tree are made when they are asked for."""

    __slots__ = (
        "_kind",
        "_marked",
        "_origin",
        "_path",
        "_record",
        "_said",
        "_survey",
        "_tree",
        "aliases",
        "only_words",
    )

    def __init__(
        self,
        origin: Origin,
        path: str,
        kind: str | None,
        marked: bool,
        aliases: Iterable[str],
        survey: Survey | str,
        record: Record | None = None,
        only_words: bool = False,
    ) -> None:
        self._origin = origin
        self._path = path
        self._kind = kind
        self._marked = marked
        self.aliases: Sequence[str] = tuple(aliases)
        self._survey = survey
        self.only_words = only_words
        self._record: Record | ref[Record] | None = record
        self._tree: Tree | None = None
        self._said: tuple[bytes, bytes] | None = None  # who asks for the record often asks for its places, too

    def release(self) -> None:
        """Lets go of the tree, and notes that the record will hardly be asked for."""
        self._tree = self._said = None
        self._origin.hold(self)

    def let_go(self) -> None:
        """Lets go of the record, unless somebody holds it, and of the tree."""
        if isinstance(self._record, Record):
            self._record = ref(self._record)
        self._tree = self._said = None

    @property
    def record(self) -> Record | None:
        """The record, the same one as long as anybody holds it; nothing where it is broken."""
        known = self._record
        if isinstance(known, ref):
            known = known()
        if known is None and self._kind:
            known = self._record = self._revived(self._kind)
            if not self._origin.hold(self):
                self._said = None
        return known

    def _revived(self, name: str) -> Record | None:
        try:
            self._said = self._origin.told(self._path)
            record: Record = revived(kind(name), json.loads(self._said[0]))
        except (OSError, ValueError, TypeError, LookupError, AttributeError):
            return self._origin.again(self._path)
        return record

    @property
    def tree(self) -> Tree | None:
        """The fields with their places."""
        known = self._tree
        if known is None:
            known = self._tree = self._read()
            self._origin.hold(self)
        return known

    def _read(self) -> Tree | None:
        try:
            fields, places = self._said or self._origin.told(self._path)
            return Tree(json.loads(fields), marks(places)) if fields != NO_TREE else None
        except (OSError, ValueError, TypeError, LookupError, AttributeError):
            from kvtool.text.reader import read

            return read(self._origin.data(self._path)).tree

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Line and column of a field."""
        return where(self.tree, path, key=key)

    @property
    def marked(self) -> bytes | None:
        """The file's bytes, where they speak to kvtool in a comment, or may hold what must not be kept."""
        return self._origin.data(self._path) if self._marked else None

    @property
    def survey(self) -> Survey:
        """What the record holds that others ask about."""
        if isinstance(self._survey, str):
            try:
                self._survey = heard(self._survey)
            except (ValueError, TypeError, AttributeError):
                self._survey = survey_of(self.record) if self.record else NOTHING
        return self._survey

    @property
    def targets(self) -> Sequence[str]:
        """What the references in the record name, in their order."""
        try:
            return oneline.targets(self._survey) if isinstance(self._survey, str) else self._survey.targets
        except ValueError:
            return self.survey.targets

    @property
    def inner(self) -> Sequence[tuple[str, str, Path]]:
        """The nested things: their ids, kinds and places."""
        try:
            none = isinstance(self._survey, str) and not oneline.nests(self._survey)
        except ValueError:
            none = False
        return () if none else self.survey.inner

    def may_refer_to(self, ids: Collection[str]) -> bool:
        """Whether a reference to one of some ids may stand in it."""
        if isinstance(self._survey, str):
            return any(oneline.names(self._survey, one) for one in ids)
        return any(one in ids for one in self._survey.targets)

    def may_say(self, words: str) -> bool:
        """Whether some words may stand in its fields."""
        try:
            return words.encode() in self._origin.told(self._path)[0]
        except (OSError, ValueError, TypeError, LookupError):
            return True


def told(entry: Entry) -> Told:
    """An entry in plain text."""
    tree = entry.tree
    fields, places = (in_json(tree.fields), written(tree.marks)) if tree else (NO_TREE, b"")
    return Told(head_of(entry), fields, places)


def head_of(entry: Entry) -> str:
    """The head of what is told of an entry; where nothing else is to be said, it is its kind, its id and its survey."""
    rest = ""
    if entry.broken or entry.faults or entry.aliases or entry.marked is not None:
        rest = line_of(_unusual(entry))
    named = ("", "") if rest else (entry.kind, entry.id)
    return PARTED.join((*named, rest, entry.survey.told()))


def _unusual(entry: Entry) -> Sequence[object]:
    hides = None
    if entry.broken:
        hides = [None if entry.hides.ids is None else sorted(entry.hides.ids), sorted(entry.hides.kinds)]
    return [entry.kind, entry.id, entry.broken, entry.marked is not None, entry.faults, hides, list(entry.aliases)]


def retold(origin: Origin, path: str, head: str) -> Entry:
    """An entry from the head of what was told of it; raises ValueError, TypeError or LookupError where that is not enough."""
    name, own_id, rest, survey = head.split(PARTED)
    if not rest:
        name = intern(name)
        return Entry(path, name, intern(own_id), Retold(origin, path, name, False, (), survey), ())
    name, own_id, broken, marked, faults, hides, aliases = json.loads(rest)
    hidden = None if hides is None else Hides(None if hides[0] is None else frozenset(hides[0]), frozenset(hides[1]))
    found = [
        Fault(code, line, column, message, help_, tuple(field)) for code, line, column, message, help_, field in faults
    ]
    content = Retold(origin, path, None if broken else intern(name), marked, aliases, survey)
    return Entry(path, intern(name), intern(own_id), content, found, hidden)


def put_aside(origin: Origin, entry: Entry) -> None:
    """Lets an entry keep what is often asked for only: its origin has been told of the rest."""
    name = None if entry.broken else entry.kind
    said, marked = entry.content, entry.marked is not None
    entry.content = Retold(origin, entry.path, name, marked, entry.aliases, entry.survey, entry.record, said.only_words)
