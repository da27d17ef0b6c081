"""A network that the city invests in is named by no measure and by no engagement.

Why: an investment that nobody planned stays a word. What is cancelled is no plan.

Bad:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      focus:
        - {from: 2021, to: 2025, source: plan}    # expect: KV415

    # frameworks/port-plan.yaml
    id: port-plan
    type: implementation-plan
    names: {en: Port Plan}
    measures:
      - {id: warm-quays, text: {en: Learn how others heat their quays}}

Good:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      focus:
        - {from: 2021, to: 2025, source: plan}

    # frameworks/port-plan.yaml
    id: port-plan
    type: implementation-plan
    names: {en: Port Plan}
    measures:
      - {id: warm-quays, text: {en: Learn how others heat their quays}, networks: [northern-harbours]}
"""

from collections.abc import Iterable, Iterator

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.model.framework import Framework, Measure
from kvtool.model.network import Network
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.entry import Entry
from kvtool.store.memberships import in_focus


@rule("KV415", Severity.WARNING, on=KnowledgeBase)
def check(kb: KnowledgeBase) -> Iterator[Finding]:
    invested = [(network, index) for network in kb.all(Network) for _, index in in_focus(network, kb)]
    named = {kb.now(target) for plan in _plans(kb) for target in plan.networks} if invested else set()
    for network, index in invested:
        if network.id not in named and not any(_may_name(entry, network) for entry in kb.broken):
            yield Finding(
                network,
                ("membership", "focus", index),
                "a network in focus, and neither a measure nor an engagement names it",
                f"add networks: [{network.id}] to a measure of a framework, or plan an engagement with it",
            )


def _plans(kb: KnowledgeBase) -> Iterator[Measure | Engagement]:
    """The measures and engagements that are not cancelled."""
    measures = (measure for framework in kb.all(Framework) for measure in framework.measures)
    every: Iterable[Iterable[Measure | Engagement]] = (measures, kb.all(Engagement))
    return (plan for plans in every for plan in plans if plan.state != "cancelled")


def _may_name(entry: Entry, network: Network) -> bool:
    """Whether a broken file of plans says, or may say, anything of a network."""
    if entry.kind not in (Framework.kind, Engagement.kind):
        return False
    return entry.may_name({network.id, *network.aliases})
