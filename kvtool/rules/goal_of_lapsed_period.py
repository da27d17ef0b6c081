"""A membership serves only goals and priorities of a period that is over.

Why: the membership may still be useful, but nobody has said for what the city wants now. Links to what became another goal
or priority are left to the rule link-to-lapsed-priority.

Bad:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2018, source: plan}
      goals:    # expect: KV417
        - {text: {en: Learn how others heat their quays}, goal: goal-learning, priority: warm-quays}

    # frameworks/old-plan.yaml
    id: old-plan
    type: strategy
    names: {en: Old Plan}
    from: 2017
    to: 2021
    goals: [{id: goal-learning, names: {en: Learning}}]
    priorities: [{id: warm-quays, names: {en: Warm quays}}]

    # frameworks/new-plan.yaml
    id: new-plan
    type: strategy
    names: {en: New Plan}
    from: 2022
    priorities: [{id: clean-quays, names: {en: Clean quays}}]

Good:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2018, source: plan}
      goals:
        - {text: {en: Learn how others heat their quays}, goal: goal-learning, priority: clean-quays}

    # frameworks/old-plan.yaml
    id: old-plan
    type: strategy
    names: {en: Old Plan}
    from: 2017
    to: 2021
    goals: [{id: goal-learning, names: {en: Learning}}]
    priorities: [{id: warm-quays, names: {en: Warm quays}}]

    # frameworks/new-plan.yaml
    id: new-plan
    type: strategy
    names: {en: New Plan}
    from: 2022
    priorities: [{id: clean-quays, names: {en: Clean quays}}]
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.framework import Framework
from kvtool.model.network import CityMembership, Network
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.memberships import counted, strategy_begins
from kvtool.store.periods import Placed, placed


@rule("KV417", Severity.WARNING, on=Network, of=["membership"])
def check(network: Network, kb: KnowledgeBase) -> Iterator[Finding]:
    for membership in counted(network, kb):
        links = _links(membership)
        aims = [aim for link in links if (aim := placed(kb, link))]
        if not aims or len(aims) < len(links):
            continue  # nothing is linked, or to something that is missing or broken: other findings say so
        day = strategy_begins(kb)
        if all(_lapsed(kb, aim, day) for aim in aims):
            names = ", ".join(f"'{aim.aim.id}'" for aim in aims)
            yield Finding(
                network,
                ("membership", "goals"),
                f"the membership serves only what was over when the latest strategy began: {names}",
                "link a goal or priority that holds, or ask whether the membership is still needed",
                at_key=True,
            )


def _links(membership: CityMembership) -> list[str]:
    """The goals and priorities of the city that the goals of a membership serve, each once."""
    named = (link for goal in membership.goals for link in (goal.goal, goal.priority) if link)
    return list(dict.fromkeys(named))


def _lapsed(kb: KnowledgeBase, aim: Placed, day: date) -> bool:
    """Whether an aim ended before a day, or its framework was superseded by then."""
    end = aim.aim.to or aim.framework.to
    return (end is not None and end.last < day) or any(
        aim.framework.id in map(kb.now, framework.supersedes) and framework.from_ and framework.from_.first <= day
        for framework in kb.all(Framework)
    )
