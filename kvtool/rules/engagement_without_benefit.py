"""An engagement does not say what the city gains or gives; a forum or project must say both.

Why: time goes where there is most to gain and most to give, and somebody must have asked beforehand.

Bad:
    # engagements/harbour-days-2023.yaml
    id: harbour-days-2023
    type: event    # expect: KV318
    title: {en: Harbour Days}
    from: 2023-05-12
    state: planned
    gains: {en: Ten years of measurements of heated quays}

Good:
    # engagements/harbour-days-2023.yaml
    id: harbour-days-2023
    type: event
    title: {en: Harbour Days}
    from: 2023-05-12
    state: planned
    gains: {en: Ten years of measurements of heated quays}
    gives: {en: A model of ice in the harbour}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.queries.dealing import undertaken
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase

FORUMS = ("event", "project", "advocacy")
"""Where many take part, and the city is welcome for what it brings."""


@rule("KV318", Severity.WARNING, on=Engagement)
def check(engagement: Engagement, kb: KnowledgeBase) -> Iterator[Finding]:
    if not undertaken(engagement):
        return
    said = {"gains": engagement.gains, "gives": engagement.gives or engagement.offers}
    missing = [name for name, words in said.items() if not words]
    if len(missing) == 2 or (missing and engagement.type in FORUMS):
        which = " and " if engagement.type in FORUMS else " or "
        message = f"{engagement.type}, and nothing says what the city {which.join(missing)}"
        yield Finding(engagement, ("type",), message, f"add {which.join(f'{name}: {{…}}' for name in missing)}")
