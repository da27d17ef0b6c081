"""A priority has resource needs, but none for a purpose that every priority has to answer for.

Why: whoever asks only for projects finds out later that nobody can tell of them, or has the skill.

Bad:
    # kvtool.toml
    [policy]
    need_purposes = {value = ["messages", "competence"], source = "plan"}

    # frameworks/plan.yaml
    id: plan
    type: strategy
    names: {en: Plan for the Northern Seas}
    from: 2022
    priorities:
      - {id: harbours, names: {en: Harbours}}    # expect: KV602

    # needs/harbour-leaflet.yaml
    id: harbour-leaflet
    type: material
    title: {en: A leaflet}
    state: identified
    purpose: messages
    priority: harbours

Good:
    # kvtool.toml
    [policy]
    need_purposes = {value = ["messages", "competence"], source = "plan"}

    # frameworks/plan.yaml
    id: plan
    type: strategy
    names: {en: Plan for the Northern Seas}
    from: 2022
    priorities:
      - {id: harbours, names: {en: Harbours}}

    # needs/harbour-leaflet.yaml
    id: harbour-leaflet
    type: material
    title: {en: A leaflet}
    state: identified
    purpose: messages
    priority: harbours

    # needs/harbour-course.yaml
    id: harbour-course
    type: competence
    title: {en: A course on quays}
    state: identified
    purpose: competence
    priority: harbours
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.queries.needs import by_priority
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.policy import words


@rule("KV602", Severity.WARNING, on=KnowledgeBase)
def check(kb: KnowledgeBase) -> Iterator[Finding]:
    purposes = words(kb.settings, "need_purposes")
    for one in by_priority(kb) if purposes else ():
        answered = {need.purpose for need in one.needs}
        missing = [purpose for purpose in purposes if purpose not in answered]
        if one.needs and missing:
            yield Finding(
                one.framework,
                ("priorities", one.row),
                f"no resource need of the priority '{one.priority.id}' is for {' or '.join(missing)}",
                f"write a need with purpose: {missing[0]}; where nothing is needed, with amount: 0",
            )
