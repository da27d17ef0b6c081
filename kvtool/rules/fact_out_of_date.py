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
from kvtool.model.texts import canonical
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import after, in_doubt

RHYTHMS = {"month": "1m", "year": "1y"}


@rule("KV912", Severity.DUE, on=KnowledgeBase)
def check(kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    old = [(fact, due, path) for fact in kb.all(Fact) for due, path in _dues(fact) if due < day]
    if not old or in_doubt(kb, Fact):
        return
    newest: dict[str, date] = {}
    for fact in kb.all(Fact):
        claim = _claim(kb, fact)
        newest[claim] = max(fact.as_of.last, newest.get(claim, date.min))
    for fact, due, path in old:
        if fact.as_of.last == newest[_claim(kb, fact)]:
            how = (
                f"holds until {fact.until}"
                if path == "until"
                else f"is of {fact.as_of}, to be refreshed every {fact.refresh}"
            )
            help_ = "make a fact of the same claim with the new value, or move this one's dates on"
            yield Finding(fact, (path,), f"fact '{fact.id}' {how}", help_, due=due)


def _dues(fact: Fact) -> Iterator[tuple[date, str]]:
    """When a fact is out of date, and the field that says so: the earlier one of its end and its age."""
    said = [(fact.until.last, "until")] if fact.until else []
    if rhythm := RHYTHMS.get(fact.refresh or ""):
        said.append((after(fact.as_of.last, rhythm), "as_of"))
    yield from sorted(said)[:1]


def _claim(kb: KnowledgeBase, fact: Fact) -> str:
    return canonical(fact.claim.source(kb.settings.source_language)).casefold()
