"""An entry told in plain text, and an entry made of what was told: by the cache, or by another process."""

import json
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any, Final, NamedTuple, Protocol

from kvtool.model import kind
from kvtool.model.base import Record
from kvtool.model.revive import revived
from kvtool.model.walk import Reference
from kvtool.store.entry import Entry, Hides, Survey
from kvtool.text.fault import Fault, Path
from kvtool.text.tree import Place, Tree, marks, where, written

NOTHING = "null"
_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Told(NamedTuple):
    """An entry in plain text, each part in one line: what is always needed, the fields, their places."""

    head: str
    fields: str
    places: str


class Origin(Protocol):
    """Where the rest of what was told comes from."""

    def told(self, path: str) -> tuple[str, str]:
        """A file's fields and their places as they were told; raises LookupError or ValueError where they are not."""

    def data(self, path: str) -> bytes:
        """A file's bytes."""

    def again(self, path: str) -> Record | None:
        """A record out of its file, read and checked now."""


class Retold:
    """The content of a file that was checked before, or elsewhere."""

    def __init__(self, origin: Origin, path: str, head: Sequence[Any]) -> None:
        self._origin = origin
        self._path = path
        self._head = head

    @cached_property
    def record(self) -> Record | None:
        """The record; nothing where it is broken."""
        if self._head[2]:
            return None
        try:
            fields, _ = self._origin.told(self._path)
            record: Record = revived(kind(self._head[0]), json.loads(fields))
        except (OSError, ValueError, TypeError, LookupError, AttributeError):
            return self._origin.again(self._path)
        return record

    @cached_property
    def tree(self) -> Tree | None:
        """The fields with their places."""
        try:
            fields, places = self._origin.told(self._path)
            return Tree(json.loads(fields), marks(places)) if fields != NOTHING else None
        except (OSError, ValueError, TypeError, LookupError, AttributeError):
            from kvtool.text.reader import read

            return read(self._origin.data(self._path)).tree

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Line and column of a field."""
        return where(self.tree, path, key=key)

    @property
    def marked(self) -> bytes | None:
        """The file's bytes, where they speak to kvtool in a comment, or may hold what must not be kept."""
        return self._origin.data(self._path) if self._head[3] else None

    @property
    def aliases(self) -> Sequence[str]:
        """The former ids of the record."""
        aliases: Sequence[str] = self._head[6]
        return aliases

    @cached_property
    def survey(self) -> Survey:
        """What the record holds that others ask about."""
        links, inner = json.loads(self._head[7])
        return Survey(
            [Reference(tuple(path), target, tuple(kinds)) for path, target, kinds in links],
            [(one, sort, tuple(path)) for one, sort, path in inner],
        )

    def may_refer_to(self, ids: Collection[str]) -> bool:
        """Whether a reference to one of some ids may stand in it."""
        return any(f'"{one}"' in self._head[7] for one in ids)

    def may_say(self, words: str) -> bool:
        """Whether some words may stand in its fields."""
        try:
            return words in self._origin.told(self._path)[0]
        except (OSError, ValueError, TypeError, LookupError):
            return True


def told(entry: Entry) -> Told:
    """An entry in plain text."""
    hides = None
    if entry.broken:
        hides = [None if entry.hides.ids is None else sorted(entry.hides.ids), sorted(entry.hides.kinds)]
    head = [
        entry.kind,
        entry.id,
        entry.broken,
        entry.marked is not None,
        entry.faults,
        hides,
        list(entry.aliases),
        _json(entry.survey),  # a text in the text: few who look at the file need it
    ]
    tree = entry.tree
    return Told(_json(head), _json(tree.fields) if tree else NOTHING, written(tree.marks) if tree else "")


def retold(origin: Origin, path: str, head: Sequence[Any]) -> Entry:
    """An entry from what was told of it; raises ValueError, TypeError or LookupError where that is not enough."""
    name, own_id, _, _, faults, hides, _, _ = head
    hidden = None if hides is None else Hides(None if hides[0] is None else frozenset(hides[0]), frozenset(hides[1]))
    said = [
        Fault(code, line, column, message, help_, tuple(field)) for code, line, column, message, help_, field in faults
    ]
    return Entry(path, name, own_id, Retold(origin, path, head), said, hidden)


def let_go(origin: Origin, entry: Entry, said: Told) -> None:
    """Lets an entry keep its record and survey only: what was told of it, which its origin has, stands for the rest."""
    content = Retold(origin, entry.path, json.loads(said.head))
    content.record, content.survey = entry.record, entry.survey
    entry.content = content
