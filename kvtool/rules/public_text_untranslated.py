"""The name or headline of a public record lacks a language of the base.

Why: who reads the other language meets it in a foreign one, first of all things.

Bad:
    # partners/lyra.yaml
    id: lyra
    visibility: public
    type: city
    names: {en: Lyra, fi: Lyyra}    # expect: KV506

Good:
    # partners/lyra.yaml
    id: lyra
    visibility: public
    type: city
    names: {en: Lyra, fi: Lyyra, sv: Lyra}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model import NAMING
from kvtool.model.base import Record
from kvtool.model.texts import Text
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV506", Severity.WARNING, on=Record, of=["visibility"])
def check(record: Record, kb: KnowledgeBase) -> Iterator[Finding]:
    if record.visibility != "public":
        return
    others = [language for language in kb.settings.languages if language != kb.settings.source_language]
    for field in NAMING:
        text = getattr(record, field, None)
        if isinstance(text, Text) and (missing := [code for code in others if code not in text.strings]):
            languages = ", ".join(missing)
            yield Finding(record, (field,), f"public, and not in {languages}", f"translate it into {languages}", True)
