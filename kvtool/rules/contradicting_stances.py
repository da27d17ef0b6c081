"""Two units take opposite positions on one issue.

Why: a partner that hears both believes neither, and plays one against the other.

Bad:
    # kvtool.toml
    [policy]
    stance_days = 365

    # engagements/2025/harbour-visit.yaml
    id: harbour-visit
    type: visit-out
    title: {en: Visit to the harbour}
    from: 2025-03-03
    state: held
    lead: harbour-unit
    partners: [lyra]
    stance: [{issue: night-ferries, position: for}]

    # engagements/2025/quiet-nights.yaml
    id: quiet-nights
    type: advocacy
    title: {en: Quiet nights}
    from: 2025-10-06
    state: planned
    lead: environment-unit
    partners: [lyra]
    stance:
      - issue: night-ferries
        position: against    # expect: KV308

Good:
    # kvtool.toml
    [policy]
    stance_days = 365

    # engagements/2025/harbour-visit.yaml
    id: harbour-visit
    type: visit-out
    title: {en: Visit to the harbour}
    from: 2025-03-03
    state: held
    lead: harbour-unit
    partners: [lyra]
    stance: [{issue: night-ferries, position: for}]

    # engagements/2025/quiet-nights.yaml
    id: quiet-nights
    type: advocacy
    title: {en: Quiet nights}
    from: 2025-10-06
    state: planned
    lead: environment-unit
    partners: [lyra]
    stance:
      - issue: night-ferries
        position: neutral
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.queries.overlaps import apart, named, overlaps
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV308", Severity.ERROR, on=KnowledgeBase)
def check(kb: KnowledgeBase) -> Iterator[Finding]:
    for one in overlaps(kb, "stance"):
        both = f"{named(one.later)} and {named(one.earlier)}"
        message = f"{both} take opposite positions on '{one.matter}', {apart(one.days)}"
        yield Finding(one.later, one.path, message, "agree on one position for the city, and mend the other")
