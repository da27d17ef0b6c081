"""What a pack is asked for, found in the base."""

from collections.abc import Sequence
from datetime import date

from kvtool.errors import KvtoolError
from kvtool.model.engagement import Engagement
from kvtool.model.partner import Partner
from kvtool.queries.find import find
from kvtool.settings import whole_day
from kvtool.store.base import KnowledgeBase


def asked(
    kb: KnowledgeBase, partners: Sequence[str], engagement: str, on: str, day: date
) -> tuple[list[Partner], Engagement | None, date]:
    """The partners and the engagement that are meant, and the day of the meeting."""
    meeting = _engagement(kb, engagement) if engagement else None
    found = list({partner.id: partner for partner in (_partner(kb, words) for words in partners)}.values())
    written = on or (meeting.from_.first.isoformat() if meeting else "")
    return found, meeting, whole_day(written) if written else day


def _partner(kb: KnowledgeBase, words: str) -> Partner:
    meant = find(kb, words, Partner.kind)
    if not isinstance(meant.record, Partner):
        raise KvtoolError(
            f"'{meant.record.id}' is a {meant.record.kind}, not a partner", remedy="'kvtool list partners' shows them"
        )
    return meant.record


def _engagement(kb: KnowledgeBase, words: str) -> Engagement:
    meant = find(kb, words, Engagement.kind)
    if not isinstance(meant.record, Engagement):
        raise KvtoolError(
            f"'{meant.record.id}' is a {meant.record.kind}, not an engagement",
            remedy="'kvtool list engagements' shows them",
        )
    return meant.record
