"""A standing names no source.

Why: nobody can tell who says so, since when and with what authority.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing:
      - {status: key, from: 2021}    # expect: KV302

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing:
      - {status: key, source: plan}

    # sources/plan.yaml
    id: plan
    title: {en: Plan}
    acts: [{on: 2021-03-01, act: approved}]
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.partner import Partner
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV302", Severity.ERROR, on=Partner, of=["standing"])
def check(partner: Partner, kb: KnowledgeBase) -> Iterator[Finding]:
    for index, statement in enumerate(partner.standing):
        if statement.source is None:
            yield Finding(
                partner,
                ("standing", index),
                f"the standing '{statement.status}' has no source",
                "add source: ID",
            )
