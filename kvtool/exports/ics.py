"""Engagements and what falls due as a calendar (RFC 5545) of all-day events.

An engagement whose days are known only roughly takes all days that it may mean, and says so. Besides, for the office
itself, stands what is late and what falls due within a year, as `kvtool due --format ics` has it. The identifiers of
events stay from one export to the next, and they are stamped with the day that was asked about.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Final

from kvtool.export import Asked
from kvtool.formats.ics import HEAD as HEAD_OF_DUE
from kvtool.formats.ics import calendar, folded, inert
from kvtool.linter import calendar as due_on
from kvtool.model.engagement import Engagement
from kvtool.queries.audience import PUBLIC
from kvtool.queries.due import agenda
from kvtool.queries.reading import Reader
from kvtool.store.calendar import later, over
from kvtool.words.dates import say_span

AHEAD: Final = 365
"""For how many days what falls due is told."""
HEAD: Final = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kvtool//export//EN", "CALSCALE:GREGORIAN")
STATUS: Final = {"held": "CONFIRMED", "confirmed": "CONFIRMED", "cancelled": "CANCELLED"}
"""How certain an engagement is, by its state; the others are tentative."""


def text(asked: Asked) -> str:
    """The calendar."""
    lines = [*HEAD]
    for record in asked.records():
        if isinstance(record, Engagement):
            lines.extend(_event(asked.reader, record))
    if asked.audience != PUBLIC:
        lines.extend(_due(asked.reader, asked.kinds))
    return "".join(f"{line}\r\n" for line in (*map(folded, lines), "END:VCALENDAR"))


def _event(reader: Reader, engagement: Engagement) -> Iterator[str]:
    first, last = engagement.from_.first, over(engagement)
    after = later(last, 1)
    place = reader.plain(engagement.place) if engagement.place else engagement.country
    yield "BEGIN:VEVENT"
    yield f"UID:engagement-{engagement.id}@kvtool"
    yield f"DTSTAMP:{_day(reader.day)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(first)}"
    if after > last:
        yield f"DTEND;VALUE=DATE:{_day(after)}"
    yield f"SUMMARY:{inert(reader.plain(engagement.title))}"
    if place:
        yield f"LOCATION:{inert(place)}"
    yield "DESCRIPTION:" + "\\n".join(inert(line) for line in _description(reader, engagement))
    yield f"CATEGORIES:{inert(reader.labels.code('Engagement.type', engagement.type))}"
    yield f"STATUS:{STATUS.get(engagement.state, 'TENTATIVE')}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _description(reader: Reader, engagement: Engagement) -> Iterator[str]:
    """Who with, who for the city, and when where that is known only roughly."""
    labels = reader.labels
    if not all(day.precise for day in (engagement.from_, engagement.to) if day):
        ends = engagement.to and say_span(engagement.from_, engagement.to, labels.language)
        yield ends or reader.date(engagement.from_)
    yield f"{labels.field('state')}: {labels.code('Engagement.state', engagement.state)}"
    lead = [engagement.lead] if engagement.lead else []
    for name, ids in (("lead", lead), ("partners", engagement.partners), ("networks", engagement.networks)):
        if named := ", ".join(map(reader.name, ids)):
            yield f"{labels.field(name)}: {named}"


def _due(reader: Reader, kinds: Iterable[str]) -> list[str]:
    """The lines of what is due, without the frame of their own calendar."""
    table = agenda(reader, partial(due_on, reader.kb), AHEAD)
    chosen = [place for place, row in enumerate(table.rows) if row["kind"] in set(kinds)]
    part = table._replace(rows=[table.rows[one] for one in chosen], shown=[table.shown[one] for one in chosen])
    return calendar(part, reader.day).split("\r\n")[len(HEAD_OF_DUE) : -2]


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")
