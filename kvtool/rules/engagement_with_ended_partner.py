"""An engagement begins after an approved text ended or suspended its partner, without a decision.

Why: what was ended by decision is taken up again by decision, not by a visit.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing: [{status: suspended, source: plan}]

    # sources/plan.yaml
    id: plan
    title: {en: Plan}
    acts: [{on: 2022-03-01, act: approved}]

    # engagements/lyra-2023.yaml
    id: lyra-2023
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2023-05-12
    state: planned
    partners: [lyra]    # expect: KV313

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing: [{status: suspended, source: plan}]

    # sources/plan.yaml
    id: plan
    title: {en: Plan}
    acts: [{on: 2022-03-01, act: approved}]

    # engagements/lyra-2023.yaml
    id: lyra-2023
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2023-05-12
    state: planned
    partners: [lyra]
    decision: board-2023
"""

from collections.abc import Iterator
from typing import cast

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.model.partner import Partner
from kvtool.queries.dealing import ONLY_IDEAS, circle, ending_on, ever_ended, hidden, knowable
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.statements import Said


@rule("KV313", Severity.ERROR, on=Partner)
def check(partner: Partner, kb: KnowledgeBase) -> Iterator[Finding]:
    for tie in kb.pointing.get(partner.id, ()) if ever_ended(partner, kb) else ():
        if tie.entry.kind != Engagement.kind or tie.reference.path[0] != "partners":
            continue
        engagement = cast(Engagement, tie.record)
        if engagement.decision or engagement.state in ONLY_IDEAS:
            continue
        ending = ending_on(partner, kb, engagement.from_.first)
        if ending and not ending.approximate and not _in_doubt(partner, ending, kb):
            message = f"'{partner.id}' is {ending.status} since {ending.begins} by '{ending.source}'"
            help_ = "add decision: ID of the source that allows it, or mend the partner's standing"
            yield Finding(engagement, tie.reference.path, message, help_)


def _in_doubt(partner: Partner, ending: Said, kb: KnowledgeBase) -> bool:
    """Whether a broken file may say more: that the ending's source was replaced, or that a group lives on."""
    about = {ending.source, *(one.id for one in circle(partner, kb))}
    return not knowable(partner, kb) or not about.isdisjoint(hidden(kb, "source", "partner"))
