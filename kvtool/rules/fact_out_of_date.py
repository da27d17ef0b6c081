"""A fact is past its time, or older than it is to be, and no newer one has its claim.

Why: a figure of the year before last, said as today's, is what others remember.

Bad:
    # facts/harbour-passengers.yaml
    id: harbour-passengers
    claim: {en: Passengers of the harbour in a year}
    value: 2 million
    as_of: 2024    # expect: KV912
    refresh: year

Good:
    # facts/harbour-passengers.yaml
    id: harbour-passengers
    claim: {en: Passengers of the harbour in a year}
    value: 2 million
    as_of: 2025
    refresh: year
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.fact import Fact
from kvtool.queries.freshness import due_on, outdone
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import in_doubt


@rule("KV912", Severity.DUE, on=KnowledgeBase)
def check(kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    old = [(fact, *end) for fact in kb.all(Fact) if (end := due_on(fact)) and end[0] < day]
    if not old or in_doubt(kb, Fact):
        return
    replaced = outdone(kb, kb.all(Fact))
    for fact, due, field in old:
        if fact.id not in replaced:
            how = (
                f"holds until {fact.until}"
                if field == "until"
                else f"is of {fact.as_of}, to be refreshed every {fact.refresh}"
            )
            help_ = "make a fact of the same claim with the new value, or move this one's dates on"
            yield Finding(fact, (field,), f"fact '{fact.id}' {how}", help_, due=due)
