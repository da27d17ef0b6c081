"""Who answers for what: the unit that owns a record or a part of it, and what became of units that are no more."""

from collections.abc import Iterator
from datetime import date

from kvtool.model.base import Record
from kvtool.model.engagement import Commitment, Engagement, Lesson
from kvtool.model.fact import Fact
from kvtool.model.framework import Advocacy, Framework, Measure
from kvtool.model.message import Message
from kvtool.model.network import Network
from kvtool.model.part import Part
from kvtool.model.partner import Partner
from kvtool.model.unit import Unit
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import last_of, over
from kvtool.store.policy import value
from kvtool.store.statements import is_active
from kvtool.text.fault import Path

ANSWERING = ("owner", "lead", "expert", "coordinator")
"""The fields that name the unit that answers for what they stand in, the first of them that is filled."""

OPEN_MEASURES = ("proposed", "planned", "running", None)
OPEN_LESSONS = ("noticed", "accepted")
OPEN_COMMITMENTS = ("open", "in-progress")


def owner_of(kb: KnowledgeBase, record: Record, path: Path) -> str | None:
    """The unit that answers for a field: that of the nearest part around it; None where nobody does."""
    if isinstance(record, Unit):
        return record.id
    for part in reversed(parts_on(record, path)):
        submitter = getattr(part, "unit", None) if path[:1] == ("reporting",) else None
        named = submitter or next((unit for name in ANSWERING if (unit := getattr(part, name, None))), None)
        if named:
            return kb.now(named)
    return None


def parts_on(record: Record, path: Path) -> list[Part]:
    """The parts on the way to a field, from the record on; a network's membership lies on every way."""
    membership = record.membership if isinstance(record, Network) else None
    found: list[Part] = [record, *([membership] if membership else [])]
    node: object = record
    for step in path:
        if isinstance(node, Part):
            field = type(node).fields.get(str(step))
            node = getattr(node, field.attribute) if field else None
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            node = node[step]
        else:
            break
        if isinstance(node, Part) and node is not membership:
            found.append(node)
    return found


def is_gone(kb: KnowledgeBase, unit: Unit, day: date) -> bool:
    """Whether a unit has ended before a day, or, where nobody wrote when, has become another by then."""
    if unit.to:
        return unit.to.last < day
    new = [kb.get(Unit, one.to) for one in unit.successors if one.kind != "ends"]
    return any(heir is not None and (heir.from_ is None or heir.from_.first <= day) for heir in new)


def heirs(kb: KnowledgeBase, unit: Unit, day: date) -> Iterator[Unit]:
    """The units that a unit has become by a day, however many steps away."""
    seen, waiting = {unit.id}, [unit]
    while waiting:
        for successor in waiting.pop(0).successors:
            heir = kb.get(Unit, successor.to) if successor.kind != "ends" else None
            if heir is None or heir.id in seen:
                continue
            seen.add(heir.id)
            if is_gone(kb, heir, day):
                waiting.append(heir)
            else:
                yield heir


def coordinator(kb: KnowledgeBase) -> str | None:
    """The unit that coordinates what is city-wide, by the base's policy."""
    unit = kb.get(Unit, str(value(kb.settings, "city_wide_coordinator")))
    return unit.id if unit else None


def below(kb: KnowledgeBase, unit: Unit, day: date) -> set[str]:
    """A unit and all that belong to it on a day, by their ids."""
    children: dict[str, list[str]] = {}
    for one in kb.all(Unit):
        for place in one.parents:
            if place.holds_on(day):
                children.setdefault(kb.now(place.unit), []).append(one.id)
    found, waiting = {unit.id}, [unit.id]
    while waiting:
        new = [child for child in children.get(waiting.pop(), ()) if child not in found]
        found.update(new)
        waiting.extend(new)
    return found


def is_open(kb: KnowledgeBase, record: Record, path: Path, day: date) -> bool:
    """Whether there is still something to answer for, on a day, in the part that a path leads to."""
    part = parts_on(record, path)[-1]
    if isinstance(part, Commitment):
        return part.state in OPEN_COMMITMENTS
    if isinstance(part, Lesson):
        return part.state in OPEN_LESSONS and not part.applied_in
    if isinstance(record, Framework):
        return _is_open_in(record, part, day)
    if isinstance(record, Engagement):
        return record.state != "cancelled" and day <= over(record)
    if isinstance(record, Partner | Network):
        membership = record.membership if isinstance(record, Network) else None
        said = record.standing if isinstance(record, Partner) else membership.statements if membership else ()
        return not said or is_active(kb, said)
    end = record.until if isinstance(record, Fact) else record.to if isinstance(record, Message) else None
    return end is None or day <= end.last


def _is_open_in(framework: Framework, part: Part, day: date) -> bool:
    """Whether a measure is to be done yet in a framework that is not over, or an advocacy priority is of a year to come."""
    if isinstance(part, Measure) and part.state not in OPEN_MEASURES:
        return False
    if isinstance(part, Advocacy) and framework.eu_advocacy:
        return part.result is None and day <= last_of(framework.eu_advocacy.year)
    return framework.to is None or day <= framework.to.last
