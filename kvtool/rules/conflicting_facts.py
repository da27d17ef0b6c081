"""Two facts make one claim with different values for one day.

Why: two packs of one day would give two figures, and both would have a source.

Bad:
    # facts/harbour-passengers.yaml
    id: harbour-passengers
    claim: {en: Passengers of the harbour in a year}
    value: 2 million
    as_of: 2021

    # facts/harbour-visitors.yaml
    id: harbour-visitors
    claim: {en: Passengers of the harbour in a year}
    value: 3 million    # expect: KV606
    as_of: 2023

Good:
    # facts/harbour-passengers.yaml
    id: harbour-passengers
    claim: {en: Passengers of the harbour in a year}
    value: 2 million
    as_of: 2021
    until: 2022

    # facts/harbour-visitors.yaml
    id: harbour-visitors
    claim: {en: Passengers of the harbour in a year}
    value: 3 million
    as_of: 2023
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from kvtool.diagnostics import Severity
from kvtool.model.fact import Fact
from kvtool.model.values import DECIMAL
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.words.sorting import fold

Claim = tuple[str, str]
"""A language and what is claimed in it, however it is typed."""


@rule("KV606", Severity.ERROR, on=KnowledgeBase)
def check(kb: KnowledgeBase) -> Iterator[Finding]:
    lasting: dict[Claim, list[Fact]] = {}
    for fact in sorted(kb.all(Fact), key=lambda one: (one.as_of.first, one.id)):
        claims = [(language, fold(words)) for language, words in fact.claim]
        rival = next((one for claim in claims if (one := _rival(fact, lasting.get(claim, [])))), None)
        if rival:
            message = f"'{fact.value}' of {_owned(fact)}, where {_owned(rival)} says '{rival.value}' for the same day"
            yield Finding(fact, ("value",), message, f"mend one value, or add until: DATE to '{rival.id}'")
        for claim in claims:
            lasting[claim] = _longest([fact, *lasting.get(claim, [])])


def _rival(fact: Fact, earlier: list[Fact]) -> Fact | None:
    """A fact of the same claim that still holds when this one begins, and says something else."""
    return next((one for one in earlier if _value(one) != _value(fact) and fact.as_of.first <= _end(one)), None)


def _longest(facts: list[Fact]) -> list[Fact]:
    """The fact that holds longest, and the one that does among those of another value: no other can be a rival."""
    first = max(facts, key=_end)
    others = [one for one in facts if _value(one) != _value(first)]
    return [first, max(others, key=_end)] if others else [first]


def _end(fact: Fact) -> date:
    return fact.until.last if fact.until else date.max


def _value(fact: Fact) -> Decimal | str:
    return Decimal(fact.value) if DECIMAL.fullmatch(fact.value) else fold(fact.value)


def _owned(fact: Fact) -> str:
    return f"'{fact.id}' ({fact.owner or 'no owner'})"
