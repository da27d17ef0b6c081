"""A goal of a membership is tied to no goal or no priority of the city's strategy.

Why: a membership serves what the city wants, not itself.

Bad:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2021, source: plan}
      goals:
        - {text: {en: Learn how others heat their quays}}    # expect: KV403

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


@rule("KV403", Severity.ERROR, on=Network, of=["membership"])
def check(network: Network, kb: KnowledgeBase) -> Iterator[Finding]:
    for membership in counted(network, kb):
        for index, goal in enumerate(membership.goals):
            missing = [name for name in ("goal", "priority") if getattr(goal, name) is None]
            if missing:
                what = " and ".join(missing)
                yield Finding(
                    network,
                    ("membership", "goals", index),
                    f"the goal names no {what} of the strategy",
                    f"add {missing[0]}: ID",
                )
