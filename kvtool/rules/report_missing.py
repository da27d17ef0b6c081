"""A unit has not reported on a period whose reports are due.

Why: a summary with holes is read as if nothing had been done there.

Bad:
    # frameworks/harbour-plan.yaml
    id: harbour-plan
    type: implementation-plan
    names: {en: Harbour plan}
    reporting:
      - from: 2025-01
        to: 2025-06
        due: 2025-08-31
        submitters:
          - {unit: harbour-unit, state: missing}    # expect: KV923

Good:
    # frameworks/harbour-plan.yaml
    id: harbour-plan
    type: implementation-plan
    names: {en: Harbour plan}
    reporting:
      - from: 2025-01
        to: 2025-06
        due: 2025-08-31
        submitters:
          - {unit: harbour-unit, state: nothing-to-report}
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.framework import Framework
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV923", Severity.DUE, on=Framework, of=["reporting"])
def check(framework: Framework, kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    for index, period in enumerate(framework.reporting):
        if period.due is None or period.due.last >= day:
            continue
        for number, submitter in enumerate(period.submitters):
            if submitter.state == "missing":
                span = f"{period.from_ or '…'} – {period.to or '…'}"
                message = f"the report of '{submitter.unit}' on {span} is due by {period.due}"
                help_ = "ask for it, then set state: received or nothing-to-report"
                yield Finding(
                    framework, ("reporting", index, "submitters", number), message, help_, due=period.due.last
                )
