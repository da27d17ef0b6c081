"""A quote does not say where it is from.

Why: words without a source cannot be checked, and no pack may use them.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing:
      - {status: key, from: 2021, quote: Lyra is a key partner}    # expect: KV207

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing:
      - {status: key, source: plan, quote: Lyra is a key partner}

    # sources/plan.yaml
    id: plan
    title: {en: Plan for the Northern Seas}
    acts: [{on: 2021-03-01, act: approved}]
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.base import Record
from kvtool.model.part import Part
from kvtool.model.source import Act, Source
from kvtool.model.walk import among
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV207", Severity.ERROR, on=Record)
def check(record: Record, kb: KnowledgeBase) -> Iterator[Finding]:
    if not any(given.get("quote") and not given.get("source") for given in map(vars, among(record, _quotes))):
        return  # so it is nearly always, and sooner seen than where it is not
    for path, part in kb.parts_of(record):
        if getattr(part, "quote", None) and not getattr(part, "source", None):
            if isinstance(record, Source) and isinstance(part, Act):
                continue  # an act's words are the source's own
            yield Finding(record, (*path, "quote"), "a quote without source", "add source: ID", at_key=True)


def _quotes(model: type[Part]) -> bool:
    """Whether a part may hold a quote."""
    return "quote" in model.fields
