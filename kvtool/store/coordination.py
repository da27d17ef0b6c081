"""Whether units deal with others at one time, and know of each other: when an engagement is, who leads it, who is told."""

from typing import NamedTuple

from kvtool.model.dates import Day
from kvtool.model.engagement import Engagement
from kvtool.model.unit import Unit
from kvtool.store.base import KnowledgeBase


class Extent(NamedTuple):
    """When something is, in days: the earliest that is meant, then begin and end.

    What has no end is one day. Where its date names only a month or a year, it begins at the last and ends at the
    first day that it can mean, so that the days between it and anything else are the most that there can be.
    """

    earliest: int
    begin: int
    end: int


def extent(from_: Day, to: Day | None = None) -> Extent:
    """The extent from a date to another; without the other, of the one day that is meant."""
    first = from_.first.toordinal()
    if to is not None:
        return Extent(first, first, to.last.toordinal())
    return Extent(first, from_.last.toordinal(), first)


def days_between(one: Extent, other: Extent) -> int:
    """How many days lie between two extents at the most; 0 where they meet."""
    return max(0, one.begin - other.end, other.begin - one.end)


def is_dealing(engagement: Engagement) -> bool:
    """Whether the city deals with others in it, or will: not where it is called off or declined, or only among units."""
    asked = engagement.visit_in
    declined = asked is not None and asked.decision == "declined"
    return engagement.type != "coordination-meeting" and engagement.state != "cancelled" and not declined


def led_apart(kb: KnowledgeBase, one: Engagement, other: Engagement) -> bool:
    """Whether two units surely lead them: neither became the other, and no broken file hides what they are."""
    if not one.lead or not other.lead:
        return False
    first, second = _became(kb, one.lead), _became(kb, other.lead)
    if kb.now(one.lead) in second or kb.now(other.lead) in first:
        return False
    return not any(kb.may_hide(unit, (Unit.kind,)) for unit in first | second)


def coordinated(kb: KnowledgeBase, one: Engagement, other: Engagement) -> bool:
    """Whether the unit that leads one of them is told of in the other."""
    return _tells_of(kb, one, other.lead) or _tells_of(kb, other, one.lead)


def _tells_of(kb: KnowledgeBase, engagement: Engagement, unit: str | None) -> bool:
    """Whether it is coordinated with a unit, or an office of it takes part; a division speaks for the units in it."""
    named = [*engagement.coordinated_with, *_taking_part(kb, engagement)]
    if not named or unit is None:
        return False
    if unit in named:
        return True  # the usual case: no need to look at how units are organised
    around = _became(kb, unit, above=True)
    return any(kb.now(name) in around or kb.now(unit) in _became(kb, name) for name in named)


def _taking_part(kb: KnowledgeBase, engagement: Engagement) -> list[str]:
    """The units whose offices take part."""
    return [kb.inner[office].record.id for office in engagement.participants if office in kb.inner]


def _became(kb: KnowledgeBase, unit_id: str, *, above: bool = False) -> set[str]:
    """A unit and all that became of it, by their ids; with all that they belong to, where that is asked."""
    found: set[str] = set()
    waiting = [unit_id]
    while waiting:
        here = kb.now(waiting.pop())
        unit = kb.get(Unit, here)
        if unit is not None and here not in found:
            waiting += [successor.to for successor in unit.successors if successor.kind != "ends"]
            waiting += [place.unit for place in unit.parents if above]
        found.add(here)
    return found
