"""Events as what they are to the city: its own abroad, others abroad, at home; and bids that need a ruling."""

from typing import Literal

from kvtool.model.engagement import Engagement, Event
from kvtool.queries.dealing import ONLY_IDEAS
from kvtool.store.base import KnowledgeBase
from kvtool.store.policy import day_from

Place = Literal["own-abroad", "abroad", "at-home", "unknown"]

NOTHING = Event.holding({})


def place_of(kb: KnowledgeBase, one: Engagement) -> Place:
    """Where an event is, and abroad whose it is: the city's own unless it takes part, or somebody else organises it."""
    event = one.event or NOTHING
    if event.place == "abroad":
        own = event.type != "participation" and (event.organiser is None or kb.kind_of(event.organiser) == "unit")
        return "own-abroad" if own else "abroad"
    return event.place or "unknown"


def lacks(one: Engagement) -> list[str]:
    """What policy asks of an event of the city's own abroad and is not on record, by the names of fields."""
    event = one.event or NOTHING
    backed = event.local_partner or event.parent_conference or (event.exception and event.decision)
    missing = [] if backed else ["exception" if event.exception else "local_partner"]
    return missing + [name for name in ("assessment", "resources") if getattr(event, name) is None]


def unruled(kb: KnowledgeBase, one: Engagement) -> bool:
    """Whether a bid with the city's money is past the proposal, and nobody ruled on it."""
    bid = one.bid
    if bid is None or bid.funding != "city" or bid.ruling or bid.ruled_at:
        return False
    start = day_from(kb.settings, "bid_ruling_from")
    return start is not None and one.state not in ONLY_IDEAS and start <= one.from_.first
