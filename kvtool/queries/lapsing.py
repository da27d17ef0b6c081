"""What leans on a goal or priority when that holds no longer, and what is only history of it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from kvtool.model.base import Citation, Record
from kvtool.model.engagement import Engagement, Outcome
from kvtool.model.framework import Framework
from kvtool.model.message import Message
from kvtool.model.need import Need
from kvtool.model.network import MembershipGoal, Network
from kvtool.model.part import Part
from kvtool.model.partner import Agreement, Partner
from kvtool.model.statement import Statement
from kvtool.model.walk import Reference
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import over
from kvtool.store.entry import Tie
from kvtool.store.statements import is_active


def leaning(kb: KnowledgeBase, aims: Iterable[str], begins: date) -> Iterator[tuple[str, Tie]]:
    """What is tied to some goals and priorities, and goes on when another period begins; each with what it is tied to."""
    for aim in aims:
        yield from ((aim, tie) for tie in kb.pointing.get(aim, ()) if _leans(kb, tie, begins))


def _leans(kb: KnowledgeBase, tie: Tie, begins: date) -> bool:
    """Whether a tie is more than history on the day on which another period begins."""
    record, part = tie.record, _holder(tie.record, tie.reference)
    if isinstance(part, Agreement):
        return part.to is None or part.to.last >= begins
    if isinstance(part, MembershipGoal):
        return _goes_on(kb, record)
    if isinstance(record, Engagement):
        return record.state != "cancelled" and over(record) >= begins
    if isinstance(record, Need):
        return record.state != "done" and (not record.years or max(record.years) >= begins.year)
    day = judged_on(kb, record, tie.reference, begins)
    return day is not None and day >= begins


def judged_on(kb: KnowledgeBase, record: Record, reference: Reference, now: date | None) -> date | None:
    """By which day a link to a goal or priority is judged: that of the record, or that on which the latest framework begins.

    None for history, which stays as it was: words of a source, what has ended, ties to a former partner. None too for
    what a membership is for, which is judged as a whole.
    """
    part = _holder(record, reference)
    if isinstance(part, Agreement):
        return part.signed.first
    if isinstance(part, MembershipGoal) or (isinstance(part, Citation) and (part.quote or part.to)):
        return None
    if isinstance(record, Engagement):
        own = part.on if isinstance(part, Outcome) and part.on else record.from_
        return own.first
    if isinstance(record, Framework):
        return record.from_.first if record.from_ else None
    if isinstance(record, Need) and record.years:
        return date(max(record.years), 1, 1)
    if now and isinstance(record, Message) and record.to:
        return min(now, record.to.last)
    return now if _goes_on(kb, record) else None


def _holder(record: Record, reference: Reference) -> Part:
    """The innermost part in which a reference stands."""
    holder: Part = record
    node: Any = record
    for step in reference.path[:-1]:
        node = node[step] if isinstance(step, int) else getattr(node, type(node).fields[step].attribute)
        holder = node if isinstance(node, Part) else holder
    return holder


def _goes_on(kb: KnowledgeBase, record: Record) -> bool:
    """Whether a record is no partner or network of former times."""
    statements: Sequence[Statement] = ()
    if isinstance(record, Partner):
        statements = record.standing
    elif isinstance(record, Network) and record.membership:
        statements = record.membership.statements
    return not statements or is_active(kb, statements)
