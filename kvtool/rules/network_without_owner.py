"""A membership has no owner.

Why: nobody answers for what the membership gives and costs.

Bad:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:    # expect: KV401
      statements:
        - {status: member, from: 2021, source: plan}

Good:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2021, source: plan}
      owner: harbour-unit
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.network import Network
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.memberships import counted


@rule("KV401", Severity.ERROR, on=Network, of=["membership"])
def check(network: Network, kb: KnowledgeBase) -> Iterator[Finding]:
    for membership in counted(network, kb):
        if membership.owner is None:
            yield Finding(
                network,
                ("membership", "owner"),
                "the membership has no owner",
                "add owner: ID of a unit",
                at_key=True,
            )
