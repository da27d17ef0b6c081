"""A partner has no lead unit.

Why: nobody answers for the relation when a visit is planned. A group needs none: its members have theirs.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing: [{status: key, from: 2021, source: plan}]    # expect: KV301

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing: [{status: key, from: 2021, source: plan}]
    lead: harbour-unit
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.partner import Partner
from kvtool.queries.dealing import active, stated_at
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV301", Severity.WARNING, on=Partner)
def check(partner: Partner, kb: KnowledgeBase) -> Iterator[Finding]:
    if partner.lead is None and active(partner, kb):
        message = f"no unit leads the relation with '{partner.id}'"
        yield Finding(partner, stated_at(partner), message, "add lead: ID of a unit", at_key=True)
