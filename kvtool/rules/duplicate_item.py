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
from kvtool.text.fault import Path


@rule("KV214", Severity.WARNING, on=Record)
def check(record: Record, kb: KnowledgeBase) -> Iterator[Finding]:
    targets = kb.survey_of(record).targets
    if len(set(targets)) == len(targets) and kb.aliases.keys().isdisjoint(targets):
        return
    items = [one for one in kb.links_of(record) if isinstance(one.path[-1], int)]
    seen: set[tuple[Path, str]] = set()
    for reference in items:
        named = (reference.path[:-1], kb.now(reference.target))
        if named in seen:
            yield Finding(record, reference.path, f"'{reference.target}' stands in the list already", "remove it")
        seen.add(named)
