"""A source says neither what was done with it nor when.

Why: every statement that rests on it would have neither date nor authority.

Bad:
    # sources/plan.yaml
    id: plan    # expect: KV206
    title: {en: Plan for the Northern Seas}

Good:
    # sources/plan.yaml
    id: plan
    title: {en: Plan for the Northern Seas}
    acts:
      - {on: 2021-03-01, act: approved}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.source import Source
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV206", Severity.ERROR, on=Source)
def check(source: Source, kb: KnowledgeBase) -> Iterator[Finding]:
    if not source.acts:
        yield Finding(
            source,
            ("id",),
            "the source has no act",
            "add acts: [{on: DATE, act: approved}], or what was done with it",
            at_key=True,
        )
