"""An outcome has no evidence.

Why: a success that nobody can look up is a hope, and a report that holds one is believed less.

Bad:
    # engagements/2021/lyra-visit.yaml
    id: lyra-visit
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2021-05-12
    state: held
    outcomes:
      - {id: lyra-tickets, changed: {en: Lyra sells joint tickets}, level: result}    # expect: KV607

Good:
    # engagements/2021/lyra-visit.yaml
    id: lyra-visit
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2021-05-12
    state: held
    outcomes:
      - {id: lyra-tickets, changed: {en: Lyra sells joint tickets}, level: result, evidence: [{case: LY 2021-17}]}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV607", Severity.ERROR, on=Engagement, of=["outcomes"])
def check(engagement: Engagement, kb: KnowledgeBase) -> Iterator[Finding]:
    for index, outcome in enumerate(engagement.outcomes):
        if not any(one.link or one.case or one.source or one.record for one in outcome.evidence):
            yield Finding(
                engagement,
                ("outcomes", index, "evidence"),
                f"the outcome '{outcome.id}' has no evidence",
                "add evidence: [{link: …}], or a case, source or record",
                at_key=True,
            )
