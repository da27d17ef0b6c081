"""A goal of a membership has no measure.

Why: without one nobody can say at the review whether it was reached.

Bad:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2021, source: plan}
      goals:
        - {text: {en: Learn how others heat their quays}}    # expect: KV412

Good:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2021, source: plan}
      goals:
        - {text: {en: Learn how others heat their quays}, measure: {en: One quay is heated in their way}}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.network import Network
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.memberships import counted


@rule("KV412", Severity.WARNING, on=Network, of=["membership"])
def check(network: Network, kb: KnowledgeBase) -> Iterator[Finding]:
    for membership in counted(network, kb):
        for index, goal in enumerate(membership.goals):
            if goal.measure is None:
                yield Finding(
                    network,
                    ("membership", "goals", index),
                    "the goal has no measure",
                    "add measure: {…}: what shows that it is reached",
                )
