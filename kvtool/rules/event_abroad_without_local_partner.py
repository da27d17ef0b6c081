"""An event of the city's own is held abroad with no local partner and outside any larger conference.

Why: a guest who invites alone pays for the hall and speaks to those who came along.

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
    event: {place: abroad}    # expect: KV701

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
    event: {place: abroad, local_partner: lyra}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.queries.events import own_event
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV701", Severity.ERROR, on=Engagement, of=["event"])
def check(engagement: Engagement, kb: KnowledgeBase) -> Iterator[Finding]:
    event = own_event(engagement, kb, "events_abroad_from")
    if event is None or event.place != "abroad" or event.local_partner or event.parent_conference:
        return
    if not event.exception:
        message = "the event abroad has neither a local partner nor a parent conference"
        remedy = "add local_partner: ID, or parent_conference, or an exception with a decision"
        yield Finding(engagement, ("event", "local_partner"), message, remedy, at_key=True)
    elif not event.decision:
        message = "the event abroad is an exception that nobody decided on"
        yield Finding(engagement, ("event", "decision"), message, "add decision: ID of a source", at_key=True)
