"""A message is approved in words that it no longer has.

Why: the office answers for what it has read, not for what was made of it afterwards.

Bad:
    # messages/busy-harbour.yaml
    id: busy-harbour
    scope: {general: true}
    headline: {en: The harbour never sleeps}
    approvals:
      - {lang: en, role: head-of-harbours, on: 2025-03-01, of: 781a7cd40f25}    # expect: KV508

Good:
    # messages/busy-harbour.yaml
    id: busy-harbour
    scope: {general: true}
    headline: {en: The harbour is open all year}
    approvals:
      - {lang: en, role: head-of-harbours, on: 2025-03-01, of: 781a7cd40f25}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.message import Message
from kvtool.queries.approvals import approval_hash
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV508", Severity.WARNING, on=Message, of=["approvals"])
def check(message: Message, kb: KnowledgeBase) -> Iterator[Finding]:
    for language in {approval.lang: None for approval in message.approvals}:
        now = approval_hash(message, language)
        given = [pair for pair in enumerate(message.approvals) if pair[1].lang == language]
        if any(approval.of == now for _, approval in given):
            continue  # older approvals are of older words
        index, last = max(given, key=lambda pair: pair[1].on.first)
        lack = f"the words in '{language}' have changed since they were approved on {last.on}"
        yield Finding(message, ("approvals", index), lack, f"have them approved anew (of: {now}), or take them back")
