"""The coordination group: its meetings in time, what stands on their agendas, who sits in it."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from kvtool.model.engagement import AgendaItem, Engagement
from kvtool.model.unit import Seat, Unit
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import over
from kvtool.store.policy import value


class OnAgenda(NamedTuple):
    """An item of an agenda with its meeting."""

    meeting: Engagement
    item: AgendaItem


def meetings(kb: KnowledgeBase) -> list[Engagement]:
    """The coordination meetings that were not called off, the earliest first."""
    found = [one for one in kb.all(Engagement) if one.type == "coordination-meeting" and one.state != "cancelled"]
    return sorted(found, key=lambda one: (one.from_.first, one.id))


def last_meeting(kb: KnowledgeBase, day: date) -> Engagement | None:
    """The last meeting that was held before a day."""
    return next((one for one in reversed(meetings(kb)) if one.state == "held" and over(one) < day), None)


def next_meeting(kb: KnowledgeBase, day: date) -> Engagement | None:
    """The first meeting from a day on that was not held yet."""
    return next((one for one in meetings(kb) if one.state != "held" and over(one) >= day), None)


def items_of(meeting: Engagement | None) -> list[AgendaItem]:
    """What stands on the agenda of a meeting."""
    block = meeting.coordination_meeting if meeting else None
    return list(block.items) if block else []


def on_agendas(kb: KnowledgeBase) -> Mapping[str, list[OnAgenda]]:
    """By what they link to, the items of all agendas, the earliest meeting first."""
    found: dict[str, list[OnAgenda]] = defaultdict(list)
    for meeting in meetings(kb):
        for item in items_of(meeting):
            for link in dict.fromkeys(map(kb.now, item.links)):
                found[link].append(OnAgenda(meeting, item))
    return found


def chair(kb: KnowledgeBase) -> str | None:
    """The office that chairs the coordination group, by the base's policy."""
    named = value(kb.settings, "coordination_chair")
    return str(named) if named and str(named) in kb.inner else None


def group(kb: KnowledgeBase) -> Unit | None:
    """The group in which that office has the chair."""
    office = chair(kb)
    return next((unit for unit in kb.all(Unit) if any(_chairs(seat, office) for seat in unit.members)), None)


def seats_on(unit: Unit | None, day: date) -> list[Seat]:
    """The seats of a group that are taken on a day, in the order in which they are recorded."""
    return [seat for seat in (unit.members if unit else ()) if seat.holds_on(day)]


def _chairs(seat: Seat, office: str | None) -> bool:
    return bool(seat.chair) and seat.member == office
