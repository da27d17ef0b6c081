"""Entries of a base out of its cache: what is remembered of a file is fetched when somebody asks for it."""

import json
import sqlite3
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from kvtool.errors import KvtoolError
from kvtool.model import kind
from kvtool.model.base import Record
from kvtool.model.revive import revived
from kvtool.model.walk import Reference
from kvtool.settings import Settings
from kvtool.store.cache import Cache, Kept, hash_of, now, settled, state_of, sum_of
from kvtool.store.entry import Entry, Hides, Survey
from kvtool.store.files import Found, Listed, read_bytes
from kvtool.text.fault import Fault
from kvtool.text.tree import Map


class Remembered:
    """The content of a file that was checked before and has not changed since."""

    def __init__(self, memory: "Memory", path: str, kept: Kept) -> None:
        self._memory = memory
        self._path = path
        self._kept = kept

    @cached_property
    def record(self) -> Record | None:
        """The record; nothing where it is broken."""
        if self._kept.head[2]:
            return None
        try:
            fields = self._memory.cache.tree(self._path, self._kept.hash, self._kept.head[7])
            record: Record = revived(kind(self._kept.head[0]), fields)
        except (sqlite3.Error, ValueError, TypeError, LookupError, AttributeError):
            return self._memory.checked(self._path)
        return record

    @cached_property
    def tree(self) -> Map | None:
        """The fields with their places, read again: only what is found wrong needs them."""
        from kvtool.text.reader import read

        return read(self._bytes).tree

    @property
    def marked(self) -> bytes | None:
        """The file's bytes, where they speak to kvtool in a comment."""
        return self._bytes if self._kept.head[3] else None

    @cached_property
    def _bytes(self) -> bytes:
        return read_bytes(self._memory.root / self._path)[0]

    @cached_property
    def survey(self) -> Survey:
        """What the record holds that others ask about."""
        links, inner, aliases = self._kept.head[6]
        return Survey(
            [Reference(tuple(path), target, tuple(kinds)) for path, target, kinds in links],
            [(one, sort, tuple(path)) for one, sort, path in inner],
            tuple(aliases),
        )


class Memory:
    """What is remembered of a base, and what has to be found out anew."""

    def __init__(self, settings: Settings, cache: Cache) -> None:
        self.root: Path = settings.root
        self.cache = cache
        self._languages = settings.languages

    def entries(self, files: Sequence[Listed]) -> list[Entry]:
        """The entries of all files; those that are new or have changed are read, checked and remembered."""
        known = self.cache.files()
        seen = now()
        touched: dict[str, tuple[str, int]] = {}
        new: dict[str, Kept] = {}
        found = []
        for file in files:
            kept = known.get(file.path)
            state = state_of(file.state) if file.state and not file.problem else ""
            if kept and state and file.state and kept.state == state and settled(file.state, kept.seen):
                found.append(self._recalled(file.path, kept))
                continue
            read = file.read(self.root)
            hashed = hash_of(read.data) if read.data is not None else ""
            if kept and kept.hash == hashed and hashed:
                touched[file.path] = (state, seen)
                found.append(self._recalled(file.path, kept))
                continue
            entry = _checked(read, self._languages)
            found.append(entry)
            if hashed and state and entry.kind:
                entry.hash = hashed
                tree = json.dumps(entry.tree, ensure_ascii=False)
                new[file.path] = Kept(state, seen, hashed, [*_head(entry), sum_of(tree)], tree)
        gone = known.keys() - {file.path for file in files}
        if new or gone:
            self.cache.keep(new, gone)
        if touched:
            self.cache.touch(touched)
        return found

    def checked(self, path: str) -> Record:
        """A record whose kept fields cannot be used, out of its file."""
        record = _checked(Listed(path, None).read(self.root), self._languages).record
        if record is None:
            raise KvtoolError(f"{path}: the file changed while it was read", remedy="run the command again")
        return record

    def _recalled(self, path: str, kept: Kept) -> Entry:
        name, own_id, _, _, faults, hides, *_ = kept.head
        hidden = (
            None if hides is None else Hides(None if hides[0] is None else frozenset(hides[0]), frozenset(hides[1]))
        )
        said = [
            Fault(code, line, column, message, help_, tuple(field))
            for code, line, column, message, help_, field in faults
        ]
        entry = Entry(path, name, own_id, Remembered(self, path, kept), said, hidden)
        entry.hash = kept.hash
        return entry


def _checked(read: Found, languages: tuple[str, ...]) -> Entry:
    from kvtool.store.checking import entry_of

    return entry_of(read, languages)


def _head(entry: Entry) -> list[Any]:
    """What is kept of an entry besides its fields: kind, id, broken, marked, faults, what it hides, what others ask.

    The sum of the fields comes last.
    """
    hides = None
    if entry.broken:
        hides = [None if entry.hides.ids is None else sorted(entry.hides.ids), sorted(entry.hides.kinds)]
    links, inner, aliases = entry.survey
    return [
        entry.kind,
        entry.id,
        entry.broken,
        entry.marked is not None,
        entry.faults,
        hides,
        [links, inner, list(aliases)],
    ]
