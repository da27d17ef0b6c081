"""A network that the city invests in has no role of the city.

Why: whoever chairs or steers decides what is talked about. A role that is planned or past counts too.

Bad:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      focus:
        - {from: 2021, to: 2025, source: plan}    # expect: KV408

Good:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      focus:
        - {from: 2021, to: 2025, source: plan}
      roles:
        - {title: {en: Chair of the Quay Forum}, from: 2022, to: 2023}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.network import Network
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.memberships import in_focus


@rule("KV408", Severity.WARNING, on=Network, of=["membership"])
def check(network: Network, kb: KnowledgeBase) -> Iterator[Finding]:
    for membership, index in in_focus(network, kb):
        if not membership.roles:
            yield Finding(
                network,
                ("membership", "focus", index),
                "a network in focus, and the city has no role in it, neither planned nor past",
                "add roles: [{title: {…}, from: …}]; a role that is sought has a from: to come",
            )
