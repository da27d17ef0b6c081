"""Two records, or a record and something inside another, have one id.

Why: a reference to the id could mean either.

Bad:
    # partners/lyra.yaml
    id: lyra    # expect: KV203
    type: city
    names: {en: Lyra}

    # networks/lyra.yaml
    id: lyra    # expect: KV203
    names: {en: Lyra Network}

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}

    # networks/lyra-network.yaml
    id: lyra-network
    names: {en: Lyra Network}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV203", Severity.ERROR, on=KnowledgeBase)
def check(kb: KnowledgeBase) -> Iterator[Finding]:
    for first, second in kb.twins:
        for one, other in ((first, second), (second, first)):
            if one.record:
                yield Finding(
                    one.record, ("id",), f"the id '{one.id}' is also that of {other.path}", "rename one of them"
                )
    twice = {second.path for _, second in kb.twins}
    seen: dict[str, str] = {}
    for entry in kb.entries:
        if entry.broken or entry.path in twice:
            continue
        for name, _, path in entry.inner:
            taken = kb.by_id[name].path if name in kb.by_id else seen.get(name)
            if taken and entry.record:
                said = f"the id '{name}' is also used in {taken}"
                yield Finding(entry.record, (*path, "id"), said, "rename one of them")
            seen.setdefault(name, entry.path)
