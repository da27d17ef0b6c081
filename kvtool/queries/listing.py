"""The rows of `list`: one a record, with the columns that people ask for first."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, NamedTuple

from kvtool.errors import KvtoolError
from kvtool.model import KINDS, kind
from kvtool.model.base import Record
from kvtool.model.dates import Day
from kvtool.queries.audience import open_to
from kvtool.queries.columns import DATES, DUE, earliest, more_columns, name_of, row_of, shown_row
from kvtool.queries.fields import fields_of, plain, sort_of
from kvtool.queries.filters import Filter, Row, comparable, known, passes
from kvtool.queries.ordering import rank
from kvtool.queries.reading import Reader
from kvtool.table import Table
from kvtool.words.sorting import fold, sort_key

if TYPE_CHECKING:
    from kvtool.queries.due import Ask

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
EMPTY: Final[tuple[object, ...]] = (None, "", [])
LONGEST: Final = 60
"""So much of a filter is repeated."""
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

    @property
    def fields(self) -> list[str]:
        """The fields that it asks about, as they were typed."""
        return [*(one.field for one in self.filters), *self.columns, *(field.lstrip("-") for field in self.sort)]


def listed(reader: Reader, name: str, choice: Choice, ask: "Ask | None" = None) -> Table:
    """The records of a kind that pass all filters, sorted by name as Finnish and Swedish sort, or as asked.

    `ask` tells what is due on a day, where somebody asks for that column.
    """
    usual = COLUMNS[name]
    _judge(reader, name, choice)
    columns = tuple(column for column in choice.columns or usual if column != "id")
    pairs = list(_rows(reader, name, choice, ask))
    note = ""
    if choice.filters and not pairs:
        note = reader.labels.say("no rows: of this kind there are no records")
    for one in choice.filters:
        before, pairs = pairs, [(record, row) for record, row in pairs if passes(one, row, reader.day)]
        if before and not pairs:
            note = _note(reader, one, [row for _, row in before])
    for field in reversed(choice.sort):
        pairs = _sorted(pairs, field.lstrip("-"), falling=field.startswith("-"))
    kept = pairs[: choice.limit] if choice.limit else pairs
    rows = [
        {"id": record.id, "kind": name, **{column: row.whole(column) for column in columns}} for record, row in kept
    ]
    shown = [
        shown_row(
            reader, record, {**row.computed, "id": record.id, **{column: row.value(column) for column in columns}}
        )
        for record, row in kept
    ]
    people = ("id", *(column for column in columns if column not in HIDDEN or choice.columns))
    return Table(("id", "kind", *columns), rows, shown, _titles(reader, people), people, note)


def _judge(reader: Reader, name: str, choice: Choice) -> None:
    """Raises KvtoolError for a field that there is not or that is internal, and for what cannot be compared with it."""
    model, more = kind(name), more_columns(name)
    for field in choice.fields:
        having = [one for one in KINDS if field in more_columns(one)]
        if having and field not in more:
            raise KvtoolError(f"the kind {name} has no '{field}'", remedy=f"ask it of {' or '.join(having)}")
    known(choice.fields, sorted({*COLUMNS[name], *more, *fields_of(model, reader.kb.settings.languages)}))
    open_to(reader.kb, choice.fields)
    for one in choice.filters:
        comparable(one, Day if one.field in DATES else sort_of(model, one.field), reader.day)


def _rows(reader: Reader, name: str, choice: Choice, ask: "Ask | None") -> Iterator[tuple[Record, Row]]:
    """All records of a kind with their fields and columns, by name; the fields only where somebody asks for one."""
    asked = choice.fields
    computed = (*COLUMNS[name], *(column for column in more_columns(name) if column in asked))
    due = earliest(ask(reader.day)[0]) if ask and DUE in asked else {}
    deep = any(field not in computed for field in asked)
    for record in sorted(reader.kb.all(kind(name)), key=lambda one: (sort_key(name_of(reader, one)), one.id)):
        yield record, Row(plain(record) if deep else {}, row_of(reader, record, computed, due))


def _note(reader: Reader, one: Filter, rows: Sequence[Row]) -> str:
    """Which filter left nothing of some rows; where it asks for a word, the one of theirs that is like it."""
    typed = one.typed if len(one.typed) <= LONGEST else f"{one.typed[:LONGEST]}…"
    said = reader.labels.say("no rows: {filter} leaves none of {number}", filter=typed, number=len(rows))
    if one.sign != "=" or len(one.value) > LONGEST:
        return said
    values = {fold(value): value for row in rows for value in row.values(one.field) if isinstance(value, str)}
    near = get_close_matches(fold(one.value), values, 1, 0.6)
    if not near:
        return said
    meant = reader.labels.say("did you mean {value}?", value=values[near[0]])
    return f"{said}; {meant}"


def words(written: str) -> list[str]:
    """The words that commas separate."""
    return [word.strip() for word in written.split(",") if word.strip()]


def _sorted(pairs: Sequence[tuple[Record, Row]], field: str, *, falling: bool) -> list[tuple[Record, Row]]:
    """Records by the value of a field, those where it is empty last, whichever way."""
    values = [(row.value(field), (record, row)) for record, row in pairs]
    given = sorted((one for one in values if one[0] not in EMPTY), key=lambda one: rank(one[0]), reverse=falling)
    return [pair for _, pair in (*given, *(one for one in values if one[0] in EMPTY))]


def _titles(reader: Reader, columns: tuple[str, ...]) -> dict[str, str]:
    return {column: reader.labels.code("column", column) for column in columns}
