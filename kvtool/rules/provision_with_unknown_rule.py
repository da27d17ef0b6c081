"""A provision names a rule that kvtool does not have.

Why: the sentence would stand behind nothing, and nobody would notice.

Bad:
    # frameworks/plan.yaml
    id: plan
    type: strategy
    names: {en: Plan}
    provisions:
      - id: owned
        quote: Every membership has an owner
        source: plan-text
        rules: [network-without-owners]    # expect: KV211

Good:
    # frameworks/plan.yaml
    id: plan
    type: strategy
    names: {en: Plan}
    provisions:
      - id: owned
        quote: Every membership has an owner
        source: plan-text
        rules: [network-without-owner]
"""

from collections.abc import Iterator
from difflib import get_close_matches

from kvtool.diagnostics import Severity
from kvtool.model.framework import Framework
from kvtool.registry import names
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV211", Severity.ERROR, on=Framework, of=["provisions"])
def check(framework: Framework, kb: KnowledgeBase) -> Iterator[Finding]:
    known = names("kvtool.rules")
    for index, provision in enumerate(framework.provisions):
        for number, name in enumerate(provision.rules):
            if name not in known:
                near = get_close_matches(name, known, 1, 0.6)
                hint = f"did you mean {near[0]}?" if near else "'kvtool explain' lists them"
                yield Finding(framework, ("provisions", index, "rules", number), f"no rule '{name}'", hint)
