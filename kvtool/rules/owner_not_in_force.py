"""A unit that is no more still answers for something.

Why: whoever asks is sent to a door that nobody opens.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    lead: harbour-unit    # expect: KV916

    # units/harbour-unit.yaml
    id: harbour-unit
    type: unit
    names: {en: Harbour Unit}
    to: 2025-12-31

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
    to: 2026-12-31
"""

from collections.abc import Iterator, Sequence
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.unit import Unit
from kvtool.queries.owners import ANSWERING, heirs, is_gone, is_open
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV916", Severity.DUE, on=KnowledgeBase)
def check(kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    for unit in kb.all(Unit):
        if is_gone(kb, unit, day):
            new = list(heirs(kb, unit, day))
            begins = min((heir.from_.first for heir in new if heir.from_), default=None)
            for tie in kb.pointing.get(unit.id, ()):
                record, path = tie.record, tie.reference.path
                if path[-1] in ANSWERING and is_open(kb, record, path[:-1], day):
                    due = unit.to.last if unit.to else begins
                    yield Finding(record, path, *_said(str(path[-1]), unit, new), due=due)


def _said(field: str, unit: Unit, new: Sequence[Unit]) -> tuple[str, str]:
    """What is wrong, and what mends it."""
    ids = " or ".join(heir.id for heir in new)
    ended = f"whose last day is {unit.to}" if unit.to else "which is another by now"
    message = f"'{field}' is '{unit.id}', {ended}" + (f"; what became of it is {ids}" if ids else "")
    return message, f"set {field}: {ids or 'ID of a unit that there is'}"
