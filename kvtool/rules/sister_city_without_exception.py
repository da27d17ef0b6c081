"""A sister-city agreement was signed when none were to be, without an exception and a decision.

Why: where the policy is to make none, the reason for one must be on record.

Bad:
    # kvtool.toml
    [policy]
    sister_city_exception_from = {value = "2022", source = "plan"}

    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    agreements:
      - {id: lyra-2023, type: sister-city, signed: 2023-05-01}    # expect: KV304

Good:
    # kvtool.toml
    [policy]
    sister_city_exception_from = {value = "2022", source = "plan"}

    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    agreements:
      - {id: lyra-2023, type: sister-city, signed: 2023-05-01, exception: {en: Rebuilding after the flood}, decision: board-2023}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.partner import Partner
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.policy import day_from


@rule("KV304", Severity.WARNING, on=Partner, of=["agreements"])
def check(partner: Partner, kb: KnowledgeBase) -> Iterator[Finding]:
    start = day_from(kb.settings, "sister_city_exception_from")
    for index, agreement in enumerate(partner.agreements):
        if agreement.type != "sister-city" or start is None or agreement.signed.first < start:
            continue
        if not (agreement.exception and agreement.decision):
            message = f"sister-city agreement '{agreement.id}' of {agreement.signed} has no exception with a decision"
            yield Finding(partner, ("agreements", index), message, "add exception: {…} and decision: ID")
