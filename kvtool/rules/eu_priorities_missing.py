"""The year has begun without its priorities of EU advocacy.

Why: who is to be influenced, and on what, is settled in Brussels by those who come prepared.

Bad:
    # kvtool.toml
    [policy]
    eu_priorities_from = 2022

    # frameworks/eu-2025.yaml
    id: eu-2025
    type: eu-advocacy
    names: {en: EU advocacy 2025}
    eu-advocacy:
      year: 2025    # expect: KV918

Good:
    # kvtool.toml
    [policy]
    eu_priorities_from = 2022

    # frameworks/eu-2026.yaml
    id: eu-2026
    type: eu-advocacy
    names: {en: EU advocacy 2026}
    eu-advocacy:
      year: 2026
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.framework import Framework
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import in_doubt, last_of
from kvtool.store.periods import latest
from kvtool.store.policy import whole


@rule("KV918", Severity.DUE, on=KnowledgeBase)
def check(kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    first = whole(kb.settings, "eu_priorities_from")
    if first is None or day.year < first or in_doubt(kb, Framework):
        return
    known = {year: one for one in kb.all(Framework) if (year := _year(one)) is not None}
    nearest = known[max(known)] if known else latest(kb)
    if day.year not in known and nearest:
        message = f"the base has no priorities of EU advocacy for {day.year}"
        help_ = f"add a framework of type eu-advocacy with eu-advocacy: {{year: {day.year}, priorities: …}}"
        yield Finding(nearest, ("eu-advocacy", "year"), message, help_, due=last_of(day.year - 1))


def _year(framework: Framework) -> int | None:
    """The year whose priorities of EU advocacy a framework sets."""
    if framework.eu_advocacy:
        return framework.eu_advocacy.year
    return framework.from_.first.year if framework.type == "eu-advocacy" and framework.from_ else None
