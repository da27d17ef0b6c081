"""A focus says neither where it is decided nor why.

Why: nobody can tell a choice from a habit, or when to end it.

Bad:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      focus:
        - {from: 2021, to: 2025}    # expect: KV409

Good:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      focus:
        - {from: 2021, to: 2025, because: {en: The only network of all our sister harbours}}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.network import Network
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV409", Severity.WARNING, on=Network, of=["membership"])
def check(network: Network, kb: KnowledgeBase) -> Iterator[Finding]:
    for index, focus in enumerate(network.membership.focus if network.membership else ()):
        if not (focus.source or focus.quote or focus.because):
            yield Finding(
                network,
                ("membership", "focus", index),
                "the focus has neither source nor reason",
                "add source: ID, or because: {…}",
            )
