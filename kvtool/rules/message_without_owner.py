"""An approved message has no owner.

Why: nobody keeps it up to date while others go on using it.

Bad:
    # messages/busy-harbour.yaml
    id: busy-harbour    # expect: KV510
    scope: {general: true}
    headline: {en: The harbour is open all year}
    approvals:
      - {lang: en, role: head-of-harbours, on: 2025-03-01, of: 781a7cd40f25}

Good:
    # messages/busy-harbour.yaml
    id: busy-harbour
    scope: {general: true}
    headline: {en: The harbour is open all year}
    owner: harbour-unit
    approvals:
      - {lang: en, role: head-of-harbours, on: 2025-03-01, of: 781a7cd40f25}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.message import Message
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV510", Severity.WARNING, on=Message, of=["approvals"])
def check(message: Message, kb: KnowledgeBase) -> Iterator[Finding]:
    if message.approvals and message.owner is None:
        yield Finding(message, ("owner",), "an approved message without owner", "add owner: ID of a unit", at_key=True)
