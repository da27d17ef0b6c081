"""A role in a network ends or has ended, and nothing says what comes next.

Why: the seat at the table is lost while everybody believes that somebody else sees to it.

Bad:
    # kvtool.toml
    [policy]
    role_notice_days = 90
    followup_days = 365

    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      roles:
        - {title: {en: Chair of the ice group}, body: Ice Group, from: 2024, to: 2026-02}    # expect: KV904

Good:
    # kvtool.toml
    [policy]
    role_notice_days = 90
    followup_days = 365

    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      roles:
        - {title: {en: Chair of the ice group}, body: Ice Group, from: 2024, to: 2026-02}
        - {title: {en: Member of the ice group}, body: Ice Group, from: 2026-03}
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.network import CityMembership, Network
from kvtool.model.statement import Role
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import later
from kvtool.store.policy import whole
from kvtool.store.statements import is_active, role_state


@rule("KV904", Severity.DUE, on=Network, of=["membership"])
def check(network: Network, kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    membership = network.membership
    if membership is None or not membership.roles:
        return
    notice, followup = whole(kb.settings, "role_notice_days"), whole(kb.settings, "followup_days")
    if notice is None or followup is None:
        return
    for index, role in enumerate(membership.roles):
        if role.to is None or role_state(kb, role, day) not in ("held", "past"):
            continue
        asked, end = later(role.to.last, -notice), role.to.last
        # After a while nobody decides on it any more: the yearly review of the membership asks for roles anyway.
        if not asked <= day <= later(end, followup) or _answered(membership, role, asked, end):
            continue
        if not membership.statements or is_active(kb, membership.statements):
            message = f"the role in {role.body or network.id} ends on {role.to}, and nothing says what comes next"
            help_ = "add the next role, a review of the membership, or because: … to this one"
            yield Finding(network, ("membership", "roles", index), message, help_, due=end)


def _answered(membership: CityMembership, role: Role, asked: date, end: date) -> bool:
    """Whether a longer role in the same body, a word of why, or a review since it was asked says what comes next."""
    longer = any(one.body == role.body and (one.to is None or one.to.last > end) for one in membership.roles)
    explained = role.because is not None and role.basis != "inferred"
    return longer or explained or any(review.on.last >= asked for review in membership.reviews)
