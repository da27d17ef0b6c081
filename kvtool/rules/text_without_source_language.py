"""A text of a public record lacks the language in which the base is written.

Why: translations are made from that language and fall back on it; without it nobody knows what they should say.

Bad:
    # kvtool.toml
    [base]
    languages = ["en", "sv"]

    # messages/busy-harbour.yaml
    id: busy-harbour
    visibility: public
    scope: {general: true}
    headline: {sv: Hamnen är öppen året om}    # expect: KV505

Good:
    # kvtool.toml
    [base]
    languages = ["en", "sv"]

    # messages/busy-harbour.yaml
    id: busy-harbour
    visibility: public
    scope: {general: true}
    headline: {en: The harbour is open all year, sv: Hamnen är öppen året om}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.base import Record
from kvtool.queries.audience import is_internal
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.text.fault import Path


@rule("KV505", Severity.ERROR, on=Record, of=["visibility"])
def check(record: Record, kb: KnowledgeBase) -> Iterator[Finding]:
    if record.visibility != "public":
        return
    language = kb.settings.source_language
    for path, text in kb.texts_of(record):
        if language not in text.strings and not (is_internal(kb, record, path) or _translates_quote(record, path, kb)):
            message = f"a public text without '{language}', the language in which the base is written"
            yield Finding(record, path, message, f"write it in '{language}' too", at_key=True)


def _translates_quote(record: Record, path: Path, kb: KnowledgeBase) -> bool:
    """Whether a text only puts the quote beside it into other languages."""
    holder = dict(kb.parts_of(record)).get(path[:-1])
    return path[-1] == "text" and bool(getattr(holder, "quote", None))
