"""A text refers to a fact that does not exist.

Why: the figure would be missing where the message is used.

Bad:
    # messages/busy-harbour.yaml
    id: busy-harbour
    scope: {general: true}
    headline: {en: "The harbour takes {fact:harbour-passenger} passengers a year."}    # expect: KV210

    # facts/harbour-passengers.yaml
    id: harbour-passengers
    claim: {en: Passengers of the harbour in a year}
    value: 2 million
    as_of: 2021

Good:
    # messages/busy-harbour.yaml
    id: busy-harbour
    scope: {general: true}
    headline: {en: "The harbour takes {fact:harbour-passengers} passengers a year."}

    # facts/harbour-passengers.yaml
    id: harbour-passengers
    claim: {en: Passengers of the harbour in a year}
    value: 2 million
    as_of: 2021
"""

from collections.abc import Iterator
from difflib import get_close_matches

from kvtool.diagnostics import Severity
from kvtool.model.base import Record
from kvtool.model.fact import Fact
from kvtool.model.message import FACT
from kvtool.rule import TEXTS, Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV210", Severity.ERROR, on=Record, of=[TEXTS])
def check(record: Record, kb: KnowledgeBase) -> Iterator[Finding]:
    for path, text in kb.texts_of(record):
        for language, words in text:
            for name in FACT.findall(words) if "{" in words else ():
                if kb.kind_of(name) != Fact.kind and not kb.may_hide(name, (Fact.kind,)):
                    near = get_close_matches(name, [fact.id for fact in kb.all(Fact)], 1, 0.6)
                    hint = f"did you mean {{fact:{near[0]}}}?" if near else "make the fact, or mend its id"
                    yield Finding(record, (*path, language), f"no fact '{name}'", hint)
