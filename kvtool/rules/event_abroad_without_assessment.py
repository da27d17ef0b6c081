"""An event of the city's own abroad has no assessment, or does not say what resources it takes.

Why: whether it is worth it can be asked before the money is spent, or not at all.

Bad:
    # kvtool.toml
    [policy]
    events_abroad_from = {value = "2022", source = "plan"}

    # engagements/2023/lyra-evening.yaml
    id: lyra-evening
    type: event
    title: {en: An evening in Lyra}
    from: 2023-05-12
    state: planned
    event:    # expect: KV702
      place: abroad
      local_partner: lyra
      assessment: {en: Lyra's shipowners come to no other place}

Good:
    # kvtool.toml
    [policy]
    events_abroad_from = {value = "2022", source = "plan"}

    # engagements/2023/lyra-evening.yaml
    id: lyra-evening
    type: event
    title: {en: An evening in Lyra}
    from: 2023-05-12
    state: planned
    event:
      place: abroad
      local_partner: lyra
      assessment: {en: Lyra's shipowners come to no other place}
      resources: {en: Twelve thousand euros and four weeks of work}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.queries.events import own_event
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV702", Severity.ERROR, on=Engagement, of=["event"])
def check(engagement: Engagement, kb: KnowledgeBase) -> Iterator[Finding]:
    event = own_event(engagement, kb, "events_abroad_from")
    if event is None or event.place != "abroad":
        return
    missing = [name for name in ("assessment", "resources") if getattr(event, name) is None]
    if missing:
        message = f"the event abroad is {engagement.state} without {' and '.join(missing)}"
        yield Finding(engagement, ("event", missing[0]), message, f"add {missing[0]}: {{…}}", at_key=True)
