"""A membership does not say whether it is the whole city's or one division's.

Why: the scope decides who coordinates it.

Bad:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:    # expect: KV404
      statements:
        - {status: member, from: 2021, source: plan}

Good:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2021, source: plan}
      scope: city-wide
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.network import Network
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.memberships import counted


@rule("KV404", Severity.ERROR, on=Network, of=["membership"])
def check(network: Network, kb: KnowledgeBase) -> Iterator[Finding]:
    for membership in counted(network, kb):
        if membership.scope is None:
            yield Finding(
                network,
                ("membership", "scope"),
                "the membership has no scope",
                "add scope: city-wide, or the id of a division",
                at_key=True,
            )
