"""A record holds a password, a key or a token.

Why: whoever has a clone has it too. Removing the line helps nobody: the secret is taken out of use first.

Bad:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    link: https://lyra:tide7@members.harbours.example/    # expect: KV804

Good:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    link: https://members.harbours.example/
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.base import Record
from kvtool.rule import BYTES, Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.exposed import exposed


@rule("KV804", Severity.ERROR, on=Record, of=[BYTES])
def check(record: Record, kb: KnowledgeBase) -> Iterator[Finding]:
    for one in exposed(record, kb, "KV804"):
        yield Finding(
            record, one.path, one.said, "take the secret out of use where it is valid, then remove it", at=one.at
        )
