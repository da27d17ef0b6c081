"""A strategy with goals or priorities has no source, or nothing says where it was approved.

Why: everything is judged by it, and nobody can tell what authority it has.

Bad:
    # frameworks/plan.yaml
    id: plan    # expect: KV613
    type: strategy
    names: {en: Plan for the Northern Seas}
    from: 2022
    priorities:
      - {id: harbours, names: {en: Harbours}}

Good:
    # frameworks/plan.yaml
    id: plan
    type: strategy
    names: {en: Plan for the Northern Seas}
    from: 2022
    source: council-2021-12-08
    priorities:
      - {id: harbours, names: {en: Harbours}}

    # sources/council-2021-12-08.yaml
    id: council-2021-12-08
    title: {en: Plan for the Northern Seas}
    body: council
    acts: [{on: 2021-12-08, act: approved, section: "§ 5"}]
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.framework import Framework
from kvtool.model.source import Act, Source
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV613", Severity.ERROR, on=Framework)
def check(framework: Framework, kb: KnowledgeBase) -> Iterator[Finding]:
    if framework.type != "strategy" or not (framework.goals or framework.priorities):
        return
    if framework.source is None:
        yield Finding(framework, ("id",), f"the strategy '{framework.id}' has no source", "add source: ID", at_key=True)
    elif source := kb.get(Source, framework.source):
        for index, act in enumerate(source.acts):
            if act.act == "approved" and (missing := _missing(source, act)):
                message = f"nothing says {missing[0]} '{source.id}', by which '{framework.id}' holds, was approved"
                yield Finding(source, ("acts", index), message, missing[1])


def _missing(source: Source, act: Act) -> tuple[str, str] | None:
    """What of an approval cannot be looked up, and what mends it."""
    if not (act.by or source.body):
        return "by whom", "add body: ID of a unit"
    if not (act.section or act.case):
        return "where", 'add case: …, or section: "§ …", to the act'
    return None
