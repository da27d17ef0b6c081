"""An engagement that is planned, or was held, has no lead unit.

Why: nobody prepares it, answers for what is promised there or tells what came of it.

Bad:
    # engagements/lyra-2023.yaml
    id: lyra-2023
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2023-05-12
    state: planned    # expect: KV315

Good:
    # engagements/lyra-2023.yaml
    id: lyra-2023
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2023-05-12
    state: planned
    lead: harbour-unit
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.queries.dealing import ONLY_IDEAS
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV315", Severity.ERROR, on=Engagement)
def check(engagement: Engagement, kb: KnowledgeBase) -> Iterator[Finding]:
    if engagement.lead is None and engagement.state not in ONLY_IDEAS:
        yield Finding(engagement, ("state",), f"{engagement.state}, and no unit has the lead", "add lead: ID of a unit")
