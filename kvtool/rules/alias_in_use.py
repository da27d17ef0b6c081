"""A former id is in use again, or two records claim it.

Why: an id is never used twice, so that old links and old packs keep their meaning.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    aliases: [vega]    # expect: KV204

    # partners/vega.yaml
    id: vega
    type: city
    names: {en: Vega}

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    aliases: [lyra-city]

    # partners/vega.yaml
    id: vega
    type: city
    names: {en: Vega}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.base import Record
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV204", Severity.ERROR, on=KnowledgeBase)
def check(kb: KnowledgeBase) -> Iterator[Finding]:
    claimed: dict[str, str] = {}
    for record in kb.all(Record):
        for index, alias in enumerate(record.aliases):
            owner = (
                alias if alias in kb.by_id else kb.inner[alias].record.id if alias in kb.inner else claimed.get(alias)
            )
            if owner:
                yield Finding(
                    record,
                    ("aliases", index),
                    f"the former id '{alias}' belongs to '{owner}'",
                    "remove it from one of them",
                )
            claimed.setdefault(alias, record.id)
