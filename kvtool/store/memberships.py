"""The memberships that count: those whose last word, without a clock, is `member`."""

from collections.abc import Iterator
from datetime import date

from kvtool.model.network import CityMembership, Network
from kvtool.model.statement import ENDING
from kvtool.store.base import KnowledgeBase
from kvtool.store.statements import authority_on, begin_of, is_active


def counted(network: Network, kb: KnowledgeBase) -> Iterator[CityMembership]:
    """The network's membership, if the latest statement makes the city a member and no approved one ended it."""
    membership = network.membership
    if membership is None or not membership.statements or not is_active(kb, membership.statements):
        return
    if any(kb.is_broken(statement.source) for statement in membership.statements):
        return  # nobody can tell when and with what authority it was said
    dated = [
        (begin.first if (begin := begin_of(kb, statement)) else date.min, statement.status)
        for statement in membership.statements
        if statement.status not in ENDING or authority_on(kb, statement.source, date.max) == "approved"
    ]
    latest = max((begin for begin, _ in dated), default=date.min)
    if (latest, "member") in dated:
        yield membership
