"""A base of which a file is read when somebody asks what stands in it, and a question about all files is answered by few.

What it answers is what the whole base answers; a question that nobody has taught it is put to all files.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Protocol, TypeVar

from kvtool.model import FOLDERS
from kvtool.model.base import Record
from kvtool.settings import Settings
from kvtool.store.base import KnowledgeBase
from kvtool.store.entry import Entry, Inner
from kvtool.store.pointing import Pointing

V = TypeVar("V")


class Unread(Entry):
    """A file whose content is fetched when it is asked for; its path, kind and id are known before.

    `read` fetches the file at a path; `whole` says that the file is known not to be broken.
    """

    def __init__(self, path: str, read: Callable[[str], Entry], *, whole: bool = False) -> None:
        steps = path.split("/")
        self.path = path
        self.kind = FOLDERS.get(steps[1], "") if len(steps) > 2 else ""
        self.id = steps[-1].rsplit(".", 1)[0]
        self._read = read
        if whole:
            self.broken = False

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        found = self._read(self.path)
        for known in Entry.__slots__:
            setattr(self, known, getattr(found, known))
        return getattr(found, name)


class Finder(Protocol):
    """Who knows which files may say something, without reading them; more than do is no fault, fewer is."""

    def aliased(self) -> Iterable[Entry]:
        """The files that may hold former ids."""

    def holding(self, inner_id: str) -> Iterable[Entry]:
        """The files that may hold a nested thing with an id, in the order of files."""

    def naming(self, ids: Collection[str]) -> Iterable[Entry]:
        """The files in which a reference to one of some ids may stand, in the order of files."""

    def referring(self, field: str) -> Iterable[Entry] | None:
        """The files in whose records references stand in a field; nothing where that is not known."""


class _Asked(Mapping[str, V]):
    """What is known by ids, looked up one by one; who wants all of it gets all of it."""

    def __init__(self, one: Callable[[str], V | None], every: Callable[[], Mapping[str, V]]) -> None:
        self._one = one
        self._every = every
        self._known: dict[str, V | None] = {}

    def get(self, key: str, default: Any = None) -> Any:
        """What has an id, or the default."""
        if key not in self._known:
            self._known[key] = self._one(key)
        found = self._known[key]
        return default if found is None else found

    def __getitem__(self, key: str) -> V:
        found: V | None = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._every())

    def __len__(self) -> int:
        return len(self._every())


class _ByKind(defaultdict[str, list[Entry]]):
    """The whole files of each kind, found when a kind is asked for."""

    def __init__(self, entries: list[Entry]) -> None:
        super().__init__(list)
        self._entries = entries

    def __missing__(self, kind: str) -> list[Entry]:
        self[kind] = [entry for entry in self._entries if entry.kind == kind and not entry.broken]
        return self[kind]


class UnreadBase(KnowledgeBase):
    """A base whose files are mostly unread."""

    def __init__(self, settings: Settings, entries: list[Entry], finder: Finder) -> None:
        super().__init__(settings, entries)
        self._finder = finder
        self._files = self.by_id
        """The same, however somebody watches which of them are asked for."""

    @cached_property
    def _whole(self) -> KnowledgeBase:
        """The same base, which reads whatever it needs."""
        return KnowledgeBase(self.settings, self.entries)

    @cached_property
    def _by_kind(self) -> dict[str, list[Entry]]:
        return _ByKind(self.entries)

    @cached_property
    def pointing(self) -> Pointing:
        """The references to each id, former ids followed, in the order of files."""
        return Pointing(self.entries, self.aliases, self._finder.naming)

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """Former ids, each to the id that it became; whether an id that a record has was one need not be looked up."""
        return _Asked(lambda one: None if one in self._files else self._former.get(one), lambda: self._former)

    @cached_property
    def _former(self) -> Mapping[str, str]:
        every = {alias: entry.id for entry in self._finder.aliased() for alias in entry.aliases}
        return {alias: became for alias, became in every.items() if alias not in self._files}

    @cached_property
    def inner(self) -> Mapping[str, Inner]:
        """The nested things by their ids; the first in the order of files has the id."""
        return _Asked(self._part, lambda: self._whole.inner)

    def only(self, entries: Iterable[Entry]) -> KnowledgeBase:
        """A base of only some of the files."""
        return self._whole.only(entries)

    def referring(self, model: type[Record], field: str) -> Collection[str]:
        """The ids of the records of a kind in which references stand in a field."""
        found = self._finder.referring(field)
        return super().referring(model, field) if found is None else {one.id for one in found if one.kind == model.kind}

    def naming(self, model: type[Record], ids: Collection[str]) -> Iterable[Entry]:
        """The whole files of a kind in which references to some ids, or to what these were once called, may stand."""
        found = self._finder.naming(self.called(ids))
        return [entry for entry in found if entry.kind == model.kind and not entry.broken]

    def _part(self, inner_id: str) -> Inner | None:
        held = (
            Inner(entry, kind, path)
            for entry in self._finder.holding(inner_id)
            for one, kind, path in entry.inner
            if one == inner_id
        )
        return next(held, None)

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """The kind of whatever has or had an id: a record before a nested thing, and these before a former id."""
        return _Asked(self._kind, lambda: self._whole.kinds)

    def _kind(self, target: str) -> str | None:
        if entry := self._files.get(target):
            return entry.kind
        if inner := self.inner.get(target):
            return str(inner.kind)
        became = self._files.get(self.aliases.get(target, ""))
        return became.kind if became else None
