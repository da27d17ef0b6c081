"""A list of references names one thing twice.

Why: counts and packs would show it twice, and whoever removes one of them believes it gone.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    users:
      - harbour-unit
      - harbour-unit    # expect: KV214

    # units/harbour-unit.yaml
    id: harbour-unit
    type: unit
    names: {en: Harbour Unit}

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    users:
      - harbour-unit

    # units/harbour-unit.yaml
    id: harbour-unit
    type: unit
    names: {en: Harbour Unit}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.base import Record
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV214", Severity.WARNING, on=Record)
def check(record: Record, kb: KnowledgeBase) -> Iterator[Finding]:
    survey = kb.survey_of(record)
    for number in survey.repeated(kb.aliases):
        path, target, _ = survey.link(number)
        yield Finding(record, path, f"'{target}' stands in the list already", "remove it")
