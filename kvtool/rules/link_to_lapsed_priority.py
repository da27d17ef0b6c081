"""A record is tied to a goal or priority that holds no longer and has become another.

Why: what hangs on last period's priorities is missing in every count by this period's.

Bad:
    # frameworks/plan.yaml
    id: plan
    type: strategy
    names: {en: Plan for the Northern Seas}
    from: 2018
    to: 2021
    priorities:
      - {id: harbours, names: {en: Harbours}, successors: [{to: warm-quays, kind: renamed}]}

    # frameworks/next-plan.yaml
    id: next-plan
    type: strategy
    names: {en: Next plan}
    from: 2022
    priorities:
      - {id: warm-quays, names: {en: Warm quays}}

    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    themes: [harbours]    # expect: KV605

Good:
    # frameworks/plan.yaml
    id: plan
    type: strategy
    names: {en: Plan for the Northern Seas}
    from: 2018
    to: 2021
    priorities:
      - {id: harbours, names: {en: Harbours}, successors: [{to: warm-quays, kind: renamed}]}

    # frameworks/next-plan.yaml
    id: next-plan
    type: strategy
    names: {en: Next plan}
    from: 2022
    priorities:
      - {id: warm-quays, names: {en: Warm quays}}

    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    themes: [warm-quays]
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.queries.lapsing import judged_on
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.periods import lapses, latest


@rule("KV605", Severity.WARNING, on=KnowledgeBase)
def check(kb: KnowledgeBase) -> Iterator[Finding]:
    framework = latest(kb)
    now = framework.from_.first if framework and framework.from_ else None
    for aim, lapse in lapses(kb):
        for tie in kb.pointing.get(aim, ()):
            record, reference = tie.record, tie.reference
            day = judged_on(kb, record, reference, now)
            if day and lapse.over_on(day):
                heirs = ", ".join(lapse.heirs)
                message = f"'{aim}' holds no longer on {day}; it became {heirs}"
                yield Finding(record, reference.path, message, f"write {'one of ' * (len(lapse.heirs) > 1)}{heirs}")
