"""A membership is used by one unit only.

Why: its fee is paid once, whoever uses it. A membership that names no user is not judged, nor is one whose user is a
group of units or the whole city.

Bad:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2021, source: plan}
      users: [harbour-unit]    # expect: KV410

Good:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2021, source: plan}
      users: [harbour-unit, climate-unit]
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.network import Network
from kvtool.model.unit import Unit
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.memberships import counted

OF_MANY = ("city", "group")
"""The types of unit that stand for several units."""


@rule("KV410", Severity.WARNING, on=Network, of=["membership"])
def check(network: Network, kb: KnowledgeBase) -> Iterator[Finding]:
    users = {kb.now(user) for user in network.membership.users} if network.membership else set()
    if len(users) != 1 or _stands_for_many(kb, *users):
        return
    for _ in counted(network, kb):
        yield Finding(
            network,
            ("membership", "users"),
            f"only '{min(users)}' uses the membership",
            "add the other units that use it, or find some that could",
        )


def _stands_for_many(kb: KnowledgeBase, user: str) -> bool:
    """Whether a user is several units, or may be, since its file is broken."""
    unit = kb.get(Unit, user)
    return unit.type in OF_MANY if unit else kb.is_broken(user)
