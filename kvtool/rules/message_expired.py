"""An approved message comes to the end of its time, and no other takes its place.

Why: it is quoted for as long as it is found, true or not.

Bad:
    # kvtool.toml
    [policy]
    approval_notice_days = 30
    followup_days = 365

    # messages/busy-harbour.yaml
    id: busy-harbour
    scope: {general: true}
    headline: {en: The harbour is open all year.}
    to: 2025-12-31    # expect: KV911
    approvals: [{lang: en, role: head-of-office, on: 2025-01-15, of: 3f2a9c1b7d04}]

Good:
    # kvtool.toml
    [policy]
    approval_notice_days = 30
    followup_days = 365

    # messages/busy-harbour.yaml
    id: busy-harbour
    scope: {general: true}
    headline: {en: The harbour is open all year.}
    to: 2026-12-31
    approvals: [{lang: en, role: head-of-office, on: 2025-01-15, of: 3f2a9c1b7d04}]
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.message import Message
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import in_doubt, later, superseded
from kvtool.store.policy import whole


@rule("KV911", Severity.DUE, on=Message, of=["to"])
def check(message: Message, kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    if message.to is None or not message.approvals:
        return  # nobody uses what nobody approved
    notice, followup = whole(kb.settings, "approval_notice_days"), whole(kb.settings, "followup_days")
    end = message.to.last
    if notice is None or followup is None or not later(end, -notice) <= day <= later(end, followup):
        return
    if not superseded(kb, message) and not in_doubt(kb, Message):
        said = f"message '{message.id}' holds until {message.to}, and no other supersedes it"
        yield Finding(message, ("to",), said, "look it through and move 'to' on, or write what supersedes it", due=end)
