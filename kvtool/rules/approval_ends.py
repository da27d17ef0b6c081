"""The approval of a message in a language ends or has ended, and no newer one follows it.

Why: on the next day the message is a candidate again, and packs leave it out without a word.

Bad:
    # kvtool.toml
    [policy]
    approval_notice_days = 30
    followup_days = 365

    # messages/busy-harbour.yaml
    id: busy-harbour
    scope: {general: true}
    headline: {en: The harbour is open all year.}
    approvals:
      - {lang: en, role: head-of-office, on: 2025-01-15, until: 2026-01-15, of: 3f2a9c1b7d04}    # expect: KV913

Good:
    # kvtool.toml
    [policy]
    approval_notice_days = 30
    followup_days = 365

    # messages/busy-harbour.yaml
    id: busy-harbour
    scope: {general: true}
    headline: {en: The harbour is open all year.}
    approvals:
      - {lang: en, role: head-of-office, on: 2025-01-15, until: 2026-01-15, of: 3f2a9c1b7d04}
      - {lang: en, role: head-of-office, on: 2025-12-20, until: 2026-12-20, of: 3f2a9c1b7d04}
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.message import Approval, Message
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import in_doubt, later, superseded
from kvtool.store.policy import whole


@rule("KV913", Severity.DUE, on=Message, of=["approvals"])
def check(message: Message, kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    if not message.approvals:
        return
    notice, followup = whole(kb.settings, "approval_notice_days"), whole(kb.settings, "followup_days")
    if notice is None or followup is None:
        return
    for index, approval in enumerate(message.approvals):
        end = approval.until
        if end is None or any(_lasts(one, approval.lang, end.last) for one in message.approvals):
            continue
        asked = later(end.last, -notice) <= day <= later(end.last, followup)
        ends_itself = message.to is not None and message.to.last <= end.last
        if asked and not ends_itself and not superseded(kb, message) and not in_doubt(kb, Message):
            said = f"the approval of '{message.id}' in '{approval.lang}' ends on {end}"
            help_ = "approve the words anew, or end the message with 'to'"
            yield Finding(message, ("approvals", index, "until"), said, help_, due=end.last)


def _lasts(approval: Approval, language: str, end: date) -> bool:
    """Whether an approval is of a language, and in force after a day."""
    return approval.lang == language and (approval.until is None or approval.until.last > end)
