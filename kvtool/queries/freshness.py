"""How fresh facts are: which are past their end, older than they are to be, or outdone by a newer one of the same claim."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from kvtool.model.fact import Fact
from kvtool.model.texts import canonical
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import after

RHYTHMS: Final = {"month": "1m", "year": "1y"}
"""How long a fact stays fresh that is to be refreshed so often."""


def stale_facts(kb: KnowledgeBase, day: date) -> frozenset[str]:
    """The facts known on a day that are out of date on it, whatever the reason."""
    known = [one for one in kb.all(Fact) if one.as_of.first <= day]
    past = {one.id for one in known if (due := due_on(one)) and due[0] < day}
    return outdone(kb, known) | past


def due_on(fact: Fact) -> tuple[date, str] | None:
    """The last day on which a fact is fresh, and the field that says so: its end or its age, whichever is first."""
    said = [(fact.until.last, "until")] if fact.until else []
    if rhythm := RHYTHMS.get(fact.refresh or ""):
        said.append((after(fact.as_of.last, rhythm), "as_of"))
    return min(said, default=None)


def outdone(kb: KnowledgeBase, facts: Iterable[Fact]) -> frozenset[str]:
    """Those of some facts of whose claim, however it is typed, there is a newer one among them."""
    source = kb.settings.source_language
    claims = [(canonical(one.claim.source(source)).casefold(), one) for one in facts]
    newest: dict[str, date] = {}
    for claim, fact in claims:
        newest[claim] = max(fact.as_of.last, newest.get(claim, date.min))
    return frozenset(fact.id for claim, fact in claims if fact.as_of.last < newest[claim])
