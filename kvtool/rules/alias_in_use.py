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
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV204", Severity.ERROR, on=KnowledgeBase)
def check(kb: KnowledgeBase) -> Iterator[Finding]:
    claimed: dict[str, str] = {}
    for entry in kb.entries:
        aliases = () if entry.broken else entry.aliases
        for index, alias in enumerate(aliases):
            inner = kb.inner.get(alias)
            owner = alias if alias in kb.by_id else inner.entry.id if inner else claimed.get(alias)
            if owner and entry.record:
                here = "stands in the list already" if alias in aliases[:index] else "is an id of this record now"
                said = here if owner == entry.id else f"belongs to '{owner}'"
                remedy = "remove it" if owner == entry.id else "remove it from one of them"
                yield Finding(entry.record, ("aliases", index), f"the former id '{alias}' {said}", remedy)
            claimed.setdefault(alias, entry.id)
