"""A sensitivity is past its day.

Why: a warning that nobody takes back keeps a good subject off the table for years.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    sensitivities:
      - {text: {en: The ferry strike}, handling: ask-first, until: 2025-12-31}    # expect: KV924

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    sensitivities:
      - {text: {en: The ferry strike}, handling: ask-first, until: 2026-12-31}
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.partner import Partner
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV924", Severity.DUE, on=Partner, of=["sensitivities"])
def check(partner: Partner, kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    for index, sensitivity in enumerate(partner.sensitivities):
        if sensitivity.until and sensitivity.until.last < day:
            message = f"a sensitivity of '{partner.id}' holds until {sensitivity.until}"
            help_ = "remove it, or set a later until: …"
            yield Finding(partner, ("sensitivities", index, "until"), message, help_, due=sensitivity.until.last)
