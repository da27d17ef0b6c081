"""When things fall due: days counted on from others, never beyond the calendar, and the last time that anything happened."""

from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import cast

from kvtool.model.base import Record
from kvtool.model.engagement import Engagement, Happening
from kvtool.model.message import Message
from kvtool.model.statement import Statement
from kvtool.store.base import KnowledgeBase
from kvtool.store.entry import Entry
from kvtool.store.statements import begin_of


def later(day: date, days: int) -> date:
    """The day so many days after another, or before it; the first or last there is where the calendar ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def after(day: date, rhythm: str) -> date:
    """The day a rhythm after another: `12m` is the same day of the month, or the month's last, twelve months on."""
    try:
        return shifted(day, int(rhythm[:-1]), rhythm[-1])
    except OverflowError:
        return date.max


def shifted(day: date, count: int, unit: str) -> date:
    """The day so many days, weeks, months or years from another; raises OverflowError where the calendar ends."""
    if unit in "dw":
        return day + timedelta(days=count * (7 if unit == "w" else 1))
    year, month = divmod(day.year * 12 + day.month - 1 + count * (12 if unit == "y" else 1), 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(year)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_of(year: int) -> date:
    """The last day of a year; of the first or last that the calendar has, where it has no such year."""
    return date(min(max(year, date.min.year), date.max.year), 12, 31)


def over(engagement: Engagement) -> date:
    """The last day of an engagement; without an end, of the day, month or year in which it begins."""
    return engagement.gist().over


def begun(kb: KnowledgeBase, statements: Iterable[Statement]) -> date | None:
    """The day on which the latest of some statements began; None where nothing dates them, or what dates them is broken."""
    said = list(statements)
    if any(kb.is_broken(statement.source) for statement in said):
        return None
    return max((begin.first for statement in said if (begin := begin_of(kb, statement))), default=None)


def naming(kb: KnowledgeBase, record_id: str, *fields: str) -> Iterator[Engagement]:
    """The engagements that name a record in one of some fields, or in a part of one; not those that were called off."""
    return (cast(Engagement, entry.record) for entry, _ in _naming(kb, record_id, fields))


def happenings(kb: KnowledgeBase, record_id: str, *fields: str) -> Iterator[Happening]:
    """The same engagements in short: none of their records is made for it."""
    return (happening for _, happening in _naming(kb, record_id, fields))


def _naming(kb: KnowledgeBase, record_id: str, fields: Collection[str]) -> Iterator[tuple[Entry, Happening]]:
    for entry, field, gist in kb.pointing.fields(record_id, Engagement):
        if field in fields:
            happening = Happening(*gist)
            if happening.state != "cancelled":
                yield entry, happening


def superseded(kb: KnowledgeBase, message: Message) -> bool:
    """Whether another message has taken the place of a message."""
    return any(field == "supersedes" for _, field, _ in kb.pointing.fields(message.id, Message))


def in_doubt(kb: KnowledgeBase, model: type[Record]) -> bool:
    """Whether a record of a kind is broken: what seems never to have happened may stand in it."""
    return any(entry.kind == model.kind for entry in kb.broken)
