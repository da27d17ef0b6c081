"""A translation was made from words that have changed since.

Why: readers of the two languages are told different things, and neither can see it.

Bad:
    # messages/busy-harbour.yaml
    id: busy-harbour
    scope: {general: true}
    headline:
      en: The harbour is open all year
      sv: Hamnen är öppen    # expect: KV507
      made_from: {sv: db23b05ac164}

Good:
    # messages/busy-harbour.yaml
    id: busy-harbour
    scope: {general: true}
    headline:
      en: The harbour is open all year
      sv: Hamnen är öppen året om
      made_from: {sv: 277aceed6739}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.base import Record
from kvtool.model.texts import hash_of
from kvtool.rule import TEXTS, Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV507", Severity.WARNING, on=Record, of=[TEXTS])
def check(record: Record, kb: KnowledgeBase) -> Iterator[Finding]:
    source = kb.settings.source_language
    for path, text in kb.texts_of(record):
        if not text.made_from or source not in text.strings:
            continue
        now = hash_of(text.strings[source])
        for language, made_from in text.made_from.items():
            if made_from != now and language != source:
                message = f"the words in '{source}' have changed since they were put into '{language}'"
                help_ = f"mend the translation, then write made_from: {{{language}: {now}}}"
                yield Finding(record, (*path, language), message, help_)
