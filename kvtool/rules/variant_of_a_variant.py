"""A variant is made of another variant, or speaks of something else than the message that it varies.

Why: audiences may hear other words, but of one message; else the city says one thing here and another there.

Bad:
    # messages/busy-harbour.yaml
    id: busy-harbour
    scope: {general: true}
    headline: {en: The harbour is open all year}

    # messages/busy-harbour-for-captains.yaml
    id: busy-harbour-for-captains
    scope: {general: true}
    headline: {en: You can land all year}
    variant_of: busy-harbour

    # messages/busy-harbour-for-ferries.yaml
    id: busy-harbour-for-ferries
    scope: {general: true}
    headline: {en: Your ferry can land all year}
    variant_of: busy-harbour-for-captains    # expect: KV502

Good:
    # messages/busy-harbour.yaml
    id: busy-harbour
    scope: {general: true}
    headline: {en: The harbour is open all year}

    # messages/busy-harbour-for-captains.yaml
    id: busy-harbour-for-captains
    scope: {general: true}
    headline: {en: You can land all year}
    variant_of: busy-harbour

    # messages/busy-harbour-for-ferries.yaml
    id: busy-harbour-for-ferries
    scope: {general: true}
    headline: {en: Your ferry can land all year}
    variant_of: busy-harbour
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.message import Message, Scope
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV502", Severity.ERROR, on=Message, of=["variant_of"])
def check(message: Message, kb: KnowledgeBase) -> Iterator[Finding]:
    roof = kb.get(Message, message.variant_of)
    if roof is None:
        return
    if roof.variant_of:
        lack = f"'{roof.id}' is itself a variant, of '{roof.variant_of}'"
        yield Finding(message, ("variant_of",), lack, "name the message that all of them vary")
    if _subject(kb, message.scope) != _subject(kb, roof.scope):
        lack = f"the scope is another than that of '{roof.id}'"
        yield Finding(message, ("scope",), lack, "give both one scope, or remove variant_of", at_key=True)


def _subject(kb: KnowledgeBase, scope: Scope) -> tuple[str, str]:
    """What a message is about, under the id that it has now."""
    named = getattr(scope, scope.code)
    return scope.code, kb.now(named) if isinstance(named, str) else ""
