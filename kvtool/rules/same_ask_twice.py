"""One partner is asked for the same thing in two engagements.

Why: whoever is asked again concludes that the first answer was not heard, or was not wanted.

Bad:
    # kvtool.toml
    [policy]
    ask_days = 365

    # engagements/2025/harbour-visit.yaml
    id: harbour-visit
    type: visit-out
    title: {en: Visit to the harbour}
    from: 2025-03-03
    state: held
    lead: harbour-unit
    partners: [lyra]
    asks: [{text: {en: Figures of the ferry traffic}}]

    # engagements/2025/ferry-meeting.yaml
    id: ferry-meeting
    type: meeting
    title: {en: Meeting on ferries}
    from: 2025-10-06
    state: planned
    lead: traffic-unit
    partners: [lyra]
    asks:
      - text: {en: "figures of the ferry-traffic."}    # expect: KV307

Good:
    # kvtool.toml
    [policy]
    ask_days = 365

    # engagements/2025/harbour-visit.yaml
    id: harbour-visit
    type: visit-out
    title: {en: Visit to the harbour}
    from: 2025-03-03
    state: held
    lead: harbour-unit
    partners: [lyra]
    asks: [{text: {en: Figures of the ferry traffic}}]

    # engagements/2025/ferry-meeting.yaml
    id: ferry-meeting
    type: meeting
    title: {en: Meeting on ferries}
    from: 2025-10-06
    state: planned
    lead: traffic-unit
    partners: [lyra]
    asks:
      - text: {en: A joint timetable}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.queries.overlaps import apart, named, overlaps
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV307", Severity.WARNING, on=KnowledgeBase)
def check(kb: KnowledgeBase) -> Iterator[Finding]:
    for one in overlaps(kb, "ask"):
        both = f"{named(one.later)} and {named(one.earlier)}"
        message = f"{both} ask '{one.partner}' for the same, {apart(one.days)}"
        yield Finding(one.later, one.path, message, "look up what was answered; take out the ask, or say what is new")
