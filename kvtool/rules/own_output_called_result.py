"""What a unit of the city did itself is called a result or an impact.

Why: a result is a change in somebody else; a city that counts its own doing reports how busy it was.

Bad:
    # engagements/2021/lyra-visit.yaml
    id: lyra-visit
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2021-05-12
    state: held
    outcomes:
      - id: joint-guide
        changed: {en: We wrote a guide to joint tickets}
        by_whom: harbour-unit
        level: result    # expect: KV608
        evidence: [{case: LY 2021-17}]

    # units/harbour-unit.yaml
    id: harbour-unit
    type: unit
    names: {en: Harbour Unit}

Good:
    # engagements/2021/lyra-visit.yaml
    id: lyra-visit
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2021-05-12
    state: held
    outcomes:
      - id: joint-guide
        changed: {en: We wrote a guide to joint tickets}
        by_whom: harbour-unit
        level: output
        evidence: [{case: LY 2021-17}]

    # units/harbour-unit.yaml
    id: harbour-unit
    type: unit
    names: {en: Harbour Unit}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.model.unit import Unit
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV608", Severity.ERROR, on=Engagement, of=["outcomes"])
def check(engagement: Engagement, kb: KnowledgeBase) -> Iterator[Finding]:
    for index, outcome in enumerate(engagement.outcomes):
        if outcome.level != "output" and kb.get(Unit, outcome.by_whom):
            message = (
                f"the outcome '{outcome.id}' is by '{outcome.by_whom}', a unit of the city, so it is no {outcome.level}"
            )
            remedy = "write level: output, or say in by_whom who else changed"
            yield Finding(engagement, ("outcomes", index, "level"), message, remedy)
