"""A partner was last called key by a text that has been replaced, and nothing newer says what it is.

Why: a partner whose rank went with the text that gave it is still treated as key, by habit.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing:
      - {status: key, source: plan}    # expect: KV314

    # sources/plan.yaml
    id: plan
    title: {en: Plan}
    acts: [{on: 2019-03-01, act: approved}]

    # sources/new-plan.yaml
    id: new-plan
    title: {en: New Plan}
    acts: [{on: 2023-03-01, act: approved}]
    replaces: [plan]

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing:
      - {status: key, source: plan}
      - {status: partner, source: new-plan}

    # sources/plan.yaml
    id: plan
    title: {en: Plan}
    acts: [{on: 2019-03-01, act: approved}]

    # sources/new-plan.yaml
    id: new-plan
    title: {en: New Plan}
    acts: [{on: 2023-03-01, act: approved}]
    replaces: [plan]
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.partner import Partner
from kvtool.queries.dealing import hidden, knowable, last_day
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.statements import EVERYBODY, begin_of, replaced_on, standing


@rule("KV314", Severity.WARNING, on=Partner, of=["standing"])
def check(partner: Partner, kb: KnowledgeBase) -> Iterator[Finding]:
    keys = [
        (begins.first if (begins := begin_of(kb, said)) else date.min, index)
        for index, said in enumerate(partner.standing)
        if said.status == "key"
    ]
    if not keys or not knowable(partner, kb):
        return
    begin, index = max(keys)
    said = partner.standing[index]
    replaced = replaced_on(kb, said.source, EVERYBODY)
    if replaced is None or replaced.first <= begin or said.to or partner.id in hidden(kb, "partner"):
        return  # a text cannot lose its place before it says something: one that does replaces itself
    headline = standing(kb, partner, last_day(partner, kb)).headline
    if headline is None or headline.first < begin:
        message = f"'{said.source}', which calls the partner key, was replaced on {replaced}, and nothing newer holds"
        yield Finding(partner, ("standing", index), message, "add what the text in force says, or to: DATE here")
