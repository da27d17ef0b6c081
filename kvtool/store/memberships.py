"""The memberships that count, since when they run, and the networks that are invested in; has no clock."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from kvtool.model.dates import Day
from kvtool.model.network import CityMembership, Network
from kvtool.model.statement import ENDING, Membership
from kvtool.store.asking import in_turn, once
from kvtool.store.base import KnowledgeBase
from kvtool.store.periods import latest
from kvtool.store.sources import replacements
from kvtool.store.statements import authority_on, begin_of, is_active


class Spell(NamedTuple):
    """The time of a membership: the statement that begins it, its begin and end as far as known, and the end before it."""

    first: int
    begins: Day | None
    ends: Day | None
    left_before: date


@in_turn
def counted(network: Network, kb: KnowledgeBase) -> Sequence[CityMembership]:
    """The network's membership, if the latest statement makes the city a member and no approved one ended it.

    A statement counts whose source still stands; one whose time was over when the latest strategy began does not.
    """
    membership = network.membership
    if membership is None or not is_active(kb, membership.statements) or _in_doubt(kb, membership):
        return ()
    start = strategy_begins(kb)
    telling = [one for one in membership.statements if _tells(kb, one) and not replacements(kb).get(kb.now(one.source))]
    last = max((_first(kb, one) for one in telling), default=date.min)
    leading = [one for one in telling if _first(kb, one) == last]
    runs = any(one.status == "member" and not (one.to and one.to.last < start) for one in leading)
    return (membership,) if runs else ()


def spell(kb: KnowledgeBase, membership: CityMembership) -> Spell:
    """The present spell of a membership that counts: it begins with the first statement `member` since the city left."""
    every = membership.statements
    said = sorted((_first(kb, one), index) for index, one in enumerate(every) if _tells(kb, one))
    left = max((begin for begin, index in said if every[index].status in ENDING), default=date.min)
    since = [index for begin, index in said if begin >= left and every[index].status == "member"]
    return Spell(since[0], begin_of(kb, every[since[0]]), every[since[-1]].to, left)


def in_focus(network: Network, kb: KnowledgeBase) -> Iterator[tuple[CityMembership, int]]:
    """The network's membership and its last focus, unless that was over when the latest strategy began, or the city left."""
    membership = network.membership
    if membership is None or not membership.focus or _in_doubt(kb, membership):
        return
    if membership.statements and not is_active(kb, membership.statements):
        return
    start = strategy_begins(kb)
    running = [index for index, one in enumerate(membership.focus) if one.to is None or one.to.last >= start]
    if running:
        yield membership, running[-1]


@once
def strategy_begins(kb: KnowledgeBase) -> date:
    """The first day of the latest strategy; the first day there is where no strategy is dated."""
    strategy = latest(kb)
    return strategy.from_.first if strategy and strategy.from_ else date.min


def _in_doubt(kb: KnowledgeBase, membership: CityMembership) -> bool:
    """Whether nobody can tell when and with what authority something was said, since its source is broken."""
    return any(kb.is_broken(statement.source) for statement in membership.statements)


def _tells(kb: KnowledgeBase, statement: Membership) -> bool:
    """Whether a statement changes anything: an ending does only with the authority of an approved text."""
    return statement.status not in ENDING or authority_on(kb, statement.source, date.max) == "approved"


def _first(kb: KnowledgeBase, statement: Membership) -> date:
    begin = begin_of(kb, statement)
    return begin.first if begin else date.min
