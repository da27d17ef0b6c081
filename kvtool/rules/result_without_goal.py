"""An outcome is tied to a goal without a priority, or the reverse, or a measure to neither.

Why: it falls out of every report by goal and priority, as if nothing had been done.

Bad:
    # engagements/2021/lyra-visit.yaml
    id: lyra-visit
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2021-05-12
    state: held
    goals: [goal-learning]
    outcomes:
      - id: lyra-tickets    # expect: KV609
        changed: {en: Lyra sells joint tickets}
        level: result
        evidence: [{case: LY 2021-17}]

Good:
    # engagements/2021/lyra-visit.yaml
    id: lyra-visit
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2021-05-12
    state: held
    goals: [goal-learning]
    outcomes:
      - id: lyra-tickets
        changed: {en: Lyra sells joint tickets}
        level: result
        priorities: [harbours]
        evidence: [{case: LY 2021-17}]
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.base import Record
from kvtool.model.engagement import Engagement
from kvtool.model.framework import Framework
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV609", Severity.WARNING, on=Record, of=["outcomes", "measures"])
def check(record: Record, kb: KnowledgeBase) -> Iterator[Finding]:
    if isinstance(record, Engagement):
        yield from _outcomes(record)
    elif isinstance(record, Framework):
        yield from _measures(record)


def _outcomes(engagement: Engagement) -> Iterator[Finding]:
    """What an engagement is for, its outcomes are for too; that it is for nothing at all is a fault of its own."""
    for index, outcome in enumerate(engagement.outcomes):
        goals, priorities = outcome.goals or engagement.goals, outcome.priorities or engagement.priorities
        if bool(goals) != bool(priorities):
            missing = "priorities" if goals else "goals"
            message = f"neither the outcome '{outcome.id}' nor its engagement names {missing}"
            yield Finding(engagement, ("outcomes", index, missing), message, f"add {missing}: [ID]", at_key=True)


def _measures(framework: Framework) -> Iterator[Finding]:
    for index, measure in enumerate(framework.measures):
        if not (measure.goals or measure.priorities):
            message = f"the measure '{measure.id}' names neither goals nor priorities"
            remedy = "add goals: [ID] or priorities: [ID]"
            yield Finding(framework, ("measures", index, "goals"), message, remedy, at_key=True)
