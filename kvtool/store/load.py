"""Loads a base: every file, every fault, one pass; what was found out before is remembered, not found out again."""

import gc
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from typing import Final

from kvtool.model.base import Record
from kvtool.pair import Pair
from kvtool.settings import Settings
from kvtool.store.base import KnowledgeBase
from kvtool.store.cache import opened
from kvtool.store.entry import Entry
from kvtool.store.files import Found, Listed, files, listed
from kvtool.store.memory import FEW, Memory
from kvtool.store.spool import Shared, spool
from kvtool.text.fault import Fault

AT_HAND: Final = 2_000
"""So many records each of two processes holds besides those that it has read and not yet judged."""


def load(settings: Settings, pair: Pair | None = None, ahead: Sequence[Listed] = ()) -> KnowledgeBase:
    """The knowledge base of the files in the work tree; where that is a step of a pair of processes, they share it.

    `ahead` are the files where somebody has listed them.
    """
    records = AT_HAND if pair else None
    with undisturbed(), nullcontext(pair) if pair else Pair(1) as two:
        if cache := opened(settings):
            with suppress(sqlite3.Error, ValueError, TypeError, LookupError):  # whatever is wrong, it is only a cache
                return _whole(settings, Memory(settings, cache, records).entries(ahead or listed(settings.data), two))
        return _assembled(settings, files(settings.data), two, records)


def assemble(settings: Settings, found: Iterable[Found]) -> KnowledgeBase:
    """The knowledge base of some files' bytes; a broken file becomes a shell."""
    with undisturbed(), Pair(1) as pair:
        return _assembled(settings, found, pair, None)


def _assembled(settings: Settings, found: Iterable[Found], pair: Pair, records: int | None) -> KnowledgeBase:
    import kvtool.store.checking  # noqa: F401 - once, before there are two processes

    every = list(found)
    origin = _Elsewhere(settings, {file.path: file for file in every}, records)
    if len(every) >= FEW:
        origin.spool = spool()
    entries = pair.share(every, origin.made, origin.tell, origin.heard, FEW, before_telling=origin.flush)
    return _whole(settings, entries)


class _Elsewhere(Shared):
    """The origin of the entries that two processes made of files' bytes."""

    def __init__(self, settings: Settings, files: Mapping[str, Found], records: int | None) -> None:
        super().__init__(records)
        self._settings = settings
        self._files = files

    def heard(self, file: Found, line: str) -> Entry:
        """The entry of a file of which a line tells, or may not."""
        return self.hear(file.path, line) or next(self.made([file]))

    def made(self, files: Iterable[Found]) -> Iterator[Entry]:
        """The entries of files, each read and checked when it is asked for."""
        from kvtool.store.checking import entry_of, looked_over

        for file, harmless in looked_over(files):
            yield entry_of(file, self._settings.languages, harmless)

    def told(self, path: str) -> tuple[bytes, bytes]:
        """A file's fields and their places."""
        if self.spool is None:
            raise LookupError(path)
        return self.spool.told(path)[1:]

    def data(self, path: str) -> bytes:
        """A file's bytes."""
        return self._files[path].data or b""

    def again(self, path: str) -> Record | None:
        """A record out of its file, checked now."""
        return next(self.made([self._files[path]])).record


def _whole(settings: Settings, entries: list[Entry]) -> KnowledgeBase:
    _same_but_for_case(entries)
    return KnowledgeBase(settings, entries)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Does without garbage collection: nothing of what is built is garbage, and looking for some doubles the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _same_but_for_case(entries: list[Entry]) -> None:
    """Files that some file systems cannot keep apart: a fault in each of them."""
    found = alike(entry.path for entry in entries)
    by_path = {entry.path: entry for entry in entries} if found else {}
    for same in found:
        for path in same:
            others = ", ".join(other for other in same if other != path)
            said = f"the name differs only in case or accents from {others}"
            fault = Fault("KV014", 1, 1, said, "rename one of them")
            by_path[path].faults = (*by_path[path].faults, fault)


def alike(paths: Iterable[str]) -> list[list[str]]:
    """The paths that differ only in case or accents from another one, together."""
    every = list(paths)
    names = unicodedata.normalize("NFC", "\0".join(every)).casefold().split("\0")  # no path holds that sign
    if len(set(names)) >= len(every):
        return []
    found: dict[str, list[str]] = defaultdict(list)
    for path, name in zip(every, names, strict=True):
        found[name].append(path)
    return [same for same in found.values() if len(same) > 1]
