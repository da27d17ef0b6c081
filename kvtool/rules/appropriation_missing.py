"""A project runs in a year for which no money is decided.

Why: the project pays its people in January, and the decision is made in June.

Bad:
    # engagements/2025/ice-project.yaml
    id: ice-project
    type: project
    title: {en: Ice charts for all}
    from: 2025-03-01
    to: 2027-02-28
    state: confirmed
    project:
      state: running
      appropriations:    # expect: KV921
        - {year: 2025, euros: 40000, decision: board-2025}

Good:
    # engagements/2025/ice-project.yaml
    id: ice-project
    type: project
    title: {en: Ice charts for all}
    from: 2025-03-01
    to: 2027-02-28
    state: confirmed
    project:
      state: running
      appropriations:
        - {year: 2025, euros: 40000, decision: board-2025}
        - {year: 2026, euros: 45000, decision: board-2025}
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import last_of


@rule("KV921", Severity.DUE, on=Engagement, of=["project"])
def check(engagement: Engagement, kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    project = engagement.project
    if project is None or project.state != "running" or engagement.state == "cancelled":
        return
    if day < engagement.from_.first or (engagement.to and engagement.to.last < day):
        return
    granted = [one for one in project.appropriations if one.year == day.year]
    if any(one.decision for one in granted):
        return
    what = "no decision on its appropriation" if granted else "no appropriation"
    yield Finding(
        engagement,
        ("project", "appropriations"),
        f"project '{engagement.id}' runs in {day.year} with {what}",
        f"add appropriations: [{{year: {day.year}, euros, decision}}]",
        at_key=True,
        due=max(last_of(day.year - 1), engagement.from_.first),
    )
