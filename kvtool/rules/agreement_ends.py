"""An agreement ends or has ended, and no later one follows it.

Why: renewing takes a year of talks, and ending one in good grace does too.

Bad:
    # kvtool.toml
    [policy]
    agreement_notice_days = 365
    followup_days = 365

    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    agreements:
      - {id: lyra-2021, type: cooperation, signed: 2021-05-01, to: 2026-04-30}    # expect: KV908

Good:
    # kvtool.toml
    [policy]
    agreement_notice_days = 365
    followup_days = 365

    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    agreements:
      - {id: lyra-2021, type: cooperation, signed: 2021-05-01, to: 2027-04-30}
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.partner import Agreement, Partner
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import later
from kvtool.store.policy import whole
from kvtool.store.statements import is_active


@rule("KV908", Severity.DUE, on=Partner, of=["agreements"])
def check(partner: Partner, kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    for index, agreement in enumerate(partner.agreements):
        if agreement.to and _is_asked_about(agreement.to.last, kb, day):
            followed = any(_lasts(one, agreement.type, agreement.to.last) for one in partner.agreements)
            if not followed and (not partner.standing or is_active(kb, partner.standing)):
                message = f"agreement '{agreement.id}' of {agreement.signed} ends on {agreement.to}"
                help_ = "renew it, or let it end and say so to the partner"
                yield Finding(partner, ("agreements", index, "to"), message, help_, due=agreement.to.last)


def _is_asked_about(end: date, kb: KnowledgeBase, day: date) -> bool:
    notice, followup = whole(kb.settings, "agreement_notice_days"), whole(kb.settings, "followup_days")
    return notice is not None and followup is not None and later(end, -notice) <= day <= later(end, followup)


def _lasts(agreement: Agreement, type_: str, end: date) -> bool:
    """Whether an agreement is of a type, and in force after a day."""
    return agreement.type == type_ and (agreement.to is None or agreement.to.last > end)
