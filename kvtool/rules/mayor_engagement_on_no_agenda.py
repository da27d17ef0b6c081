"""An engagement of the mayor is on the agenda of no coordination meeting, and has no decision.

Why: the most significant openings are to be known to all who prepare others.

Bad:
    # engagements/lyra-2023.yaml
    id: lyra-2023
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2023-05-12
    state: planned
    level: mayor    # expect: KV320

Good:
    # engagements/lyra-2023.yaml
    id: lyra-2023
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2023-05-12
    state: planned
    level: mayor

    # engagements/coordination-2023-04.yaml
    id: coordination-2023-04
    type: coordination-meeting
    title: {en: Coordination group}
    from: 2023-04-03
    state: held
    coordination-meeting:
      items:
        - {title: {en: The mayor's visit}, type: information, links: [lyra-2023]}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.queries.dealing import hidden, undertaken
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV320", Severity.WARNING, on=KnowledgeBase)
def check(kb: KnowledgeBase) -> Iterator[Finding]:
    engagements = list(kb.all(Engagement))
    discussed = {kb.now(link) for one in engagements for link in _links(one)} | hidden(kb, Engagement.kind)
    for one in engagements:
        if one.level == "mayor" and one.decision is None and one.id not in discussed and undertaken(one):
            message = "the mayor takes part, and no coordination meeting has it on its agenda"
            yield Finding(one, ("level",), message, f"link {one.id} from an item of a meeting, or add decision: ID")


def _links(engagement: Engagement) -> Iterator[str]:
    """What the agenda of a coordination meeting is about; one that was cancelled discussed nothing."""
    meeting = engagement.coordination_meeting
    for item in meeting.items if meeting and engagement.state != "cancelled" else ():
        yield from item.links
