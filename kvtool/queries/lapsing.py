"""By which day a link to a goal or priority is judged: that of the record, or that on which the latest framework begins."""

from collections.abc import Sequence
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
from kvtool.store.statements import is_active


def judged_on(kb: KnowledgeBase, record: Record, reference: Reference, now: date | None) -> date | None:
    """The day; None for history, which stays as it was: words of a source, what has ended, ties to a former partner.

    None too for what a membership is for, which is judged as a whole.
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
