"""The tables as an SQLite database: with primary keys, foreign keys, indexes, and a table `meta`.

The same commit, day and audience give the same bytes. A column of ids is a foreign key where all of them stand in the
table that they lead into; `links` has every reference, with the id that its target has now.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any, Final

from kvtool.export import VERSION, Asked
from kvtool.queries.keys import Filled, Foreign

PAGE: Final = 4096
"""The size of a page, whatever the machine prefers."""
WRITTEN_BY: Final = slice(96, 100)
"""Where the file says which SQLite wrote it: nobody asks, and it would be the only difference between two machines."""
META: Final = 'CREATE TABLE "meta" ("key" TEXT PRIMARY KEY NOT NULL, "value" TEXT NOT NULL)'
QUOTE: Final = '"'
SOUGHT: Final = {"links": (("target",),)}
"""What is looked for by other columns than keys."""


def data(asked: Asked) -> bytes:
    """The file of the database."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {PAGE}")
        connection.execute("PRAGMA encoding = 'UTF-8'")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        tables = asked.tables()
        for statement in (META, *map(_created, tables)):
            connection.execute(statement)
        _fill(connection, "meta", 2, ((key, _text(value)) for key, value in asked.about.items()))
        for table in tables:
            _fill(connection, table.name, len(table.sheet.columns), table.cells())
            for statement in _indexes(table):
                connection.execute(statement)
        made = bytearray(connection.serialize())
    made[WRITTEN_BY] = bytes(4)
    return bytes(made)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _fill(connection: sqlite3.Connection, name: str, columns: int, rows: Iterable[Sequence[Any]]) -> None:
    connection.execute("BEGIN")
    connection.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * columns)})', rows)  # noqa: S608
    connection.execute("COMMIT")


def _created(table: Filled) -> str:
    columns = [
        f"{_names([one.name])} {one.type}{' NOT NULL' if one.name in table.primary else ''}"
        for one in table.sheet.columns
    ]
    keys = [f"PRIMARY KEY ({_names(table.primary)})", *map(_reference, table.foreign)]
    lines = ",\n  ".join([*columns, *keys])
    return f'CREATE TABLE "{table.name}" (\n  {lines}\n)'


def _reference(foreign: Foreign) -> str:
    return f'FOREIGN KEY ({_names(foreign.columns)}) REFERENCES "{foreign.table}" ({_names(foreign.key)})'


def _names(columns: Iterable[str]) -> str:
    """Names in SQL: those of the models, but for the languages in them, which are the settings'."""
    return ", ".join(f'"{name.replace(QUOTE, QUOTE * 2)}"' for name in columns)


def _indexes(table: Filled) -> Iterator[str]:
    """An index for each foreign key that the primary key does not serve, and for what else is looked for."""
    for columns in (*(one.columns for one in table.foreign), *SOUGHT.get(table.name, ())):
        if columns != table.primary[: len(columns)]:
            yield f'CREATE INDEX "{table.name}_by_{"_".join(columns)}" ON "{table.name}" ({_names(columns)})'
