"""An engagement was held, and nothing is told of what came of it.

Why: what nobody wrote down is learned again by the next delegation.

Bad:
    # engagements/lyra-2023.yaml
    id: lyra-2023
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2023-05-12
    state: held    # expect: KV319

Good:
    # engagements/lyra-2023.yaml
    id: lyra-2023
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2023-05-12
    state: held
    result: {en: "No agreement yet, Lyra answers in spring"}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV319", Severity.WARNING, on=Engagement)
def check(engagement: Engagement, kb: KnowledgeBase) -> Iterator[Finding]:
    if engagement.state != "held" or engagement.type == "coordination-meeting":
        return
    if not (engagement.result or engagement.outcomes or engagement.successes or engagement.lessons):
        help_ = "add result, outcomes, successes or lessons"
        yield Finding(engagement, ("state",), "held, and nothing tells what came of it", help_)
