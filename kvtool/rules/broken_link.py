"""A field names a record that does not exist.

Why: what it says cannot be followed, and packs would print an id instead of a name.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    lead: harbor-unit    # expect: KV201

    # units/harbour-unit.yaml
    id: harbour-unit
    type: unit
    names: {en: Harbour Unit}

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
from difflib import get_close_matches

from kvtool.diagnostics import Severity
from kvtool.model.base import Record
from kvtool.model.walk import Reference
from kvtool.queries.find import named
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV201", Severity.ERROR, on=Record)
def check(record: Record, kb: KnowledgeBase) -> Iterator[Finding]:
    known = kb.kinds
    if known.keys() >= set(kb.survey_of(record).targets):
        return
    for reference in kb.links_of(record):
        if reference.target not in known and not kb.may_hide(reference.target, reference.kinds):
            yield Finding(record, reference.path, f"no record '{reference.target}'", _near(kb, reference))


def _near(kb: KnowledgeBase, reference: Reference) -> str:
    by_name = named(kb, reference.target, () if "*" in reference.kinds else reference.kinds)
    if len(by_name) == 1:
        return f"write {by_name[0].id}, which has that name"
    known = [
        known for known in (*kb.by_id, *kb.inner) if "*" in reference.kinds or kb.kind_of(known) in reference.kinds
    ]
    near = get_close_matches(reference.target, known, 1, 0.6)
    return f"did you mean {near[0]}?" if near else f"make the {' or '.join(reference.kinds)}, or mend the id"
