"""A promise is past its day and not kept.

Why: the partner remembers it, whoever wrote it down.

Bad:
    # engagements/2025/lyra-visit.yaml
    id: lyra-visit
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2025-05-12
    state: held
    commitments:
      - {by: us, text: {en: Send the ice study}, due: 2025-12-31, state: open}    # expect: KV909

Good:
    # engagements/2025/lyra-visit.yaml
    id: lyra-visit
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2025-05-12
    state: held
    commitments:
      - {by: us, text: {en: Send the ice study}, due: 2025-12-31, state: done}
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.queries.owners import OPEN_COMMITMENTS
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV909", Severity.DUE, on=Engagement, of=["commitments"])
def check(engagement: Engagement, kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    for index, promise in enumerate(engagement.commitments):
        if promise.due and promise.due.last < day and promise.state in OPEN_COMMITMENTS:
            whose = "our" if promise.by == "us" else "the partner's"
            yield Finding(
                engagement,
                ("commitments", index, "due"),
                f"{whose} promise in '{engagement.id}' is due by {promise.due} and '{promise.state}'",
                "keep it and set state: done, or agree on another day",
                due=promise.due.last,
            )
