"""A bid that the city pays for was made without a ruling.

Why: who wins has to hold the event, also those who never heard that the city bids.

Bad:
    # kvtool.toml
    [policy]
    bid_ruling_from = {value = "2022", source = "plan"}

    # engagements/2023/harbour-congress.yaml
    id: harbour-congress
    type: bid
    title: {en: Bid for the congress of harbours}
    from: 2023-05-12
    state: planned
    bid: {funding: city}    # expect: KV704

Good:
    # kvtool.toml
    [policy]
    bid_ruling_from = {value = "2022", source = "plan"}

    # engagements/2023/harbour-congress.yaml
    id: harbour-congress
    type: bid
    title: {en: Bid for the congress of harbours}
    from: 2023-05-12
    state: planned
    bid: {funding: city, ruled_at: events-meeting}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.queries.dealing import ONLY_IDEAS
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.policy import day_from


@rule("KV704", Severity.ERROR, on=Engagement, of=["bid"])
def check(engagement: Engagement, kb: KnowledgeBase) -> Iterator[Finding]:
    bid = engagement.bid
    if bid is None or bid.funding != "city" or bid.ruling or bid.ruled_at or engagement.state in ONLY_IDEAS:
        return
    start = day_from(kb.settings, "bid_ruling_from")
    if start and start <= engagement.from_.first:
        message = f"the bid is {engagement.state} with the city's money and without a ruling"
        remedy = "add ruled_at: ID of a meeting, or ruling: ID of a source"
        yield Finding(engagement, ("bid", "ruled_at"), message, remedy, at_key=True)
