"""An aim to join a network has no deadline or no source.

Why: an aim without end is never missed, and easily passes for a membership.

Bad:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: aim, source: plan}    # expect: KV406

Good:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: aim, source: plan, deadline: 2025}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.network import Network
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV406", Severity.ERROR, on=Network, of=["membership"])
def check(network: Network, kb: KnowledgeBase) -> Iterator[Finding]:
    for index, statement in enumerate(network.membership.statements if network.membership else ()):
        if statement.status == "aim" and not (statement.deadline and statement.source):
            missing = "deadline" if statement.deadline is None else "source"
            yield Finding(
                network, ("membership", "statements", index), f"the aim has no {missing}", f"add {missing}: …"
            )
