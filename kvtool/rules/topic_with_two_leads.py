"""Two units have begun to work with one partner on one priority, and neither tells of the other.

Why: what one unit learns or agrees is done again by the other, and the partner does not know whom to turn to.

Bad:
    # kvtool.toml
    [policy]
    topic_days = 365

    # engagements/2024/tides-project.yaml
    id: tides-project
    type: project
    title: {en: Tides}
    from: 2024-09-01
    state: held
    lead: harbour-unit
    partners: [lyra]
    priorities: [clean-sea]

    # engagements/2025/sea-week.yaml
    id: sea-week
    type: event
    title: {en: Week of the sea}
    from: 2025-05-05
    state: planned
    lead: museum-unit
    partners: [lyra]
    priorities: [clean-sea]    # expect: KV306

Good:
    # kvtool.toml
    [policy]
    topic_days = 365

    # engagements/2024/tides-project.yaml
    id: tides-project
    type: project
    title: {en: Tides}
    from: 2024-09-01
    state: held
    lead: harbour-unit
    partners: [lyra]
    priorities: [clean-sea]

    # engagements/2025/sea-week.yaml
    id: sea-week
    type: event
    title: {en: Week of the sea}
    from: 2025-05-05
    state: planned
    lead: museum-unit
    partners: [lyra]
    priorities: [clean-sea]
    coordinated_with: [harbour-unit]
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.queries.overlaps import apart, named, overlaps
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV306", Severity.WARNING, on=KnowledgeBase)
def check(kb: KnowledgeBase) -> Iterator[Finding]:
    for one in overlaps(kb, "topic"):
        both = f"{named(one.later)} and {named(one.earlier)}"
        message = f"{both} work with '{one.partner}' on '{one.matter}', begun {apart(one.days)}, each on its own"
        help_ = f"agree who leads, then write coordinated_with: [{one.earlier.lead}]"
        yield Finding(one.later, one.path, message, help_)
