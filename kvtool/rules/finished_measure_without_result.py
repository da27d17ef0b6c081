"""A measure is done, and no outcome names it.

Why: nobody can say whether it was worth doing, so it is done again or dropped by taste.

Bad:
    # frameworks/plan.yaml
    id: plan
    type: implementation-plan
    names: {en: Plan for the Northern Seas}
    measures:
      - id: joint-tickets
        text: {en: Joint tickets with Lyra}
        state: done    # expect: KV611

Good:
    # frameworks/plan.yaml
    id: plan
    type: implementation-plan
    names: {en: Plan for the Northern Seas}
    measures:
      - id: joint-tickets
        text: {en: Joint tickets with Lyra}
        state: done

    # engagements/2021/lyra-visit.yaml
    id: lyra-visit
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2021-05-12
    state: held
    outcomes:
      - id: lyra-tickets
        changed: {en: Lyra sells joint tickets}
        level: result
        measures: [joint-tickets]
        evidence: [{case: LY 2021-17}]
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.model.framework import Framework, Measure
from kvtool.queries.dealing import hidden
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV611", Severity.WARNING, on=Framework, of=["measures"])
def check(framework: Framework, kb: KnowledgeBase) -> Iterator[Finding]:
    for index, measure in enumerate(framework.measures):
        if measure.state == "done" and not _has_result(measure, kb):
            message = f"the measure '{measure.id}' is done, and no outcome names it"
            remedy = f"add measures: [{measure.id}] to an outcome of an engagement"
            yield Finding(framework, ("measures", index, "state"), message, remedy)


def _has_result(measure: Measure, kb: KnowledgeBase) -> bool:
    """Whether an outcome names a measure, or a broken engagement may hold one that does."""
    paths = (tie.reference.path for tie in kb.pointing.get(measure.id, ()) if tie.entry.kind == Engagement.kind)
    return any(path[0] == "outcomes" for path in paths) or measure.id in hidden(kb, Engagement.kind)
