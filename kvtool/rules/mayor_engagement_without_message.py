"""An engagement of the mayor or a deputy mayor has no message.

Why: those who are heard most should say what the city wants to be heard.

Bad:
    # engagements/lyra-2023.yaml
    id: lyra-2023
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2023-05-12
    state: planned
    level: mayor    # expect: KV321

Good:
    # engagements/lyra-2023.yaml
    id: lyra-2023
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2023-05-12
    state: planned
    level: mayor
    messages: [busy-harbour]
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.queries.dealing import undertaken
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV321", Severity.WARNING, on=Engagement, of=["level"])
def check(engagement: Engagement, kb: KnowledgeBase) -> Iterator[Finding]:
    if engagement.level in ("mayor", "deputy-mayor") and not engagement.messages and undertaken(engagement):
        message = f"an engagement at the level '{engagement.level}' has no message"
        yield Finding(engagement, ("level",), message, "add messages: [ID]")
