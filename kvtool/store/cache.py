"""What was found out about a base before, kept outside of it: never needed, and never believed without a look.

One SQLite file a base, in the user's cache folder. A file of the base is what it was when its size, times and number
are; one that was touched when it was last looked at is read again. Whatever is wrong with the cache, it is as if there
were none.
"""

import os
import sqlite3
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kvtool.aside import finish
from kvtool.settings import Settings
from kvtool.store.cachefolder import folder_for, place
from kvtool.store.digests import fingerprint, rest_of, sum_of
from kvtool.store.files import State

if TYPE_CHECKING:
    from kvtool.store.retold import Told

RACE: Final = 2_000_000_000
"""Nanoseconds: a file that changed so shortly before it was looked at may have changed again, unseen."""

TABLES: Final = """
pragma page_size = 16384; -- several files on each
create table about (name text primary key, value text) without rowid;
create table file (
    path text primary key, state text, seen integer, hash text, shape text, head text, rest text, sum text,
    fields text, places blob
);
create table verdict (key text primary key, seen integer, value text, sum text) without rowid;
create table words (path text primary key, hash text, forms text, sum text);
create table vocabulary (made text, lines text, sum text);
create table shelf (
    sort text, name text, made text, lines text, sum text, primary key (sort, name)
) without rowid;
"""

KEEP: Final = "insert or replace into file values (?, ?, ?, ?, ?, ?, ?, ?, cast(? as text), ?)"

Row = tuple[str, str, int, str, str, str, str, str]


class Kept(NamedTuple):
    """What is kept of a file besides its fields: its state when it was seen, the hash of its bytes, what was found in it.

    What stands for its shape is the hash of the bytes with which that became what it is.
    """

    state: str
    seen: int
    hash: str
    shape: str
    head: str
    rest: str
    """What its fields and places are known again by."""

    def holds(self, state: State | None) -> bool:
        """Whether a file that has a state now is what it was."""
        return state is not None and self.state == state.said and settled(state.changed, self.seen)


class Cache:
    """The kept findings of one base; closed with the last who has it, as a connection holds itself and would stay open."""

    def __init__(self, connection: sqlite3.Connection, stamp: str) -> None:
        self._connection = connection
        self._stamp = stamp
        self._process = os.getpid()

    def __del__(self) -> None:
        if os.getpid() == self._process:  # not that of another process
            self._connection.close()

    def files(self) -> Mapping[str, Kept]:
        """What is kept, by the paths of the files, without the fields."""
        rows: Iterable[Row] = self._connection.execute(
            "select path, state, seen, hash, shape, head, rest, sum from file"
        )
        return {
            path: Kept(state, seen, hashed, shape, head, rest)
            for path, state, seen, hashed, shape, head, rest, said in rows
            if sum_of(self._stamp, path, hashed, shape, head, rest) == said
        }

    def told(self, path: str, kept: Kept) -> tuple[bytes, bytes]:
        """The fields of a file and their places; raises LookupError where they are not kept as they were found."""
        select = "select cast(fields as blob), places from file where path = ? and hash = ?"
        try:
            row = self._connection.execute(select, (path, kept.hash)).fetchone()
        except sqlite3.Error:
            row = None
        if row is None or rest_of(*row) != kept.rest:
            raise LookupError(path)
        return row[0], row[1]

    def all_told(self) -> Mapping[str, tuple[bytes, bytes]]:
        """The fields of all files and their places, as they lie there: not looked at yet whether as they were found."""
        try:
            rows = self._connection.execute("select path, cast(fields as blob), places from file").fetchall()
        except (sqlite3.Error, UnicodeError):
            return {}
        return {path: (fields, places) for path, fields, places in rows}

    def keep(self, files: Iterable[tuple[str, str, int, str, str, "Told"]]) -> None:
        """Keeps what was found in some files: paths, states, when they were seen, hashes, shapes, what was told of them."""
        self.change((KEEP, map(self._row, files)))

    def _row(self, file: tuple[str, str, int, str, str, "Told"]) -> tuple[str | int | bytes, ...]:
        path, state, seen, hashed, shape, (head, fields, places) = file
        rest = rest_of(fields, places)
        said = sum_of(self._stamp, path, hashed, shape, head, rest)
        return path, state, seen, hashed, shape, head, rest, said, fields, places

    def forget(self, paths: Iterable[str]) -> None:
        """Forgets files that are gone."""
        self.change(("delete from file where path = ?", ((path,) for path in paths)))

    def touch(self, files: Mapping[str, tuple[str, int]]) -> None:
        """Keeps the new state of files whose bytes are what they were."""
        said = [(state, seen, path) for path, (state, seen) in files.items()]
        self.change(("update file set state = ?, seen = ? where path = ?", said))

    def verdict(self, key: str) -> tuple[int, str] | None:
        """When an answer was kept under a key, and the answer; nothing where there is none."""
        try:
            found = self._connection.execute("select seen, value, sum from verdict where key = ?", (key,)).fetchone()
            if found is None or sum_of(self._stamp, key, str(found[0]), found[1]) != found[2]:
                return None
            return int(found[0]), str(found[1])
        except (sqlite3.Error, ValueError, TypeError):
            return None

    def has_verdict(self) -> bool:
        """Whether any answer is kept."""
        try:
            return self._connection.execute("select 1 from verdict").fetchone() is not None
        except sqlite3.Error:
            return False

    def keep_verdict(self, seen: int, answers: Mapping[str, str]) -> None:
        """Keeps answers under keys, in the place of all former ones."""
        rows = [(key, seen, said, sum_of(self._stamp, key, str(seen), said)) for key, said in answers.items()]
        self.change(("delete from verdict", [()]), ("insert into verdict values (?, ?, ?, ?)", rows))

    def rows(self, select: str) -> list[tuple[str, ...]]:
        """The rows of a table that ends in a sum, without it; none at all where one is not as it was kept."""
        try:
            found = self._connection.execute(select).fetchall()
            right = all(sum_of(self._stamp, *row) == said for *row, said in found)
        except (sqlite3.Error, TypeError, UnicodeError):
            return []
        return [tuple(row) for *row, _ in found] if right else []

    def summed(self, row: tuple[str, ...]) -> tuple[str, ...]:
        """A row with its sum."""
        return (*row, sum_of(self._stamp, *row))

    def shelve(self, sort: str, made: str, heaps: Mapping[str, str]) -> None:
        """Keeps heaps of lines that were made of some state, in the place of all former ones of their sort."""
        rows = [self.summed((sort, name, made, lines)) for name, lines in heaps.items()]
        gone = ("delete from shelf where sort = ?", [(sort,)])
        self.change(gone, ("insert into shelf values (?, ?, ?, ?, ?)", rows))

    def change(self, *changes: tuple[str, Iterable[tuple[Any, ...]]]) -> None:
        """Runs statements, each once a row: all of them, or none where that fails, since nobody needs them."""
        try:
            with self._connection:
                for statement, rows in changes:
                    self._connection.executemany(statement, rows)
        except (sqlite3.Error, UnicodeError):
            return


def opened(settings: Settings) -> Cache | None:
    """The cache of a base, made where there is none; nothing where none can be used."""
    finish()  # something may still be written into it
    folder = folder_for(settings)
    if folder is None:
        return None
    stamp = stamp_of(settings)
    try:
        return Cache(_connected(place(folder, settings), stamp), stamp)
    except (OSError, sqlite3.Error):
        return None


def stamp_of(settings: Settings) -> str:
    """What the findings on each file follow from, besides its bytes."""
    return f"{fingerprint()} {' '.join(settings.languages)}"


def _connected(file: Path, stamp: str) -> sqlite3.Connection:
    """The database of a base; one that is broken or of another version is made anew."""
    for again in (False, True):
        if again or not _is_own(file):
            file.unlink(missing_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
        connection = sqlite3.connect(file, timeout=0.2, isolation_level="IMMEDIATE")
        try:
            connection.execute("pragma trusted_schema = off")
            connection.execute("pragma synchronous = off")
            if stamped(connection) == stamp:
                return connection
            if not again and file.stat().st_size:
                connection.close()
                continue
            with connection:
                connection.executescript(TABLES)
                connection.execute("insert into about values ('stamp', ?)", (stamp,))
            return connection
        except sqlite3.OperationalError:
            connection.close()  # somebody else is at it, or nobody may write
            raise
        except sqlite3.DatabaseError:
            connection.close()
    raise sqlite3.DatabaseError


def _is_own(file: Path) -> bool:
    """Whether there is nothing at a path, or a regular file with no other name."""
    try:
        state = file.lstat()
    except FileNotFoundError:
        return True
    return S_ISREG(state.st_mode) and state.st_nlink == 1


def stamped(connection: sqlite3.Connection) -> str | None:
    """The stamp of an opened cache; nothing of one that holds other tables."""
    tables = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
    if tables != {"about", "file", "verdict", "words", "vocabulary", "shelf"}:
        return None
    row = connection.execute("select value from about where name = 'stamp'").fetchone()
    return str(row[0]) if row else None


def settled(changed: int, now: int) -> bool:
    """Whether a file changed long enough ago that another change could not have gone unseen."""
    return changed < now - RACE


def now() -> int:
    """The time in nanoseconds, for nothing but comparing it with those of files."""
    return time.time_ns()
