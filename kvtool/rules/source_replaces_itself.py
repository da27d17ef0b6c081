"""A source replaces itself, directly or through others.

Why: none of them would be in force.

Bad:
    # sources/plan.yaml
    id: plan
    title: {en: Plan}
    acts: [{on: 2021-03-01, act: approved}]
    replaces: [draft]    # expect: KV209

    # sources/draft.yaml
    id: draft
    title: {en: Draft}
    acts: [{on: 2020-03-01, act: tabled}]
    replaces: [plan]    # expect: KV209

Good:
    # sources/plan.yaml
    id: plan
    title: {en: Plan}
    acts: [{on: 2021-03-01, act: approved}]
    replaces: [draft]

    # sources/draft.yaml
    id: draft
    title: {en: Draft}
    acts: [{on: 2020-03-01, act: tabled}]
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.source import Source
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV209", Severity.ERROR, on=Source, of=["replaces"])
def check(source: Source, kb: KnowledgeBase) -> Iterator[Finding]:
    for index, old in enumerate(source.replaces):
        seen: set[str] = set()
        waiting = [old]
        while waiting:
            here = waiting.pop()
            if here == source.id:
                yield Finding(
                    source,
                    ("replaces", index),
                    f"through '{old}' the source replaces itself",
                    "remove one of the two",
                )
                break
            found = kb.get(Source, here)
            if found and here not in seen:
                seen.add(here)
                waiting.extend(found.replaces)
