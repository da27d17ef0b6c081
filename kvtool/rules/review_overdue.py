"""What is known of a partner has not been looked through for long, or never.

Why: a profile that nobody has looked at for a year is read before a meeting as if it were true.

Bad:
    # kvtool.toml
    [policy]
    review_days = 365

    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing: [{status: key, from: 2021, source: plan}]
    review: {on: 2024-12-31, role: head-of-office, of: 3f2a9c1b7d04}    # expect: KV902

Good:
    # kvtool.toml
    [policy]
    review_days = 365

    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing: [{status: key, from: 2021, source: plan}]
    review: {on: 2025-12-31, role: head-of-office, of: 3f2a9c1b7d04}
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.partner import Partner
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import begun, later
from kvtool.store.policy import whole
from kvtool.store.statements import is_active


@rule("KV902", Severity.DUE, on=Partner)
def check(partner: Partner, kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    days, review = whole(kb.settings, "review_days"), partner.review
    if days is None or partner.type == "group":
        return  # a group is looked through partner by partner
    last = review.on.last if review else begun(kb, partner.standing)
    if last and (due := later(last, days)) < day and is_active(kb, partner.standing):
        said = f"last reviewed on {review.on}" if review else f"never reviewed; its latest statement is of {last}"
        message = f"partner '{partner.id}' was {said}"
        yield Finding(partner, ("review", "on"), message, "look it through, then add review: {on, role, of}", due=due)
