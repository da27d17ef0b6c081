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
from kvtool.model.base import Nested, Record
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
    twice = {id(second.record) for _, second in kb.twins}
    seen: dict[str, str] = {}
    for record in kb.all(Record):
        for path, part in kb.parts_of(record):
            if not isinstance(part, Nested) or id(record) in twice:
                continue
            taken = kb.by_id[part.id].path if part.id in kb.by_id else seen.get(part.id)
            if taken:
                yield Finding(
                    record, (*path, "id"), f"the id '{part.id}' is also used in {taken}", "rename one of them"
                )
            seen.setdefault(part.id, kb.file_of(record).path)
