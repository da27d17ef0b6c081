"""A record holds what looks like the number of a passport.

Why: it belongs to a person's papers, which travel offices keep and delete by law; nothing is prepared better with it.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    notes: The visa was granted for passport no. XP1234567.    # expect: KV805

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    notes: The visa was granted for passport and letter, file XP1234567X.
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.base import Record
from kvtool.rule import BYTES, Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.exposed import exposed


@rule("KV805", Severity.ERROR, on=Record, of=[BYTES])
def check(record: Record, kb: KnowledgeBase) -> Iterator[Finding]:
    for one in exposed(record, kb, "KV805"):
        yield Finding(record, one.path, one.said, "remove it", at=one.at)
