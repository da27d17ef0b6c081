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
from kvtool.model.engagement import Engagement
from kvtool.model.network import Network
from kvtool.model.partner import Partner
from kvtool.queries.dealing import active, circle, hidden, stated_at
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV311", Severity.WARNING, on=KnowledgeBase)
def check(kb: KnowledgeBase) -> Iterator[Finding]:
    bare = [one for one in kb.all(Partner) if not any(map(_does_something, circle(one, kb))) and active(one, kb)]
    named = {kb.now(name) for name in _named(kb)} | hidden(kb, "partner", "engagement", "network") if bare else ()
    for partner in bare:
        if not any(one.id in named for one in circle(partner, kb)):
            message = f"nothing on record is done with '{partner.id}'"
            help_ = "add themes, cooperation or agreements, or record an engagement"
            yield Finding(partner, stated_at(partner), message, help_, at_key=True)


def _does_something(partner: Partner) -> bool:
    return bool(partner.themes or partner.cooperation or partner.agreements)


def _named(kb: KnowledgeBase) -> Iterator[str | None]:
    """The partners of engagements and networks."""
    for engagement in kb.all(Engagement):
        if engagement.state != "cancelled":
            yield from (*engagement.partners, engagement.asked_by)
    for network in kb.all(Network):
        yield from (network.host, *(member.partner for member in network.members))
