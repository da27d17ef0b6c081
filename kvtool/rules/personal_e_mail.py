"""A record holds an e-mail address that may be a person's.

Why: people leave, and their names stay in Git; a role's address is still answered in five years. Which addresses are
roles', `role_mailboxes` in `kvtool.toml` says, and the `mailbox` of a unit, unless that is made of first and last name.

Bad:
    # kvtool.toml
    [policy]
    role_mailboxes = ["info@*"]

    # units/harbour-unit.yaml
    id: harbour-unit
    type: unit
    names: {en: Harbour Unit}
    mailbox: maija.meri@harbours.example    # expect: KV803

Good:
    # kvtool.toml
    [policy]
    role_mailboxes = ["info@*"]

    # units/harbour-unit.yaml
    id: harbour-unit
    type: unit
    names: {en: Harbour Unit}
    mailbox: harbours@harbours.example
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.base import Record
from kvtool.rule import BYTES, Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.exposed import exposed


@rule("KV803", Severity.ERROR, on=Record, of=[BYTES])
def check(record: Record, kb: KnowledgeBase) -> Iterator[Finding]:
    for one in exposed(record, kb, "KV803"):
        yield Finding(
            record,
            one.path,
            one.said,
            "write the address of the unit or office; if it is one, add it to role_mailboxes in kvtool.toml",
            at=one.at,
        )
