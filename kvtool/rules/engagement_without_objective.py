"""A visit abroad, a meeting or an advocacy has no objective.

Why: if nobody can say what it is for, it is a waste of time to ask for the meeting.

Bad:
    # engagements/lyra-2023.yaml
    id: lyra-2023
    type: visit-out    # expect: KV317
    title: {en: Visit to Lyra}
    from: 2023-05-12
    state: planned

Good:
    # engagements/lyra-2023.yaml
    id: lyra-2023
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2023-05-12
    state: planned
    objectives: [{en: Lyra joins the harbour study}]
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.queries.dealing import ONLY_IDEAS
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase

SOUGHT = ("visit-out", "meeting", "advocacy")
"""The engagements that the city itself seeks in order to reach something by talking."""


@rule("KV317", Severity.WARNING, on=Engagement)
def check(engagement: Engagement, kb: KnowledgeBase) -> Iterator[Finding]:
    if engagement.type in SOUGHT and not engagement.objectives and engagement.state not in ONLY_IDEAS:
        yield Finding(engagement, ("type",), f"{engagement.type}, and nothing says what for", "add objectives: [{…}]")
