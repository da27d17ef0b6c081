"""The period of the latest strategy ends or has ended, and no later one is there.

Why: what is judged by it is judged by a text that nobody stands behind any more.

Bad:
    # kvtool.toml
    [policy]
    framework_notice_days = 180

    # frameworks/harbour-strategy.yaml
    id: harbour-strategy
    type: strategy
    names: {en: Harbour strategy}
    from: 2022
    to: 2025    # expect: KV917
    priorities: [{id: ice, names: {en: Open all year}}]

Good:
    # kvtool.toml
    [policy]
    framework_notice_days = 180

    # frameworks/harbour-strategy.yaml
    id: harbour-strategy
    type: strategy
    names: {en: Harbour strategy}
    from: 2022
    to: 2029
    priorities: [{id: ice, names: {en: Open all year}}]
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.framework import Framework
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import in_doubt, later
from kvtool.store.periods import latest
from kvtool.store.policy import whole


@rule("KV917", Severity.DUE, on=KnowledgeBase)
def check(kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    notice, strategy = whole(kb.settings, "framework_notice_days"), latest(kb)
    if notice is None or strategy is None or strategy.to is None or in_doubt(kb, Framework):
        return
    if later(strategy.to.last, -notice) <= day:
        message = f"the period of '{strategy.id}', the latest strategy, ends on {strategy.to}"
        help_ = "add the next strategy, or move 'to' on where it was prolonged"
        yield Finding(strategy, ("to",), message, help_, due=strategy.to.last)
