"""A partner has no theme, cooperation, agreement, engagement or network in common with the city.

Why: a partner with whom nothing is done is one in name only.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing: [{status: key, from: 2021, source: plan}]    # expect: KV311

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing: [{status: key, from: 2021, source: plan}]
    themes: [harbours]
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.network import Network
from kvtool.model.partner import Partner
from kvtool.model.walk import Reference
from kvtool.queries.dealing import active, circle, hidden, stated_at
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import happenings
from kvtool.store.groups import is_member


@rule("KV311", Severity.WARNING, on=Partner)
def check(partner: Partner, kb: KnowledgeBase) -> Iterator[Finding]:
    near = circle(partner, kb)
    if any(map(_does_something, near)) or not active(partner, kb) or any(_is_named(one, kb) for one in near):
        return
    if hidden(kb, "partner", "engagement", "network").isdisjoint(one.id for one in near):
        message = f"nothing on record is done with '{partner.id}'"
        help_ = "add themes, cooperation or agreements, or record an engagement"
        yield Finding(partner, stated_at(partner), message, help_, at_key=True)


def _does_something(partner: Partner) -> bool:
    return bool(partner.themes or partner.cooperation or partner.agreements)


def _is_named(partner: Partner, kb: KnowledgeBase) -> bool:
    """Whether an engagement or a network names a partner."""
    if any(tie.entry.kind == Network.kind and _in_network(tie.reference) for tie in kb.pointing.get(partner.id, ())):
        return True
    return any(True for _ in happenings(kb, partner.id, "partners", "asked_by"))


def _in_network(reference: Reference) -> bool:
    return reference.path[0] == "host" or is_member(reference)
