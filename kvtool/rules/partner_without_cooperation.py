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
from kvtool.queries.dealing import active, circle, hidden, stated_at
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import happenings
from kvtool.store.groups import MEMBERS, has_member


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
    for network, field, _ in kb.pointing.fields(partner.id, Network):
        if field == "host" or (field == MEMBERS and has_member(kb, network, partner)):
            return True
    return any(True for _ in happenings(kb, partner.id, "partners", "asked_by"))
