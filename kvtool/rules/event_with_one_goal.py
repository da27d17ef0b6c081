"""An event of the city's own serves one goal or priority only.

Why: an event costs as much for one goal as for three, if those who have the others hear of it in time.

Bad:
    # kvtool.toml
    [policy]
    event_goals_from = {value = "2022", source = "plan"}

    # engagements/2023/harbour-day.yaml
    id: harbour-day
    type: event
    title: {en: Day of the harbours}
    from: 2023-05-12
    state: planned
    priorities: [harbours]    # expect: KV703
    event: {place: at-home}

Good:
    # kvtool.toml
    [policy]
    event_goals_from = {value = "2022", source = "plan"}

    # engagements/2023/harbour-day.yaml
    id: harbour-day
    type: event
    title: {en: Day of the harbours}
    from: 2023-05-12
    state: planned
    priorities: [harbours, open-sea]
    event: {place: at-home}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.queries.events import own_event
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV703", Severity.WARNING, on=Engagement, of=["event"])
def check(engagement: Engagement, kb: KnowledgeBase) -> Iterator[Finding]:
    served = {*engagement.goals, *engagement.priorities}
    if len(served) == 1 and own_event(engagement, kb, "event_goals_from"):
        field = "goals" if engagement.goals else "priorities"
        message = f"the event serves '{served.pop()}' only"
        yield Finding(engagement, (field,), message, "add the goals or priorities of those who could join", at_key=True)
