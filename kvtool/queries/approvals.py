"""Whether a message may be used: which languages are approved, for which words, on a day."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from kvtool.model.message import Approval, Message
from kvtool.model.texts import Text, canonical, digest


def approval_hash(message: Message, language: str) -> str:
    """The hash that an approval of one language is bound to: of headline, points, proofs, if_asked and avoid."""

    def said(text: Text | None) -> str | None:
        return canonical(text.strings[language]) if text and language in text.strings else None

    words: dict[str, Any] = {
        "headline": said(message.headline),
        "points": [{"text": said(point.text), "proofs": point.proofs} for point in message.points],
        "if_asked": [[said(answer.question), said(answer.answer)] for answer in message.if_asked],
        "avoid": [[said(avoid.text), said(avoid.because)] for avoid in message.avoid],
    }
    written = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return digest(written)


def approved(message: Message, day: date) -> Iterator[Approval]:
    """The approvals in force on a day whose words have not changed since; none where the message's own time is over."""
    begins, ends = message.from_, message.to
    if (begins and day < begins.first) or (ends and ends.last < day):
        return
    for approval in message.approvals:
        begun = approval.on.first <= day and (approval.until is None or day <= approval.until.last)
        if begun and approval.of == approval_hash(message, approval.lang):
            yield approval


def state_of(message: Message, day: date) -> str:
    """`approved` where any language is, else `candidate`."""
    return "approved" if any(approved(message, day)) else "candidate"
