"""A message says that somebody leads or is the most of all, and nothing proves it.

Why: a listener who knows better stops believing the rest.

Bad:
    # messages/busy-harbour.yaml
    id: busy-harbour
    scope: {general: true}
    headline: {en: "Our harbour is the busiest in Europe."}    # expect: KV504
    points:
      - {text: {en: "Ships come and go all year."}}

Good:
    # messages/busy-harbour.yaml
    id: busy-harbour
    scope: {general: true}
    headline: {en: "Our harbour is the busiest in Europe."}
    points:
      - {text: {en: "Ships come and go all year."}, proofs: [harbour-ranking]}

    # facts/harbour-ranking.yaml
    id: harbour-ranking
    claim: {en: Rank of the harbour in Europe by calls of ships}
    value: "1"
    as_of: 2024
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.message import FACT, Message
from kvtool.model.texts import Text
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.text.fault import Path
from kvtool.words.claims import MANNERS, claim_in


@rule("KV504", Severity.WARNING, on=Message)
def check(message: Message, kb: KnowledgeBase) -> Iterator[Finding]:
    unproved: list[tuple[Path, Text]] = [
        (("points", index, "text"), point.text) for index, point in enumerate(message.points) if not point.proofs
    ]
    if len(unproved) == len(message.points):
        unproved.insert(0, (("headline",), message.headline))
    for path, text in unproved:
        for language in _judged(text, kb.settings.source_language):
            if claim := claim_in(FACT.sub("", text.strings[language]), language):
                help_ = "add proofs: [ID] to a point, or say it without the claim"
                yield Finding(message, (*path, language), f"'{claim}' is said without proof", help_)
                break


def _judged(text: Text, source: str) -> list[str]:
    """The languages in which a text is judged: the source's, else all whose claims are known."""
    return [source] if source in text.strings and source in MANNERS else [code for code, _ in text if code in MANNERS]
