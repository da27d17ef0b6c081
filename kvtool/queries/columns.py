"""The columns of `list` that no field holds: what follows from a record, and from what others say of it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from kvtool.diagnostics import Diagnostic
from kvtool.model.base import Record
from kvtool.model.dates import Day
from kvtool.model.engagement import Engagement
from kvtool.model.message import Message
from kvtool.model.network import Network
from kvtool.model.partner import Partner
from kvtool.queries.approvals import state_of
from kvtool.queries.audience import whole
from kvtool.queries.find import name_text
from kvtool.queries.reading import Reader
from kvtool.store.calendar import naming
from kvtool.store.statements import authority_on

LAST_ENGAGEMENT: Final = "last_engagement"
DUE: Final = "due"
MEETING: Final = {"partner": "partners", "network": "networks"}
"""The kinds with which there are engagements, and the field in which an engagement names them."""

DATES: Final = ("since", "on", LAST_ENGAGEMENT, DUE)
"""The columns that hold days and are no fields."""

CODED: Final = ("type", "state", "form", "scope")
NAMED: Final = ("lead", "owner", "priority")


def more_columns(kind: str) -> tuple[str, ...]:
    """What can be asked of a kind besides its fields and usual columns."""
    return (LAST_ENGAGEMENT, DUE) if kind in MEETING else (DUE,)


def name_of(reader: Reader, record: Record) -> str:
    """The name of a record as a person reads it; its id where it has none."""
    text = name_text(record)
    return reader.plain(text) if text else record.id


def earliest(found: Iterable[Diagnostic]) -> Mapping[str, Day]:
    """By the id of each record, the earliest day by which something about it is or was to be done."""
    days: dict[str, Day] = {}
    for one in found:
        if one.due is not None:
            day = Day(one.due.isoformat())
            days[one.record] = min(day, days.get(one.record, day))
    return days


def last_engagement(reader: Reader, record: Record) -> Day | None:
    """When something was last done with a partner or in a network: the end of the last engagement held by the day."""
    held = naming(reader.kb, record.id, MEETING[record.kind])
    days = [_last(one, reader) for one in held if one.state == "held" and one.from_.first <= reader.day]
    return max(days, key=lambda day: (day.first, day.last), default=None)


def _last(engagement: Engagement, reader: Reader) -> Day:
    """The end of an engagement; its begin where it has no end, or goes on."""
    return engagement.to if engagement.to and engagement.to.last <= reader.day else engagement.from_


def row_of(reader: Reader, record: Record, columns: Iterable[str], due: Mapping[str, Day]) -> dict[str, Any]:
    """The values of a record's columns, as codes and ISO dates."""
    row = _resolved(reader, record) if isinstance(record, Partner | Network) else {}
    answering: Any = getattr(record, "membership", None) or record
    made: dict[str, Callable[[], Any]] = {
        "name": lambda: name_of(reader, record),
        "scope": lambda: record.scope.code if isinstance(record, Message) else None,
        "owner": lambda: getattr(answering, "owner", None),
        "on": lambda: max((act.on for act in getattr(record, "acts", ())), key=lambda on: on.first, default=None),
        "authority": lambda: authority_on(reader.kb, record.id, reader.day),
        "from": lambda: getattr(record, "from_", None),
        LAST_ENGAGEMENT: lambda: last_engagement(reader, record),
        DUE: lambda: due.get(record.id),
    }
    if isinstance(record, Message):
        message = whole(reader.kb, record)
        made["state"] = lambda: state_of(message, reader.day)
    for column in columns:
        if column not in row:
            row[column] = made[column]() if column in made else getattr(record, column, None)
    return {column: row[column] for column in columns}


def _resolved(reader: Reader, record: Partner | Network) -> dict[str, Any]:
    """What holds of a partner or network on the day."""
    resolved = reader.resolved(record)
    head = resolved.headline
    status = head.status if head else None
    return {
        "standing": status,
        "membership": status,
        "form": getattr(head.statement, "form", None) if head else None,
        "since": head.begins if head else None,
        "authority": head.authority if head else None,
        "reaffirmed": resolved.reaffirmed,
    }


def shown_row(reader: Reader, record: Record, row: Mapping[str, Any]) -> dict[str, str]:
    """The same values in words."""
    return {column: _shown(reader, record, column, row) for column in row}


def _shown(reader: Reader, record: Record, column: str, row: Mapping[str, Any]) -> str:
    value = row[column]
    if column in ("standing", "membership") and (value is None or isinstance(value, str)):
        context = "Standing.status" if column == "standing" else "Membership.status"
        return reader.worded(context, value, row.get("since"), row.get("reaffirmed")) if value else ""
    if isinstance(value, Day):
        return reader.date(value)
    if isinstance(value, str) and column == "authority":
        return reader.authority(value)
    if isinstance(value, str) and column in NAMED:
        return reader.name(value)
    if isinstance(value, str) and column in CODED:
        return reader.labels.code("Membership.form" if column == "form" else f"{type(record).__name__}.{column}", value)
    return ", ".join(str(one) for one in (value if isinstance(value, list) else [value]) if one is not None)
