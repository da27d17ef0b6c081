"""A coordination meeting lacks a unit that belongs to it, or has another chair than policy says.

Why: what was agreed without a unit binds it in nobody's eyes, least of all its own.

Bad:
    # kvtool.toml
    [policy]
    coordination_members = {value = ["harbour-unit", "library-unit"], source = "plan"}
    coordination_chair = {value = "head-of-harbours", source = "plan"}

    # engagements/2023/spring-meeting.yaml
    id: spring-meeting
    type: coordination-meeting
    title: {en: Spring meeting}
    from: 2023-05-12
    state: held
    coordination-meeting:
      chair: head-of-harbours
      members: [harbour-unit]    # expect: KV714

Good:
    # kvtool.toml
    [policy]
    coordination_members = {value = ["harbour-unit", "library-unit"], source = "plan"}
    coordination_chair = {value = "head-of-harbours", source = "plan"}

    # engagements/2023/spring-meeting.yaml
    id: spring-meeting
    type: coordination-meeting
    title: {en: Spring meeting}
    from: 2023-05-12
    state: held
    coordination-meeting:
      chair: head-of-harbours
      members: [harbour-unit, library-unit]
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.queries.units import wholes
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.policy import day_from, value, words

BLOCK = "coordination-meeting"


@rule("KV714", Severity.WARNING, on=Engagement, of=["coordination_meeting"])
def check(engagement: Engagement, kb: KnowledgeBase) -> Iterator[Finding]:
    meeting = engagement.coordination_meeting
    if meeting is None or engagement.state not in ("confirmed", "held"):
        return
    if engagement.from_.first < (day_from(kb.settings, "coordination_roster_from") or date.min):
        return
    wanted = words(kb.settings, "coordination_members")
    there = wholes(kb, meeting.members)
    missing = [] if there is None else [unit for unit in wanted if kb.now(unit) not in there]
    if missing:
        message = f"nobody is there from {', '.join(missing)}"
        remedy = f"add {missing[0]}, or the unit that spoke for it"
        yield Finding(engagement, (BLOCK, "members"), message, remedy, at_key=True)
    chair = value(kb.settings, "coordination_chair")
    if chair and meeting.chair != chair:
        said = f"'{meeting.chair}'" if meeting.chair else "nobody"
        yield Finding(engagement, (BLOCK, "chair"), f"the chair is {said}, not '{chair}'", f"write chair: {chair}")
