"""Nobody has been in touch with a partner for longer than its rhythm allows.

Why: a relation is lost quietly, and regained at great cost.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing: [{status: key, from: 2021, source: plan}]
    contact_rhythm: 12m    # expect: KV907

    # engagements/2024/lyra-visit.yaml
    id: lyra-visit
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2024-12-01
    state: held
    partners: [lyra]

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing: [{status: key, from: 2021, source: plan}]
    contact_rhythm: 12m

    # engagements/2025/lyra-visit.yaml
    id: lyra-visit
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2025-12-01
    state: held
    partners: [lyra]
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.model.partner import Partner
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import after, begun, happenings, in_doubt
from kvtool.store.statements import is_active


@rule("KV907", Severity.DUE, on=Partner, of=["contact_rhythm"])
def check(partner: Partner, kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    rhythm = partner.contact_rhythm
    if rhythm is None or in_doubt(kb, Engagement):
        return
    held = (one.over for one in happenings(kb, partner.id, "partners") if one.state == "held")
    met = max((ended for ended in held if ended <= day), default=None)
    last = met or begun(kb, partner.standing)
    if last and (due := after(last, rhythm)) < day and is_active(kb, partner.standing):
        said = (
            f"the last engagement with '{partner.id}' was on {met}" if met else f"no engagement with '{partner.id}' yet"
        )
        message = f"{said}, and its rhythm is {rhythm}"
        yield Finding(partner, ("contact_rhythm",), message, "be in touch and record it, or mend the rhythm", due=due)
