"""An indirect membership does not say by way of whom.

Why: nobody knows whom to ask for papers, or whose vote it is.

Bad:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, form: indirect, from: 2021, source: plan}    # expect: KV416

Good:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, form: indirect, via: lyra-region, from: 2021, source: plan}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.network import Network
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV416", Severity.WARNING, on=Network, of=["membership"])
def check(network: Network, kb: KnowledgeBase) -> Iterator[Finding]:
    for index, statement in enumerate(network.membership.statements if network.membership else ()):
        if statement.form == "indirect" and statement.via is None:
            yield Finding(
                network,
                ("membership", "statements", index),
                "the indirect membership does not say by way of whom",
                "add via: ID of a partner",
            )
