"""A visit to the city does not say what it is about, or who asked for it.

Why: nobody can receive it, send it on to the right unit, or count what is asked for and refused.

Bad:
    # engagements/visit-from-lyra-2023.yaml
    id: visit-from-lyra-2023
    type: visit-in    # expect: KV322
    title: {en: Visit from Lyra}
    from: 2023-05-12
    state: planned
    partners: [lyra]

Good:
    # engagements/visit-from-lyra-2023.yaml
    id: visit-from-lyra-2023
    type: visit-in
    title: {en: Visit from Lyra}
    from: 2023-05-12
    state: planned
    partners: [lyra]
    visit-in: {topic: {en: Heating of quays}}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV322", Severity.WARNING, on=Engagement)
def check(engagement: Engagement, kb: KnowledgeBase) -> Iterator[Finding]:
    if engagement.type != "visit-in":
        return
    visit = engagement.visit_in
    if not (engagement.agenda or (visit and visit.topic)):
        yield Finding(engagement, ("type",), "a visit without topic", "add visit-in: {topic: {…}}, or an agenda")
    if not (engagement.asked_by or engagement.partners or engagement.networks):
        yield Finding(engagement, ("type",), "a visit that nobody asked for", "add asked_by: ID or partners: [ID]")
