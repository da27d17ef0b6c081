"""An engagement is over, and nothing is written of what came of it.

Why: after two weeks nobody remembers what was agreed, and the next briefing starts from nothing.

Bad:
    # kvtool.toml
    [policy]
    result_days = 14
    followup_days = 365

    # engagements/2025/lyra-visit.yaml
    id: lyra-visit
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2025-12-01
    state: held    # expect: KV910

Good:
    # kvtool.toml
    [policy]
    result_days = 14
    followup_days = 365

    # engagements/2025/lyra-visit.yaml
    id: lyra-visit
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2025-12-01
    state: held
    result: {en: Both harbours share their ice charts from spring on}
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import later, over
from kvtool.store.policy import whole


@rule("KV910", Severity.DUE, on=Engagement)
def check(engagement: Engagement, kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    held = engagement.state == "held"
    if engagement.state in ("proposed", "cancelled") or (held and _tells(engagement)):
        return
    if engagement.type == "project" and engagement.to is None:
        return  # it runs on until somebody says when it ends
    days, followup, end = whole(kb.settings, "result_days"), whole(kb.settings, "followup_days"), over(engagement)
    if days is None or followup is None or (due := later(end, days)) >= day:
        return
    if not held:
        message = f"'{engagement.id}' ends on {end} and is '{engagement.state}'"
        yield Finding(engagement, ("state",), message, "set state: held and add its result, or cancelled", due=due)
    elif day <= later(due, followup):  # what nobody wrote down for so long, nobody knows
        message = f"'{engagement.id}' was held to {end}, with neither result nor commitments"
        yield Finding(engagement, ("state",), message, "add result: {…}, commitments or outcomes", due=due)


def _tells(engagement: Engagement) -> bool:
    """Whether anything is said of what came of an engagement."""
    meeting, bid = engagement.coordination_meeting, engagement.bid
    return bool(
        engagement.result
        or engagement.commitments
        or engagement.outcomes
        or engagement.successes
        or engagement.lessons
        or (meeting and any(item.outcome for item in meeting.items))
        or (bid and bid.result)
    )
