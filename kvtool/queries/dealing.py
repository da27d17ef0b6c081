"""With whom the city deals and what it does with them, as rules judge it, which have no clock."""

from collections.abc import Sequence
from datetime import date

from kvtool.model.engagement import Engagement
from kvtool.model.partner import Partner
from kvtool.model.statement import ENDING, Standing
from kvtool.store.asking import in_turn, once
from kvtool.store.base import KnowledgeBase
from kvtool.store.groups import groups_of
from kvtool.store.periods import latest
from kvtool.store.statements import EVERYBODY, Said, begin_of, is_active, replaced_on, standing
from kvtool.text.fault import Path

RESTING = frozenset(("prospect", "dormant"))
"""The standings of a partner with whom nothing is done yet, or for now."""

ONLY_IDEAS = ("proposed", "cancelled")
"""The states of an engagement that nobody has to answer for, not yet or no more."""


@in_turn
def active(partner: Partner, kb: KnowledgeBase) -> bool:
    """Whether the city deals with a partner: the last word on it, or else on its groups, is no ending and no rest.

    A group is only spoken of: it is its members that somebody deals with.
    """
    groups = groups_of(partner, kb)
    stated = partner.standing or [one for group in groups for one in group.standing]
    said = [one for one in stated if not _over(kb, one)]
    if partner.type == "group" or any(kb.is_broken(one.source) for one in said) or not is_active(kb, said):
        return False
    dated = [(_begins(kb, one), one.status) for one in said if one.status not in ENDING]
    last = max((begins for begins, _ in dated), default=date.min)
    return any(begins == last and status not in RESTING for begins, status in dated)


def stated_at(partner: Partner) -> Path:
    """Where it stands that somebody is a partner: where a rule finds that something is missing for that."""
    return ("standing",) if partner.standing else ("id",)


def circle(partner: Partner, kb: KnowledgeBase) -> Sequence[Partner]:
    """A partner and its groups."""
    return (partner, *groups_of(partner, kb))


def knowable(partner: Partner, kb: KnowledgeBase) -> bool:
    """Whether no statement on a partner rests on a broken source: nobody could tell when and with what authority."""
    return not any(kb.is_broken(said.source) for one in circle(partner, kb) for said in one.standing)


def last_day(partner: Partner, kb: KnowledgeBase) -> date:
    """The day of the last that is known of a partner: a statement, the loss of its source, the latest strategy."""
    strategy = latest(kb)
    days = [strategy.from_ if strategy else None]
    for one in circle(partner, kb):
        for said in one.standing:
            days += [begin_of(kb, said), replaced_on(kb, said.source, EVERYBODY)]
    return max((day.first for day in days if day), default=date.min)


def ever_ended(partner: Partner, kb: KnowledgeBase) -> bool:
    """Whether a statement ends or suspends a partner at any time."""
    return any(said.status in ENDING for one in circle(partner, kb) for said in one.standing)


def ending_on(partner: Partner, kb: KnowledgeBase, day: date) -> Said | None:
    """The approved ending or suspension of a partner that stands on a day."""
    if not ever_ended(partner, kb):
        return None
    resolved = standing(kb, partner, day)
    return next((one for one in (resolved.headline, *resolved.also) if one and one.status in ENDING), None)


def undertaken(engagement: Engagement) -> bool:
    """Whether an engagement is more than an idea, and meets somebody: a coordination meeting only speaks of others."""
    return engagement.state not in ONLY_IDEAS and engagement.type != "coordination-meeting"


@once
def hidden(kb: KnowledgeBase, *kinds: str) -> frozenset[str]:
    """What the broken files of some kinds may speak of, by ids.

    A file that is no text at all is taken to speak of nothing: one such file would silence a rule for the whole base.
    """
    return frozenset(kb.now(word) for entry in kb.broken if entry.kind in kinds for word in entry.words())


def _over(kb: KnowledgeBase, said: Standing) -> bool:
    """Whether a statement ended before the latest strategy began."""
    strategy = latest(kb) if said.to else None
    return bool(said.to and strategy and strategy.from_ and said.to.last < strategy.from_.first)


def _begins(kb: KnowledgeBase, said: Standing) -> date:
    begins = begin_of(kb, said)
    return begins.first if begins else date.min
