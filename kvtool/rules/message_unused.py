"""An approved message has not been used in an engagement for long, or never.

Why: a message that nobody says costs upkeep, and hides those that are said.

Bad:
    # kvtool.toml
    [policy]
    message_unused_days = 365

    # messages/busy-harbour.yaml
    id: busy-harbour
    scope: {general: true}
    headline: {en: The harbour is open all year.}
    approvals:    # expect: KV914
      - {lang: en, role: head-of-office, on: 2023-01-15, of: 8f1969a7753b}

Good:
    # kvtool.toml
    [policy]
    message_unused_days = 365

    # messages/busy-harbour.yaml
    id: busy-harbour
    scope: {general: true}
    headline: {en: The harbour is open all year.}
    approvals:
      - {lang: en, role: head-of-office, on: 2023-01-15, of: 8f1969a7753b}

    # engagements/2025/lyra-visit.yaml
    id: lyra-visit
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2025-05-12
    state: held
    messages: [busy-harbour]
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.model.message import Message
from kvtool.queries.approvals import approved
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import happenings, in_doubt, later, superseded
from kvtool.store.policy import whole


@rule("KV914", Severity.DUE, on=Message, of=["approvals"])
def check(message: Message, kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    days = whole(kb.settings, "message_unused_days")
    if not message.approvals or days is None or (message.to and message.to.last < day):
        return
    begun = min(approval.on.last for approval in message.approvals)
    used = max((one.over for one in happenings(kb, message.id, "messages")), default=None)
    last = used or begun
    if later(last, days) >= day or not any(approved(message, day)):
        return
    if not superseded(kb, message) and not in_doubt(kb, Engagement):
        said = f"last used on {used}" if used else f"never used since its approval on {begun}"
        yield Finding(
            message,
            ("approvals",),
            f"message '{message.id}' was {said}",
            "use it in an engagement (messages: [ID]), or end it with 'to'",
            at_key=True,
            due=later(last, days),
        )
