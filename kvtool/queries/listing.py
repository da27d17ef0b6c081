"""The rows of `list`: one a record, with the columns that people ask for first."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from kvtool.model import KINDS, kind
from kvtool.model.base import Record
from kvtool.model.message import Message
from kvtool.model.network import Network
from kvtool.model.partner import Partner
from kvtool.queries.fields import paths_of, plain, sort_of
from kvtool.queries.filters import Filter, Row, comparable, known, passes
from kvtool.queries.find import name_text
from kvtool.queries.reading import Reader
from kvtool.store.statements import authority_on
from kvtool.table import Table
from kvtool.words.sorting import sort_key

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "partner": ("name", "type", "country", "standing", "since", "authority", "reaffirmed", "lead"),
    "network": ("name", "membership", "form", "since", "authority", "reaffirmed", "owner"),
    "message": ("name", "scope", "state", "owner"),
    "engagement": ("name", "type", "from", "state", "lead"),
    "framework": ("name", "type", "from", "to"),
    "source": ("name", "authority", "on"),
    "unit": ("name", "type"),
    "fact": ("name", "value", "as_of"),
    "need": ("name", "type", "state", "priority"),
}
HIDDEN = ("reaffirmed",)
"""Columns that people read within another."""


def counts(reader: Reader) -> Table:
    """The kinds with the numbers of their records; broken ones are counted apart."""
    rows = []
    for name in KINDS:
        entries = [entry for entry in reader.kb.entries if entry.kind == name]
        rows.append(
            {
                "kind": name,
                "records": sum(not entry.broken for entry in entries),
                "broken": sum(entry.broken for entry in entries),
            }
        )
    shown = [
        {**row, "kind": reader.labels.code("kind", str(row["kind"])), "broken": row["broken"] or ""} for row in rows
    ]
    return Table(("kind", "records", "broken"), rows, shown, _titles(reader, ("kind", "records", "broken")))


class Choice(NamedTuple):
    """What of a kind is listed: the filters, other columns than the usual, the order, how many at most."""

    filters: Sequence[Filter] = ()
    columns: Sequence[str] = ()
    sort: Sequence[str] = ()
    limit: int = 0


def listed(reader: Reader, name: str, choice: Choice) -> Table:
    """The records of a kind that pass all filters, sorted by name as Finnish and Swedish sort, or as asked."""
    model = kind(name)
    usual = COLUMNS[name]
    fields = sorted({*usual, "id", *paths_of(model)})
    known(
        [*choice.filters, *(Filter(field.lstrip("-"), "=", "", "") for field in (*choice.columns, *choice.sort))],
        fields,
    )
    for one in choice.filters:
        comparable(one, sort_of(model, one.field), reader.day)
    columns = tuple(column for column in choice.columns or usual if column != "id")
    found = sorted(reader.kb.all(model), key=lambda record: (sort_key(_name(reader, record)), record.id))
    deep = any(field not in usual for field in (*(one.field for one in choice.filters), *choice.columns, *choice.sort))
    pairs = [(record, Row(plain(record) if deep else {}, _row(reader, record, usual))) for record in found]
    note = ""
    for one in choice.filters:
        before, pairs = pairs, [(record, row) for record, row in pairs if passes(one, row, reader.day)]
        if before and not pairs:
            note = reader.labels.say("no rows: {filter} leaves none of {number}", filter=one.typed, number=len(before))
    for field in reversed(choice.sort):
        pairs.sort(key=lambda pair: _order(pair[1], field.lstrip("-")), reverse=field.startswith("-"))
    kept = pairs[: choice.limit] if choice.limit else pairs
    rows = [
        {"id": record.id, "kind": name, **{column: row.value(column) for column in columns}} for record, row in kept
    ]
    shown = [_shown(reader, record, {**whole.computed, **row}) for (record, whole), row in zip(kept, rows, strict=True)]
    people = ("id", *(column for column in columns if column not in HIDDEN or choice.columns))
    return Table(("id", "kind", *columns), rows, shown, _titles(reader, people), people, note)


def words(written: str) -> list[str]:
    """The words that commas separate."""
    return [word.strip() for word in written.split(",") if word.strip()]


def _order(row: Row, field: str) -> tuple[bool, Any]:
    """Empty values last; numbers by size, dates by their first day, all else as names are sorted."""
    value = row.value(field)
    if value in (None, "", []):
        return (True, ())
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return (False, (Decimal(value), ""))
    return (False, (Decimal(0), sort_key(str(value))))


def _titles(reader: Reader, columns: tuple[str, ...]) -> dict[str, str]:
    return {column: reader.labels.code("column", column) for column in columns}


def _name(reader: Reader, record: Record) -> str:
    text = name_text(record)
    return reader.plain(text) if text else record.id


def _row(reader: Reader, record: Record, columns: tuple[str, ...]) -> dict[str, Any]:
    """The values of a record's columns, as codes and ISO dates."""
    row: dict[str, Any] = {}
    if isinstance(record, Partner | Network):
        resolved = reader.resolved(record)
        head = resolved.headline
        row = {
            "standing": head.status if head else None,
            "membership": head.status if head else None,
            "form": getattr(head.statement, "form", None) if head else None,
            "since": head.begins if head else None,
            "authority": head.authority if head else None,
            "reaffirmed": resolved.reaffirmed,
        }
    owner: Any = getattr(record, "membership", None) or record
    special: dict[str, Callable[[], Any]] = {
        "name": lambda: _name(reader, record),
        "scope": lambda: record.scope.code if isinstance(record, Message) else None,
        "owner": lambda: getattr(owner, "owner", None),
        "on": lambda: max((act.on for act in getattr(record, "acts", ())), key=lambda on: on.first, default=None),
    }
    for column in columns:
        if column == "state" and isinstance(record, Message):
            from kvtool.queries.approvals import state_of

            row[column] = state_of(reader.kb, record, reader.day)
        elif column == "authority" and column not in row:
            row[column] = authority_on(reader.kb, record.id, reader.day)
        elif column in special:
            row[column] = special[column]()
        elif column not in row:
            row[column] = getattr(record, "from_" if column == "from" else column, None)
    return {column: row[column] for column in columns}


CODED = {"type", "state", "form", "scope"}


def _shown(reader: Reader, record: Record, row: Mapping[str, Any]) -> dict[str, str]:
    """The same values in words."""
    shown = {}
    for column, value in row.items():
        if column in ("standing", "membership") and (value is None or isinstance(value, str)):
            context = "Standing.status" if column == "standing" else "Membership.status"
            shown[column] = reader.worded(context, value, row.get("since"), row.get("reaffirmed")) if value else ""
        elif column == "authority":
            shown[column] = reader.authority(value) if value else ""
        elif column in ("since", "from", "to", "on", "as_of"):
            shown[column] = reader.date(value)
        elif column in ("lead", "owner", "priority"):
            shown[column] = reader.name(value)
        elif column in CODED and value:
            shown[column] = reader.labels.code(_context(record, column), value)
        else:
            shown[column] = ", ".join(
                str(one) for one in (value if isinstance(value, list) else [value]) if one is not None
            )
    return shown


def _context(record: Record, column: str) -> str:
    if column == "form":
        return "Membership.form"
    return f"{type(record).__name__}.{column}"
