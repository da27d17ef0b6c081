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

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.model.framework import Framework, Measure
from kvtool.model.network import Network
from kvtool.model.walk import part_at
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import happenings
from kvtool.store.entry import Entry
from kvtool.store.memberships import in_focus


@rule("KV415", Severity.WARNING, on=Network, of=["membership"])
def check(network: Network, kb: KnowledgeBase) -> Iterator[Finding]:
    for _, index in in_focus(network, kb):
        if not _is_planned(network, kb) and not any(_may_name(entry, network) for entry in kb.broken):
            yield Finding(
                network,
                ("membership", "focus", index),
                "a network in focus, and neither a measure nor an engagement names it",
                f"add networks: [{network.id}] to a measure of a framework, or plan an engagement with it",
            )


def _is_planned(network: Network, kb: KnowledgeBase) -> bool:
    """Whether a measure or an engagement that is not cancelled names a network."""
    if any(True for _ in happenings(kb, network.id, "networks")):
        return True
    for tie in kb.pointing.get(network.id):
        path = tie.reference.path
        if tie.entry.kind == Framework.kind and path[0] == "measures" and path[2] == "networks":
            measure: Measure = part_at(tie.record, path[:2])
            if measure.state != "cancelled":
                return True
    return False


def _may_name(entry: Entry, network: Network) -> bool:
    """Whether a broken file of plans says, or may say, anything of a network."""
    if entry.kind not in (Framework.kind, Engagement.kind):
        return False
    return entry.may_name({network.id, *network.aliases})
