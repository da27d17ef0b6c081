"""The tables of a base with their rows and keys, for those who keep them: a database, a data package.

A foreign key is told only where it holds: a column of ids is none where one of them is a former id, leads to nothing or
leads into a table that is left out.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple, get_args

from kvtool.model import KINDS, kind
from kvtool.model.part import Part
from kvtool.model.values import Refers
from kvtool.queries.reading import Reader
from kvtool.queries.tables import SHARED, Cells, Sheet, column_of, rows, sheets, sort_of

OF_SHARED: Final = {"links": ("source", "field"), "texts": ("id", "field", "lang")}
"""The keys of the tables that no kind has of its own."""


class Foreign(NamedTuple):
    """Columns whose values name a row of a table by its key."""

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...]


class Filled(NamedTuple):
    """A table with its rows and with the foreign keys that hold."""

    sheet: Sheet
    rows: Sequence[Mapping[str, Any]]
    foreign: Sequence[Foreign]

    @property
    def name(self) -> str:
        """Its name."""
        return self.sheet.name

    @property
    def primary(self) -> tuple[str, ...]:
        """The columns that tell its rows apart."""
        return primary(self.sheet)

    def cells(self) -> Iterator[list[Any]]:
        """The rows as values in the order of the columns."""
        names = [column.name for column in self.sheet.columns]
        return ([row.get(name) for name in names] for row in self.rows)


def primary(sheet: Sheet) -> tuple[str, ...]:
    """The columns that tell the rows of a table apart."""
    if sheet.name in KINDS:
        return ("id",)
    return OF_SHARED.get(sheet.name) or (sheet.columns[0].name, "at")


def possible(table: str) -> Sequence[Foreign]:
    """The foreign keys that a table may have."""
    start = table.partition("_")[0]
    return _of_kind(start).get(table, ()) if start in KINDS else ()


@cache
def _of_kind(name: str) -> Mapping[str, Sequence[Foreign]]:
    found: dict[str, list[Foreign]] = {}
    for table, foreign in _foreign(kind(name), name, name):
        found.setdefault(table, []).append(foreign)
    return found


def _foreign(model: type[Part], of_kind: str, table: str, prefix: str = "") -> Iterator[tuple[str, Foreign]]:
    """The tables of a part and what they may refer to: the record, the item around an item, what a field names."""
    owner = f"{of_kind}_id"
    for field in model.fields.values():
        sort, many = sort_of(field.annotation)
        column = column_of(f"{prefix}{field.name}")
        inner = f"{table}_{column}" if many else table
        if many:
            yield inner, Foreign((owner,), of_kind, ("id",))
            if table != of_kind:
                yield inner, Foreign((owner, "inside"), table, (owner, "at"))
        if issubclass(sort, Part):
            yield from _foreign(sort, of_kind, inner, "" if many else f"{prefix}{field.name}.")
        elif target := _target(field.annotation):
            yield inner, Foreign(("value" if many else column,), target, ("id",))


def _target(annotation: Any) -> str | None:
    """The kind of record that a field names, where it names no other."""
    for said in get_args(annotation):
        if isinstance(said, Refers):
            return said.kinds[0] if len(said.kinds) == 1 and said.kinds[0] in KINDS else None
        if found := _target(said):
            return found
    return None


def filled(reader: Reader, kinds: Collection[str]) -> list[Filled]:
    """The tables of some kinds with their rows, and the links and texts of their records; in the order of the schema."""
    shared = [sheet.name for sheet in SHARED]
    every = sheets(reader.kb.settings.languages)
    chosen = {name: sheet for name, sheet in every.items() if name in shared or name.partition("_")[0] in kinds}
    found = rows(reader, {name: [column.name for column in sheet.columns] for name, sheet in chosen.items()})
    for name in shared:
        found[name] = [row for row in found[name] if row["kind"] in kinds]
    return [Filled(sheet, found.get(name, []), _holding(name, found, chosen)) for name, sheet in chosen.items()]


def _holding(name: str, found: Mapping[str, Sequence[Cells]], chosen: Collection[str]) -> list[Foreign]:
    """The foreign keys of a table that hold."""
    there = [one for one in possible(name) if one.table in chosen]
    return [one for one in there if _holds(one, found.get(name, ()), found.get(one.table, ()))]


def _holds(foreign: Foreign, here: Sequence[Cells], there: Sequence[Cells]) -> bool:
    """Whether each value of a foreign key is one of the keys that it refers to."""
    known = {tuple(row.get(name) for name in foreign.key) for row in there}
    named = (tuple(row.get(name) for name in foreign.columns) for row in here)
    return all(one in known for one in named if None not in one)
