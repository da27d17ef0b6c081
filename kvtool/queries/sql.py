"""SQL over a base: one SELECT on tables in memory, which can neither write, nor reach a file, nor run for ever."""

import json
import math
import re
import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing
from functools import partial
from typing import Any, Final

from kvtool.bounded import bounded
from kvtool.errors import KvtoolError
from kvtool.queries.describing import TABLES, near_to
from kvtool.queries.reading import Reader
from kvtool.queries.tables import Sheet, rows, sheets
from kvtool.table import Table
from kvtool.words.safe import safe_text
from kvtool.words.sorting import fold, sort_key

PATIENCE: Final = 10.0
"""How many seconds a query may take."""

GRACE: Final = 0.5
"""How many seconds more a query is waited for that SQLite cannot be kept from: one step of it takes that long."""

MEMORY: Final = 1 << 30
"""How many bytes a query may take."""

LARGEST: Final = 100_000_000
"""How much an answer may weigh: a cell weighs 50, and 1 for each letter."""

LONGEST: Final = 4 << 20
"""How many bytes one value may have."""

READING: Final = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}
FORBIDDEN: Final = ("load_extension", "fts3_tokenizer")
"""Functions that load programs, or tell where one lies in memory."""
WORDS_OF_SQL: Final = ("from", "to", "on", "group", "by")
"""Names of fields that SQL needs in quotes."""


class Guard:
    """Lets a statement read and nothing else, and notes what it reads."""

    def __init__(self) -> None:
        self.selects = False
        self.refused = False
        self.read: dict[str, set[str]] = defaultdict(set)

    def __call__(self, action: int, one: str | None, two: str | None, *_: str | None) -> int:
        """The answer to SQLite's question whether an action is allowed."""
        if action not in READING or (action == sqlite3.SQLITE_FUNCTION and two in FORBIDDEN):
            self.refused = True
            return sqlite3.SQLITE_DENY
        self.selects = self.selects or action == sqlite3.SQLITE_SELECT
        if action == sqlite3.SQLITE_READ:
            self.read[str(one)].add(str(two))
        return sqlite3.SQLITE_OK


def ask(reader: Reader, query: str) -> Table:
    """The answer to a query; raises KvtoolError with SQLite's own words and the nearest names."""
    known = sheets(reader.kb.settings.languages)
    guard = Guard()
    with closing(_opened(reader, known)) as connection:
        try:
            connection.set_authorizer(guard)
            connection.execute(f"EXPLAIN {query}").close()  # says which tables are read, before any is filled
            if not guard.selects:
                raise KvtoolError("that is no query", remedy="write one SELECT")
            connection.set_authorizer(None)
            _fill(connection, known, reader, guard.read)
            connection.execute("PRAGMA query_only = on")
            connection.set_authorizer(guard)
        except (sqlite3.Error, sqlite3.Warning, UnicodeError) as error:
            raise _explained(error, guard, known) from None
        try:
            said = bounded(partial(_answer, connection, query, guard, known), PATIENCE + GRACE, MEMORY)
        except TimeoutError:
            raise too_long() from None
        except MemoryError:
            remedy = "ask for fewer rows or columns, or for shorter ones"
            raise KvtoolError("the query needs too much memory", remedy=remedy) from None
    answer = json.loads(said)
    if "message" in answer:
        raise KvtoolError(answer["message"], remedy=answer["remedy"])
    found = [dict(zip(answer["columns"], row, strict=True)) for row in answer["rows"]]
    return Table(answer["columns"], found, found)


def _answer(connection: sqlite3.Connection, query: str, guard: Guard, known: Mapping[str, Sheet]) -> bytes:
    """What a query gives, as JSON: columns and rows, or what is wrong with it."""
    end = time.monotonic() + PATIENCE
    connection.set_progress_handler(lambda: int(time.monotonic() > end), 10_000)
    try:
        return json.dumps(_collected(connection.execute(query))).encode("ascii")
    except (sqlite3.Error, sqlite3.Warning, UnicodeError) as error:
        wrong = _explained(error, guard, known)
    except KvtoolError as error:
        wrong = error
    return json.dumps({"message": wrong.message, "remedy": wrong.remedy}).encode("ascii")


def _opened(reader: Reader, known: Mapping[str, Sheet]) -> sqlite3.Connection:
    """An empty database with the tables, and with the functions `fold` and `today` and the collation `names`."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    connection.create_function("fold", 1, lambda value: None if value is None else fold(str(value)), deterministic=True)
    connection.create_function("today", 0, reader.day.isoformat, deterministic=True)
    connection.create_collation("names", _by_name)
    for sheet in known.values():
        columns = ", ".join(f'"{column.name}" {column.type}' for column in sheet.columns)
        connection.execute(f'CREATE TABLE "{sheet.name}" ({columns})')
    return connection


def _by_name(one: str, other: str) -> int:
    left, right = sort_key(one), sort_key(other)
    return (left > right) - (left < right)


def _fill(
    connection: sqlite3.Connection, known: Mapping[str, Sheet], reader: Reader, read: Mapping[str, set[str]]
) -> None:
    """Fills the tables that are read."""
    for name, cells in rows(reader, {name: columns for name, columns in read.items() if name in known}).items():
        columns = [column.name for column in known[name].columns]
        places = ", ".join("?" * len(columns))
        connection.execute("BEGIN")
        connection.executemany(
            f'INSERT INTO "{name}" VALUES ({places})',  # noqa: S608 - the names are those of the models
            ([row.get(column) for column in columns] for row in cells),
        )
        connection.execute("COMMIT")


def _collected(cursor: sqlite3.Cursor) -> Mapping[str, Any]:
    columns = list(_apart(name for name, *_ in cursor.description))
    found, weight = [], 0
    for row in cursor:
        cells = [_plain(value) for value in row]
        weight += sum(50 + (len(cell) if isinstance(cell, str) else 0) for cell in cells)
        if weight > LARGEST:
            raise KvtoolError("the answer is too large", remedy="ask for fewer rows or columns, or add a LIMIT")
        found.append(cells)
    return {"columns": columns, "rows": found}


def _apart(names: Iterable[str]) -> Iterable[str]:
    """The names of columns, each another."""
    seen: dict[str, int] = defaultdict(int)
    for name in names:
        seen[name] += 1
        while (apart := name if seen[name] == 1 else f"{name}_{seen[name]}") in seen and seen[name] > 1:
            seen[name] += 1
        seen[apart] = max(seen[apart], 1)
        yield apart


def _plain(value: Any) -> Any:
    """A value that every format can print: bytes as SQL writes them, no endless numbers."""
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def too_long() -> KvtoolError:
    """What is said of a query that does not end."""
    return KvtoolError(
        f"the query took longer than {PATIENCE:g} seconds", remedy="ask for less: join by ids, add a LIMIT"
    )


def _explained(error: Exception, guard: Guard, known: Mapping[str, Sheet]) -> KvtoolError:
    """What SQLite has against a query, and what may mend it."""
    said = safe_text(str(error)).rstrip(".")
    if guard.refused:
        return KvtoolError("sql only reads the base's tables, and this would do more", remedy="write one SELECT")
    if said == "interrupted":
        return too_long()
    if "no such function: regexp" in said.lower():
        remedy = "use LIKE, GLOB or instr(fold(names_en), fold('words'))"
        return KvtoolError("sql has no regular expressions", remedy=remedy)
    if "one statement" in said:
        return KvtoolError("sql takes one statement", remedy="write one SELECT")
    if isinstance(error, UnicodeError):
        return KvtoolError("the query is not UTF-8", remedy="save it as UTF-8")
    return KvtoolError(f"sql: {said}", remedy=_remedy(said, known) or TABLES)


def _remedy(said: str, known: Mapping[str, Sheet]) -> str:
    """What may mend a query that names what there is not."""
    if wrong := re.fullmatch(r"no such table: (.*)", said):
        return near_to(wrong[1], known)
    if wrong := re.fullmatch(r"no such column: (?:.*\.)?(.*)", said):
        return near_to(wrong[1], dict.fromkeys(column.name for sheet in known.values() for column in sheet.columns))
    near = re.fullmatch(r'near "(.*)": syntax error', said)
    if near and near[1].lower() in WORDS_OF_SQL:
        return f'a field with a name that is a word of SQL stands in double quotes: "{near[1].lower()}"'
    return ""
