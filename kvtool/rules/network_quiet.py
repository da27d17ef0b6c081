"""A member network in which nothing has been done for long.

Why: a membership without engagement, role or outcome is one to give up, or to make something of.

Bad:
    # kvtool.toml
    [policy]
    quiet_network_days = 730

    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:    # expect: KV906
      statements:
        - {status: member, from: 2021, source: plan}

    # engagements/2023/ice-days.yaml
    id: ice-days
    type: event
    title: {en: Ice Days}
    from: 2023-03-01
    state: held
    networks: [northern-harbours]

Good:
    # kvtool.toml
    [policy]
    quiet_network_days = 730

    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2021, source: plan}

    # engagements/2025/ice-days.yaml
    id: ice-days
    type: event
    title: {en: Ice Days}
    from: 2025-03-01
    state: held
    networks: [northern-harbours]
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.model.network import CityMembership, Network
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import begun, in_doubt, later, naming, over
from kvtool.store.memberships import counted
from kvtool.store.policy import whole
from kvtool.store.statements import role_state


@rule("KV906", Severity.DUE, on=Network, of=["membership"])
def check(network: Network, kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    days, membership = whole(kb.settings, "quiet_network_days"), network.membership
    joined = begun(kb, membership.statements) if membership else None
    if days is None or membership is None or joined is None or in_doubt(kb, Engagement):
        return
    last = max([joined, *_signs(network, membership, kb, day)])
    decided = any(review.on.last >= later(last, days) for review in membership.reviews)
    if (due := later(last, days)) < day and not decided and any(counted(network, kb)):
        message = f"no engagement, role or outcome in '{network.id}' since {last}"
        help_ = "record what was done, or decide in membership.reviews whether to leave"
        yield Finding(network, ("membership",), message, help_, at_key=True, due=due)


def _signs(network: Network, membership: CityMembership, kb: KnowledgeBase, day: date) -> Iterator[date]:
    """The last days of all that was done in a network: a role that is held counts to this day."""
    for role in membership.roles:
        if role_state(kb, role, day) in ("held", "past"):
            yield min(role.to.last, day) if role.to else day
    for engagement in naming(kb, network.id, "networks", "outcomes"):
        if engagement.state == "held":
            yield over(engagement)
            yield from (outcome.on.last for outcome in engagement.outcomes if outcome.on)
