"""A partner's record says neither what the city gains nor what it gives.

Why: whoever must choose between partners can weigh only those whose benefit somebody wrote down.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing: [{status: key, from: 2021, source: plan}]    # expect: KV310
    cooperation:
      - {form: knowledge-exchange, text: {en: Heating of quays}}

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing: [{status: key, from: 2021, source: plan}]
    cooperation:
      - {form: knowledge-exchange, text: {en: Heating of quays}, gains: {en: Ten years of measurements}}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.partner import Partner
from kvtool.queries.dealing import active, stated_at
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV310", Severity.WARNING, on=Partner)
def check(partner: Partner, kb: KnowledgeBase) -> Iterator[Finding]:
    said = partner.offers or partner.seeks or any(one.gains or one.gives for one in partner.cooperation)
    if not said and active(partner, kb):
        message = f"it is not said what the city gains from '{partner.id}' or gives to it"
        help_ = "add gains or gives to a cooperation, or offers or seeks"
        yield Finding(partner, stated_at(partner), message, help_, at_key=True)
