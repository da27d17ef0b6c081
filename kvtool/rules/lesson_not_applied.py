"""A lesson was accepted long ago, and has been applied nowhere.

Why: a lesson is learned only when something is done otherwise.

Bad:
    # kvtool.toml
    [policy]
    lesson_days = 365

    # engagements/2024/lyra-visit.yaml
    id: lyra-visit
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2024-05-12
    state: held
    lessons:
      - {id: interpreters-early, text: {en: Book interpreters early}, state: accepted}    # expect: KV922

Good:
    # kvtool.toml
    [policy]
    lesson_days = 365

    # engagements/2024/lyra-visit.yaml
    id: lyra-visit
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2024-05-12
    state: held
    lessons:
      - {id: interpreters-early, text: {en: Book interpreters early}, state: accepted, applied_in: [vega-visit]}
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import later, over
from kvtool.store.policy import whole


@rule("KV922", Severity.DUE, on=Engagement, of=["lessons"])
def check(engagement: Engagement, kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    for index, lesson in enumerate(engagement.lessons):
        if lesson.state != "accepted" or lesson.applied_in or lesson.due:
            continue  # one with a day of its own is a matter of its deadline
        days = whole(kb.settings, "lesson_days")
        since = lesson.state_since.last if lesson.state_since else over(engagement)
        if days is not None and (due := later(since, days)) < day:
            message = f"lesson '{lesson.id}' of {since} is accepted and applied nowhere"
            help_ = "add applied_in: [ID of an engagement], or set state: rejected"
            yield Finding(engagement, ("lessons", index), message, help_, due=due)
