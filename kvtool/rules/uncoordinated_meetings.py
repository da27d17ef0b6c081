"""Two units deal with one partner at nearly the same time, and neither tells of the other.

Why: the partner hears the city twice, and the second unit does not know what the first has said.

Bad:
    # kvtool.toml
    [policy]
    overlap_days = 30

    # engagements/2025/harbour-visit.yaml
    id: harbour-visit
    type: visit-out
    title: {en: Visit to the harbour}
    from: 2025-03-03
    state: held
    lead: harbour-unit
    partners: [lyra]

    # engagements/2025/museum-meeting.yaml
    id: museum-meeting
    type: meeting
    title: {en: Meeting on museums}
    from: 2025-03-20
    state: planned
    lead: museum-unit
    partners: [lyra]    # expect: KV305

Good:
    # kvtool.toml
    [policy]
    overlap_days = 30

    # engagements/2025/harbour-visit.yaml
    id: harbour-visit
    type: visit-out
    title: {en: Visit to the harbour}
    from: 2025-03-03
    state: held
    lead: harbour-unit
    partners: [lyra]

    # engagements/2025/museum-meeting.yaml
    id: museum-meeting
    type: meeting
    title: {en: Meeting on museums}
    from: 2025-03-20
    state: planned
    lead: museum-unit
    partners: [lyra]
    coordinated_with: [harbour-unit]
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.queries.overlaps import apart, named, overlaps
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV305", Severity.WARNING, on=KnowledgeBase)
def check(kb: KnowledgeBase) -> Iterator[Finding]:
    for one in overlaps(kb, "meeting"):
        both = f"{named(one.later)} and {named(one.earlier)}"
        message = f"{both} deal with '{one.partner}' {apart(one.days)}, and neither tells of the other's unit"
        yield Finding(one.later, one.path, message, f"coordinate, then write coordinated_with: [{one.earlier.lead}]")
