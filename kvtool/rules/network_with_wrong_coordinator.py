"""A membership is in the hands of another unit than its scope says.

Why: two units that each think the other coordinates leave the network to nobody.

Bad:
    # kvtool.toml
    [policy]
    city_wide_coordinator = {value = "strategy-unit", source = "plan"}

    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2021, source: plan}
      scope: city-wide
      coordinator: harbour-unit    # expect: KV405

Good:
    # kvtool.toml
    [policy]
    city_wide_coordinator = {value = "strategy-unit", source = "plan"}

    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2021, source: plan}
      scope: city-wide
      coordinator: strategy-unit
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.network import Network
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.memberships import counted
from kvtool.store.policy import value


@rule("KV405", Severity.ERROR, on=Network, of=["membership"])
def check(network: Network, kb: KnowledgeBase) -> Iterator[Finding]:
    coordinator = value(kb.settings, "city_wide_coordinator")
    for membership in counted(network, kb):
        if membership.scope == "city-wide":
            if coordinator and kb.now(membership.coordinator) != kb.now(coordinator):
                said = f"'{membership.coordinator}'" if membership.coordinator else "nobody"
                message = f"a city-wide membership is coordinated by '{coordinator}', not by {said}"
                yield Finding(network, ("membership", "coordinator"), message, f"write coordinator: {coordinator}")
        elif membership.scope and membership.owner and kb.now(membership.owner) != kb.now(membership.scope):
            message = f"a membership of '{membership.scope}' is owned by it, not by '{membership.owner}'"
            yield Finding(
                network,
                ("membership", "owner"),
                message,
                f"write owner: {membership.scope}, or mend the scope",
            )
