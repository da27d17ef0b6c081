"""A network that the city invests in hears no question of its own from it.

Why: who only listens learns what others ask.

Bad:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      focus:
        - {from: 2021, to: 2025, source: plan}    # expect: KV414

Good:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      focus:
        - {from: 2021, to: 2025, source: plan}
      questions:
        - {text: {en: Who pays for the ice-breaker?}}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.network import Network
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.memberships import in_focus


@rule("KV414", Severity.WARNING, on=Network, of=["membership"])
def check(network: Network, kb: KnowledgeBase) -> Iterator[Finding]:
    for membership, index in in_focus(network, kb):
        if not membership.questions:
            yield Finding(
                network,
                ("membership", "focus", index),
                "a network in focus, and the city brings no question of its own to it",
                "add questions: [{text: {…}, message: ID}]",
            )
