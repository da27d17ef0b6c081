"""A new membership was not reviewed in its first year, or its review gives nothing up for it.

Why: every network costs time, and one that nobody weighed when it was joined is seldom weighed later. A review to join
names a network to give up in return, or says in `because` why the city joins. A membership without `from` is new where its
source is an approved text; what is only mentioned may be older.

Bad:
    # kvtool.toml
    [policy]
    membership_review_from = {value = "2020", source = "plan"}

    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2021-05-01, source: plan}    # expect: KV407

Good:
    # kvtool.toml
    [policy]
    membership_review_from = {value = "2020", source = "plan"}

    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2021-05-01, source: plan}
      reviews:
        - {on: 2021-03-01, role: harbour-master, verdict: join, give_up: southern-harbours}
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.dates import Day
from kvtool.model.network import CityMembership, Network
from kvtool.model.statement import Membership
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.memberships import counted, spell
from kvtool.store.policy import day_from
from kvtool.store.statements import authority_on


@rule("KV407", Severity.WARNING, on=Network, of=["membership"])
def check(network: Network, kb: KnowledgeBase) -> Iterator[Finding]:
    start = day_from(kb.settings, "membership_review_from")
    if start is None or network.membership is None:
        return
    for membership in counted(network, kb):
        present = spell(kb, membership)
        begins = _told(membership.statements[present.first], present.begins, kb)
        if begins and begins.first >= start and not _reviewed(membership, begins, present.left_before):
            message = f"the membership since {begins} has no review in its first year"
            help_ = "add reviews: [{on: …, role: ID, verdict: …, because: {…}}], or mend from: if it is older"
            yield Finding(network, ("membership", "statements", present.first), message, help_)
    for index, review in enumerate(network.membership.reviews):
        joins = review.verdict == "join" and review.on.first >= start
        if joins and review.give_up is None and review.because is None:
            message = f"the review of {review.on} advises to join and gives nothing up for it"
            help_ = "add give_up: ID of a network, or say why in because: {…}"
            yield Finding(network, ("membership", "reviews", index), message, help_)


def _told(statement: Membership, begins: Day | None, kb: KnowledgeBase) -> Day | None:
    """The begin of a membership, if it is written down or decided: the date of a text that mentions it is none."""
    return begins if statement.from_ or authority_on(kb, statement.source, date.max) == "approved" else None


def _reviewed(membership: CityMembership, begins: Day, left_before: date) -> bool:
    """Whether a review falls between the end of an earlier membership and the end of the first year of this one."""
    return any(left_before < review.on.last and _in_first_year(review.on, begins) for review in membership.reviews)


def _in_first_year(day: Day, begins: Day) -> bool:
    """Whether a day lies not later than a year after a membership's begin."""
    on, begin = day.first, begins.last
    return (on.year - 1, on.month, on.day) <= (begin.year, begin.month, begin.day)
