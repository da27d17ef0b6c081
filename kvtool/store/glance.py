"""The cache as it lies there: looked into for single files, never made, never written."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from kvtool.aside import finish
from kvtool.model import NAMING
from kvtool.settings import Settings
from kvtool.store.cache import Cache, Kept, stamp_of, stamped
from kvtool.store.cachefolder import may_lie, named_folder, place, trusted
from kvtool.store.digests import rest_of, sum_of

NAMES: Final = ", ".join(f"'$.{field}'" for field in (*NAMING, "other_names", "aliases"))


class Glance(Cache):
    """The kept findings of one base, asked file by file."""

    def file(self, path: str) -> tuple[Kept, tuple[bytes, bytes]] | None:
        """What is kept of a file, and its fields and their places; nothing where that is not as it was kept."""
        columns = "state, seen, hash, shape, head, rest, sum, cast(fields as blob), places"
        try:
            found = self._connection.execute(f"select {columns} from file where path = ?", (path,)).fetchone()  # noqa: S608
            if found is None or sum_of(self._stamp, path, *found[2:6]) != found[6] or rest_of(*found[7:]) != found[5]:
                return None
            kept = Kept(*found[:6])
            return kept, found[7:]
        except (sqlite3.Error, ValueError, TypeError):
            return None

    def heap(self, sort: str, name: str, made: str) -> str:
        """A heap of lines that was made of some state; raises LookupError where it is not there as it was made."""
        select = "select sort, name, made, lines, sum from shelf where sort = ? and name = ?"
        try:
            *row, said = self._connection.execute(select, (sort, name)).fetchone() or [""]
            if row[:3] == [sort, name, made] and sum_of(self._stamp, *row) == said:
                return str(row[3])
        except (sqlite3.Error, TypeError, UnicodeError):
            pass
        raise LookupError(name)

    def naming(self) -> Iterator[tuple[str, str]]:
        """The files with what may name their records, as JSON: to be looked at closely before any of it is told."""
        with suppress(sqlite3.Error):
            yield from self._connection.execute(f"select path, json_extract(fields, {NAMES}) from file")  # noqa: S608


def glance(settings: Settings) -> Glance | None:
    """The cache of a base; nothing where there is none, or one of another version."""
    folder = trusted(named_folder()) if may_lie(settings) else None
    file = place(folder, settings) if folder else None
    if file is None or file.is_symlink() or not file.is_file():
        return None
    finish()  # something may still be written into it
    try:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", timeout=0.2, uri=True)
        stamp = stamp_of(settings)
        cache = Glance(connection, stamp)
        connection.execute("pragma trusted_schema = off")
        return cache if stamped(connection) == stamp else None
    except (OSError, sqlite3.Error):
        return None
