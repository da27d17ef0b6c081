"""A membership has no goal.

Why: without one nobody can say whether it is worth its fee and time.

Bad:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:    # expect: KV402
      statements:
        - {status: member, from: 2021, source: plan}

Good:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2021, source: plan}
      goals:
        - {text: {en: Learn how others heat their quays}, goal: goal-learning, priority: harbours}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.network import Network
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.memberships import counted


@rule("KV402", Severity.ERROR, on=Network, of=["membership"])
def check(network: Network, kb: KnowledgeBase) -> Iterator[Finding]:
    for membership in counted(network, kb):
        if not membership.goals:
            yield Finding(
                network,
                ("membership", "goals"),
                "the membership has no goal",
                "add goals: [{text: {…}, goal: ID, priority: ID}]",
                at_key=True,
            )
