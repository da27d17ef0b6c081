"""What is late or coming, grouped by who answers for it: the rows of `due`."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from kvtool.diagnostics import Diagnostic
from kvtool.errors import KvtoolError
from kvtool.model.unit import Unit
from kvtool.queries.find import find
from kvtool.queries.owners import below, owner_of
from kvtool.queries.reading import Reader
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import later
from kvtool.store.policy import whole
from kvtool.table import Table
from kvtool.text.fault import steps
from kvtool.words.sorting import sort_key

Ask = Callable[[date], tuple[Sequence[Diagnostic], int]]
"""Tells what the rules of the calendar find on a day, and how much of it comments in the records allow."""

COLUMNS: Final = (
    "id", "kind", "name", "owner", "due", "state", "code", "rule", "field", "path", "line", "message", "help",
)  # fmt: skip
FOR_PEOPLE: Final = ("owner", "due", "state", "id", "kind", "what", "message")

CLOSING: Final = ("before_visit_days", "window_days")
"""The notices, in days, of what nobody asks about any more once its day is past."""

YEAR: Final = 365


def agenda(reader: Reader, ask: Ask, within: int = 0, unit: str = "") -> Table:
    """What is late, and what falls due within so many days; of all units, or of one and those that belong to it."""
    kept = below(reader.kb, _unit(reader.kb, unit), reader.day) if unit else None
    found, suppressed = _found(reader, ask, within)
    rows = [row for row in (_row(reader, one) for one in found) if kept is None or row["owner"] in kept]
    rows.sort(key=lambda row: _order(reader, row))
    titles = {column: reader.labels.code("column", column) for column in FOR_PEOPLE}
    notes = [] if rows else [reader.labels.say("nothing is late or coming")]
    if suppressed:
        notes.append(reader.labels.say("left out, since comments in the records allow it: {number}", number=suppressed))
    return Table(COLUMNS, rows, [_shown(reader, row) for row in rows], titles, FOR_PEOPLE, "; ".join(notes))


def _unit(kb: KnowledgeBase, words: str) -> Unit:
    meant = find(kb, words, Unit.kind)
    if not isinstance(meant.record, Unit):
        said = f"'{meant.record.id}' is of the kind {meant.record.kind}, not a unit"
        raise KvtoolError(said, remedy="'kvtool list units' shows them")
    return meant.record


def _found(reader: Reader, ask: Ask, within: int) -> tuple[list[Diagnostic], int]:
    """What is found on the day, with what is allowed of it, and what falls due by the last day that is asked about."""
    now, suppressed = ask(reader.day)
    known = {_key(one): one for one in now}
    last = later(reader.day, within)
    for day in _looks(reader, within):
        for one in ask(day)[0]:
            if one.due is not None and one.due <= last:
                known.setdefault(_key(one), one)
    return list(known.values()), suppressed


def _looks(reader: Reader, within: int) -> list[date]:
    """The later days on which to ask: often enough to meet whatever closes, and a new year's; and the day after the last."""
    notices = [days for key in CLOSING if (days := whole(reader.kb.settings, key)) is not None]
    step = max(1, min([YEAR, *notices]))
    return [later(reader.day, ahead) for ahead in (*range(step, within + 1, step), within + 1)]


def _key(one: Diagnostic) -> tuple[str, str, int, str, date | None]:
    return one.code, one.path, one.line, one.field, one.due


def _row(reader: Reader, one: Diagnostic) -> dict[str, Any]:
    entry = reader.kb.by_id[one.record]
    state = None if one.due is None else "late" if one.due < reader.day else "coming"
    return {
        "id": one.record,
        "kind": entry.kind,
        "name": reader.name(one.record),
        "owner": owner_of(reader.kb, entry.record, steps(one.field)) if entry.record else None,
        "due": one.due.isoformat() if one.due else None,
        "state": state,
        "code": one.code,
        "rule": one.name,
        "field": one.field,
        "path": one.path,
        "line": one.line,
        "message": one.message,
        "help": one.help,
    }


def _order(reader: Reader, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What nobody owns first; then owner by owner, the earliest day first and what has none last."""
    owner = row["owner"]
    dated = (row["due"] is None, row["due"] or "")
    return (owner is not None, sort_key(reader.name(owner)), owner or "", dated, row["id"], row["code"], row["line"])


def _shown(reader: Reader, row: Mapping[str, Any]) -> dict[str, str]:
    """A row in words."""
    say = reader.labels.say
    states = {"late": say("late"), "coming": say("coming"), None: ""}
    return {
        **{column: str(value) for column, value in row.items()},
        "owner": reader.name(row["owner"]) if row["owner"] else say("no owner"),
        "due": reader.date(row["due"]),
        "state": states[row["state"]],
        "kind": reader.labels.code("kind", row["kind"]),
        "what": reader.labels.rule(row["rule"]),
    }
