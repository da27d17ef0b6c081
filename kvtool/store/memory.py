"""Entries of a base out of its cache: what is remembered of a file is fetched when somebody asks for it."""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Final, NamedTuple

from kvtool.errors import KvtoolError
from kvtool.model.base import Record
from kvtool.pair import Pair
from kvtool.settings import Settings
from kvtool.store.cache import Cache, Kept, now, opened
from kvtool.store.digests import hash_of, rest_of
from kvtool.store.entry import Entry, Former
from kvtool.store.files import Found, Listed, read_bytes
from kvtool.store.retold import Told, head_of, retold, told
from kvtool.store.shape import shape
from kvtool.store.spool import Shared, spool

FEW: Final = 1_000
"""Fewer files than so many are read sooner in one process than in two."""

LAST: Final = 3
"""Of what is new one in so many is kept by the other process when it has told of all: meanwhile the verdict is put together."""

MANY: Final = 100
"""Who asks for so many files one by one is given all others at once."""


class _Looked(NamedTuple):
    """What a look into a file gave: its hash, its state before, its entry; no hash where nothing is to be kept of it.

    There is no entry where it holds what it held.
    """

    hash: str
    state: str
    entry: Entry | None


class Memory(Shared):
    """What is remembered of a base, and what has to be found out anew; the origin of the entries that it gives.

    It holds so many records as are said, or all that were asked for.
    """

    def __init__(self, settings: Settings, cache: Cache, records: int | None = None) -> None:
        super().__init__(records)
        self._settings = settings
        self._root = str(settings.root)
        self._cache = cache
        self._process = os.getpid()
        self._known: Mapping[str, Kept] = {}
        self._last = ("", (b"", b""))
        self._asked = 0
        self._fetched: dict[str, tuple[bytes, bytes]] = {}

    def entries(self, files: Sequence[Listed], pair: Pair) -> list[Entry]:
        """The entries of all files; those that are new or have changed are read, checked and remembered."""
        self._known = self._cache.files()
        seen = now()
        found: dict[str, Entry] = {}
        unsure = []
        for file in files:
            kept = self._known.get(file.path)
            if kept and not file.problem and kept.holds(file.state(self._root)):
                found[file.path] = self._recalled(kept, file.path)
            else:
                unsure.append(file)
        if unsure:
            import kvtool.store.checking  # noqa: F401 - once, before there are two processes
        if len(unsure) >= FEW:
            self.spool = spool()
        touched: dict[str, tuple[str, int]] = {}
        new: list[_Looked] = []
        looks = pair.share(unsure, self._look, self._tell, self._heard, FEW, before_telling=self.flush)
        for (path, _), looked in zip(unsure, looks, strict=True):
            hashed, state, entry = looked
            if entry is None:
                touched[path] = (state, seen)
                entry = self._recalled(self._known[path], path)
            elif hashed:
                entry.shape = hashed
                if self._known:
                    self._compare(entry)
                new.append(looked)
            found[path] = entry
        gone = self._known.keys() - {file.path for file in files}
        if new or gone or touched:
            soon = len(new) - len(new) // LAST if pair.goes_on else len(new)
            pair.later(partial(self._keep, seen, new[:soon], gone, touched))
            if soon < len(new):
                pair.later(partial(self._keep, seen, new[soon:], (), {}), at_the_end=True)
        return [found[file.path] for file in files]

    def told(self, path: str) -> tuple[bytes, bytes]:
        """The fields of a file and their places, as they are kept or were heard."""
        if self.spool and self.spool.has(path):
            return self.spool.told(path)[1:]
        if self._last[0] != path:  # who has asked for the fields asks for places next
            self._asked += 1
            if self._asked == MANY:
                self._fetched.update(self._own_cache().all_told())
            kept = self._known[path]
            found = self._fetched.pop(path, None)
            known = found is not None and rest_of(*found) == kept.rest
            self._last = (path, found if found and known else self._own_cache().told(path, kept))
        return self._last[1]

    def _own_cache(self) -> Cache:
        """The cache by a connection of this process; raises LookupError where a forked one gets none."""
        if os.getpid() != self._process:
            cache = opened(self._settings)
            if cache is None:
                raise LookupError
            self._cache, self._process = cache, os.getpid()
        return self._cache

    def data(self, path: str) -> bytes:
        """A file's bytes."""
        return read_bytes(self._settings.root / path)[0]

    def again(self, path: str) -> Record:
        """A record whose kept fields cannot be used, out of its file."""
        record = _checked(Listed(path).read(self._settings.root), self._settings.languages).record
        if record is None:
            raise KvtoolError(f"{path}: the file changed while it was read", remedy="run the command again")
        return record

    def _recalled(self, kept: Kept, path: str) -> Entry:
        entry = retold(self, path, kept.head)
        entry.hash = kept.hash
        entry.shape = kept.shape
        return entry

    def _compare(self, entry: Entry) -> None:
        """Says of a new entry what stands for its shape: the same as for that of the kept one, where they have the same."""
        if kept := self._known.get(entry.path):
            with suppress(ValueError, TypeError, LookupError):
                if shape(kept.head) == shape(head_of(entry)):
                    entry.shape = kept.shape
                else:
                    entry.former = Former(kept.hash, kept.head)

    def _look(self, files: Sequence[Listed]) -> Iterator[_Looked]:
        if not files:  # most often none: reading them would take imports of much
            return
        from kvtool.store.checking import looked_over

        for read, harmless in looked_over(file.read(self._root) for file in files):
            yield self._seen(read, harmless)

    def _seen(self, read: Found, harmless: bool) -> _Looked:
        state = read.state.said if read.state else ""
        hashed = hash_of(read.data) if read.data is not None else ""
        kept = self._known.get(read.path)
        if kept and hashed and kept.hash == hashed:
            return _Looked(hashed, state, None)
        entry = _checked(read, self._settings.languages, harmless)
        if state and entry.kind:
            entry.hash = hashed
        return _Looked(entry.hash, state, entry)

    def _tell(self, looked: _Looked) -> str:
        """What was seen in a file, in one line; where its entry cannot be told, the other process has to look itself."""
        seen = f"{looked.hash}\t{looked.state}"
        return f"{seen}\t{self.tell(looked.entry)}" if looked.entry else seen

    def _heard(self, file: Listed, line: str) -> _Looked:
        """What another process saw in a file."""
        hashed, state, *told_of = line.split("\t", 2)
        if not told_of:
            return _Looked(hashed, state, None)
        entry = self.hear(file.path, told_of[0])
        if entry is None:
            return next(self._look([file]))
        entry.hash = hashed
        return _Looked(hashed, state, entry)

    def _keep(
        self,
        seen: int,
        new: Sequence[_Looked],
        gone: Collection[str],
        touched: Mapping[str, tuple[str, int]],
    ) -> None:
        """Keeps what was found in new files, forgets those that are gone, and notes those that look new and are not."""
        cache = opened(self._settings)  # a connection of its own: none goes through a fork
        if cache is not None:
            cache.keep(
                (entry.path, state, seen, entry.hash, entry.shape, self._said(entry))
                for _, state, entry in new
                if entry
            )
            cache.forget(gone)
            cache.touch(touched)

    def _said(self, entry: Entry) -> Told:
        """What is to be kept of an entry."""
        with suppress(OSError, ValueError, TypeError):
            if self.spool and self.spool.has(entry.path):
                return self.spool.told(entry.path)
        return told(entry)


def _checked(read: Found, languages: tuple[str, ...], harmless: bool = False) -> Entry:
    from kvtool.store.checking import entry_of

    return entry_of(read, languages, harmless)
