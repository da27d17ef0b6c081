"""The year of a priority of EU advocacy is over, and nothing says what came of it.

Why: next year's priorities are chosen by what was reached, or by habit.

Bad:
    # kvtool.toml
    [policy]
    result_days = 14

    # frameworks/eu-2024.yaml
    id: eu-2024
    type: eu-advocacy
    names: {en: EU advocacy 2024}
    eu-advocacy:
      year: 2024
      priorities:
        - {id: eu-ports, names: {en: State aid for ports}}    # expect: KV919

Good:
    # kvtool.toml
    [policy]
    result_days = 14

    # frameworks/eu-2024.yaml
    id: eu-2024
    type: eu-advocacy
    names: {en: EU advocacy 2024}
    eu-advocacy:
      year: 2024
      priorities:
        - {id: eu-ports, names: {en: State aid for ports}, result: {state: partly}}
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.framework import Framework
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import last_of, later
from kvtool.store.policy import whole


@rule("KV919", Severity.DUE, on=Framework, of=["eu_advocacy"])
def check(framework: Framework, kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    advocacy = framework.eu_advocacy
    days = whole(kb.settings, "result_days") if advocacy else None
    if advocacy is None or days is None or (due := later(last_of(advocacy.year), days)) >= day:
        return
    for index, priority in enumerate(advocacy.priorities):
        if priority.result is None and priority.carried_to is None:
            message = f"'{priority.id}' of {advocacy.year} has no result"
            help_ = "add result: {state: reached, partly, not-reached or goes-on}, or carried_to"
            yield Finding(framework, ("eu-advocacy", "priorities", index), message, help_, due=due)
