"""A record holds a phone number.

Why: most are somebody's own, they change more often than anybody looks, and Git never forgets them. Who is called
stands with the unit or office; its number stands in the directory. One of a switchboard may be allowed, with a reason.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    notes: The harbour master answers at +358 40 1234567.    # expect: KV802

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    notes: The harbour master answers by the switchboard, case 2019-005840.
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.base import Record
from kvtool.rule import BYTES, Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.exposed import exposed


@rule("KV802", Severity.ERROR, on=Record, of=[BYTES])
def check(record: Record, kb: KnowledgeBase) -> Iterator[Finding]:
    for one in exposed(record, kb, "KV802"):
        yield Finding(record, one.path, one.said, "name the unit or office that answers instead", at=one.at)
