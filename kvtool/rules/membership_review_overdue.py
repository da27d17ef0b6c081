"""A membership has not been weighed for long, or never.

Why: fees and hours go on for years after the benefit has ended.

Bad:
    # kvtool.toml
    [policy]
    review_days = 365

    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2021, source: plan}
      reviews:    # expect: KV905
        - {on: 2024-12-01, role: head-of-office, verdict: continue}

Good:
    # kvtool.toml
    [policy]
    review_days = 365

    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2021, source: plan}
      reviews:
        - {on: 2025-12-01, role: head-of-office, verdict: continue}
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.network import Network
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import begun, later
from kvtool.store.memberships import counted
from kvtool.store.policy import whole


@rule("KV905", Severity.DUE, on=Network, of=["membership"])
def check(network: Network, kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    days = whole(kb.settings, "review_days")
    if days is None or network.membership is None:
        return
    reviewed = max((review.on.last for review in network.membership.reviews), default=None)
    last = reviewed or begun(kb, network.membership.statements)
    if last and (due := later(last, days)) < day and any(counted(network, kb)):
        said = f"last reviewed on {last}" if reviewed else f"never reviewed; its latest statement is of {last}"
        message = f"the membership in '{network.id}' was {said}"
        help_ = "weigh what it gives and costs, then add reviews: [{on, role, verdict}]"
        yield Finding(network, ("membership", "reviews"), message, help_, at_key=True, due=due)
