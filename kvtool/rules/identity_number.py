"""A record holds the identity number of a person.

Why: it opens doors in a person's name, and Git keeps it for ever in every clone. Dates and check digits are counted,
so that other numbers are left alone; `identity_numbers` in `kvtool.toml` names the countries.

Bad:
    # units/harbour-unit.yaml
    id: harbour-unit
    type: unit
    names: {en: Harbour Unit}
    notes: Keys are handed out against 131052-308T.    # expect: KV801

Good:
    # units/harbour-unit.yaml
    id: harbour-unit
    type: unit
    names: {en: Harbour Unit}
    notes: Keys are handed out against an identity card, by 131052-308U of the rules.
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.base import Record
from kvtool.rule import BYTES, Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.exposed import exposed


@rule("KV801", Severity.ERROR, on=Record, of=[BYTES])
def check(record: Record, kb: KnowledgeBase) -> Iterator[Finding]:
    for one in exposed(record, kb, "KV801"):
        yield Finding(
            record,
            one.path,
            one.said,
            "remove it; 'kvtool lint --history' tells whether Git knows it",
            at=one.at,
        )
