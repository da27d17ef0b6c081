"""An engagement names no goal and no priority, though there were some to name on its day.

Why: what serves no goal is done for its own sake, and no report on a goal will tell of it.

Bad:
    # frameworks/plan.yaml
    id: plan
    type: strategy
    names: {en: Plan}
    from: 2022
    priorities: [{id: harbours, names: {en: Harbours}}]

    # engagements/lyra-2023.yaml
    id: lyra-2023
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2023-05-12
    state: planned    # expect: KV316

Good:
    # frameworks/plan.yaml
    id: plan
    type: strategy
    names: {en: Plan}
    from: 2022
    priorities: [{id: harbours, names: {en: Harbours}}]

    # engagements/lyra-2023.yaml
    id: lyra-2023
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2023-05-12
    state: planned
    priorities: [harbours]
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.model.framework import Framework
from kvtool.queries.dealing import undertaken
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.periods import Placed


@rule("KV316", Severity.WARNING, on=Engagement)
def check(engagement: Engagement, kb: KnowledgeBase) -> Iterator[Finding]:
    if engagement.goals or engagement.priorities or not undertaken(engagement):
        return
    if _any_in_force(kb, engagement.from_.first):
        yield Finding(engagement, ("state",), "no goal or priority is named", "add goals: [ID] or priorities: [ID]")


def _any_in_force(kb: KnowledgeBase, day: date) -> bool:
    """Whether the base knows a goal or priority of a day: a meeting of long ago may be older than all of them."""
    frameworks = kb.all(Framework)
    return any(Placed(one, aim).holds_on(day) for one in frameworks for aim in (*one.goals, *one.priorities))
