"""A visit is asked for again by the same body on the same topic.

Why: the time of those who receive visitors is short, and the earlier visit may have answered the questions.

Bad:
    # kvtool.toml
    [policy]
    visit_request_days = 730

    # engagements/2024/lyra-schools.yaml
    id: lyra-schools
    type: visit-in
    title: {en: Visit to schools}
    from: 2024-04-15
    state: held
    asked_by: lyra
    visit-in: {topic: {en: New schools}}

    # engagements/2025/lyra-teachers.yaml
    id: lyra-teachers
    type: visit-in
    title: {en: Visit of teachers}
    from: 2025-11-03
    state: proposed
    asked_by: lyra
    visit-in:
      topic: {en: New schools}    # expect: KV309

Good:
    # kvtool.toml
    [policy]
    visit_request_days = 730

    # engagements/2024/lyra-schools.yaml
    id: lyra-schools
    type: visit-in
    title: {en: Visit to schools}
    from: 2024-04-15
    state: held
    asked_by: lyra
    visit-in: {topic: {en: New schools}}

    # engagements/2025/lyra-teachers.yaml
    id: lyra-teachers
    type: visit-in
    title: {en: Visit of teachers}
    from: 2025-11-03
    state: proposed
    asked_by: lyra
    visit-in:
      topic: {en: New schools}
      decision: accepted
      because: {en: Other teachers come this time}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.queries.overlaps import apart, named, overlaps
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV309", Severity.WARNING, on=KnowledgeBase)
def check(kb: KnowledgeBase) -> Iterator[Finding]:
    for one in overlaps(kb, "visit"):
        both = f"{named(one.later)} and {named(one.earlier)}"
        message = f"'{one.partner}' asks twice for a visit on the same topic: {both}, {apart(one.days)}"
        yield Finding(one.later, one.path, message, "decide, and say why: decision and because in visit-in")
