"""A lesson is accepted, and nobody is to see that it is applied.

Why: a lesson is learned when something is done otherwise, which nobody does who was not asked.

Bad:
    # engagements/2021/lyra-visit.yaml
    id: lyra-visit
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2021-05-12
    state: held
    lessons:
      - {id: book-interpreters, text: {en: Interpreters were full}, state: accepted}    # expect: KV614

Good:
    # engagements/2021/lyra-visit.yaml
    id: lyra-visit
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2021-05-12
    state: held
    lessons:
      - {id: book-interpreters, text: {en: Interpreters were full}, state: accepted, owner: harbour-unit}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV614", Severity.WARNING, on=Engagement, of=["lessons"])
def check(engagement: Engagement, kb: KnowledgeBase) -> Iterator[Finding]:
    for index, lesson in enumerate(engagement.lessons):
        if lesson.state == "accepted" and lesson.owner is None:
            message = f"the lesson '{lesson.id}' is accepted and has no owner"
            yield Finding(engagement, ("lessons", index, "owner"), message, "add owner: ID of a unit", at_key=True)
