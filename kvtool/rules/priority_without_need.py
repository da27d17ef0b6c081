"""A priority in force has no resource need, though others have.

Why: what nobody asks money, people or time for is advanced with what is left over.

Bad:
    # frameworks/plan.yaml
    id: plan
    type: strategy
    names: {en: Plan for the Northern Seas}
    from: 2022
    priorities:
      - {id: harbours, names: {en: Harbours}}
      - {id: open-sea, names: {en: The open sea}}    # expect: KV601

    # needs/harbour-study.yaml
    id: harbour-study
    type: euros
    title: {en: A joint study}
    state: identified
    priority: harbours

Good:
    # frameworks/plan.yaml
    id: plan
    type: strategy
    names: {en: Plan for the Northern Seas}
    from: 2022
    priorities:
      - {id: harbours, names: {en: Harbours}}

    # needs/harbour-study.yaml
    id: harbour-study
    type: euros
    title: {en: A joint study}
    state: identified
    priority: harbours
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.queries.needs import by_priority
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV601", Severity.WARNING, on=KnowledgeBase)
def check(kb: KnowledgeBase) -> Iterator[Finding]:
    for one in by_priority(kb):
        if not one.needs:
            yield Finding(
                one.framework,
                ("priorities", one.row),
                f"no resource need names the priority '{one.priority.id}'",
                f"write a need with priority: {one.priority.id}; where nothing is needed, with amount: 0",
            )
