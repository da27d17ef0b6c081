"""A visit or meeting is near, and what is known of the partner was not looked through for it.

Why: whoever travels reads what was true a year ago, and the host notices.

Bad:
    # kvtool.toml
    [policy]
    before_visit_days = 30

    # engagements/2026/lyra-visit.yaml
    id: lyra-visit
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2026-01-20
    state: confirmed
    partners: [lyra]    # expect: KV903

    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    review: {on: 2025-09-01, role: head-of-office, of: 3f2a9c1b7d04}

Good:
    # kvtool.toml
    [policy]
    before_visit_days = 30

    # engagements/2026/lyra-visit.yaml
    id: lyra-visit
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2026-01-20
    state: confirmed
    partners: [lyra]

    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    review: {on: 2025-12-28, role: head-of-office, of: 3f2a9c1b7d04}
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.model.partner import Partner
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import later
from kvtool.store.policy import whole

MEETING = ("visit-in", "visit-out", "meeting")


@rule("KV903", Severity.DUE, on=Engagement)
def check(engagement: Engagement, kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    if engagement.state != "confirmed" or engagement.type not in MEETING:
        return
    days = whole(kb.settings, "before_visit_days")
    start = engagement.from_
    if days is None or not later(start.first, -days) <= day <= start.last:
        return
    for index, name in enumerate(engagement.partners):
        partner = kb.get(Partner, name)
        if partner and not (partner.review and partner.review.on.last >= later(start.first, -days)):
            seen = f"last reviewed on {partner.review.on}" if partner.review else "never reviewed"
            message = f"partner '{partner.id}' was {seen}, and '{engagement.id}' is on {start}"
            help_ = "look it through, then stamp it with review: {on, role, of}"
            yield Finding(engagement, ("partners", index), message, help_, due=start.first)
