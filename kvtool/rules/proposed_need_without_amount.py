"""A resource need is proposed, or further, without saying how much and when.

Why: nobody can decide on a need that has no size, and no budget has a line for it.

Bad:
    # needs/harbour-study.yaml
    id: harbour-study
    type: euros
    title: {en: A joint study}
    state: proposed    # expect: KV603
    amount: 20000

Good:
    # needs/harbour-study.yaml
    id: harbour-study
    type: euros
    title: {en: A joint study}
    state: proposed
    amount: 20000
    years: [2027]
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.need import Need
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase

BEFORE = ("identified", "sized")
MEASURED_BY_TYPE = ("person-years", "euros")
"""The types that say themselves what their amount is counted in."""


@rule("KV603", Severity.ERROR, on=Need)
def check(need: Need, kb: KnowledgeBase) -> Iterator[Finding]:
    if need.state in BEFORE:
        return
    wanted = ["amount", "years"] if need.type in MEASURED_BY_TYPE else ["amount", "unit", "years"]
    missing = [name for name in wanted if getattr(need, name) in (None, (), [])]
    if missing:
        message = f"the need is {need.state} without {' and '.join(missing)}"
        yield Finding(need, ("state",), message, f"add {missing[0]}: …, or write state: identified")
