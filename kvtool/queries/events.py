"""Events that the city holds itself, at home or abroad."""

from kvtool.model.engagement import Engagement, Event
from kvtool.queries.dealing import ONLY_IDEAS
from kvtool.store.base import KnowledgeBase
from kvtool.store.policy import day_from


def own_event(engagement: Engagement, kb: KnowledgeBase, policy: str) -> Event | None:
    """What makes an engagement an event of the city's own, past the proposal, since the day of a policy; else None."""
    event = engagement.event
    if event is None or event.type == "participation" or engagement.state in ONLY_IDEAS:
        return None
    if event.organiser is not None and kb.kind_of(event.organiser) != "unit":
        return None
    start = day_from(kb.settings, policy)
    return event if start and start <= engagement.from_.first else None
