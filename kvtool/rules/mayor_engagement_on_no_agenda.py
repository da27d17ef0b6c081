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
from kvtool.store.calendar import naming


@rule("KV320", Severity.WARNING, on=Engagement, of=["level"])
def check(engagement: Engagement, kb: KnowledgeBase) -> Iterator[Finding]:
    if engagement.level != "mayor" or engagement.decision or not undertaken(engagement):
        return
    if not _is_discussed(engagement, kb) and engagement.id not in hidden(kb, Engagement.kind):
        message = "the mayor takes part, and no coordination meeting has it on its agenda"
        help_ = f"link {engagement.id} from an item of a meeting, or add decision: ID"
        yield Finding(engagement, ("level",), message, help_)


def _is_discussed(engagement: Engagement, kb: KnowledgeBase) -> bool:
    """Whether it is on the agenda of a coordination meeting; one that was cancelled discussed nothing."""
    meetings = naming(kb, engagement.id, "coordination-meeting")
    links = (link for one in meetings if (met := one.coordination_meeting) for item in met.items for link in item.links)
    return any(kb.now(link) == engagement.id for link in links)
