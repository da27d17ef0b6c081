"""A field names a record of a kind that it cannot hold.

Why: a partner where a unit belongs gives nobody who answers.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    lead: vega    # expect: KV202

    # partners/vega.yaml
    id: vega
    type: city
    names: {en: Vega}

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    lead: harbour-unit

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


@rule("KV202", Severity.ERROR, on=Record)
def check(record: Record, kb: KnowledgeBase) -> Iterator[Finding]:
    known, survey = kb.kinds, kb.survey_of(record)
    for number, (target, wanted_kinds) in enumerate(zip(survey.targets, survey.kinds, strict=True)):
        if known.get(target) in wanted_kinds:
            continue
        reference, kinds = survey.link(number), kb.kinds_of(target)
        if kinds and kinds.isdisjoint(reference.kinds) and "*" not in reference.kinds:
            is_a, wanted = " or ".join(sorted(kinds)), " or ".join(reference.kinds)
            yield Finding(
                record, reference.path, f"'{reference.target}' is a {is_a}, not a {wanted}", f"name a {wanted}"
            )
