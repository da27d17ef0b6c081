"""A sister-city agreement has neither a strategic goal nor anything to do together.

Why: an agreement of honour binds time and gives nothing back.

Bad:
    # kvtool.toml
    [policy]
    sister_city_goal_from = {value = "2020-01-01", source = "plan"}

    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    agreements:
      - {id: lyra-2021, type: sister-city, signed: 2021-05-01}    # expect: KV303

Good:
    # kvtool.toml
    [policy]
    sister_city_goal_from = {value = "2020-01-01", source = "plan"}

    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    agreements:
      - {id: lyra-2021, type: sister-city, signed: 2021-05-01, actions: [{en: A joint harbour study}]}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.partner import Partner
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.policy import day_from


@rule("KV303", Severity.ERROR, on=Partner, of=["agreements"])
def check(partner: Partner, kb: KnowledgeBase) -> Iterator[Finding]:
    start = day_from(kb.settings, "sister_city_goal_from")
    for index, agreement in enumerate(partner.agreements):
        if agreement.type != "sister-city" or start is None or agreement.signed.first < start:
            continue
        if not (agreement.goal or agreement.actions or agreement.projects or agreement.measures):
            message = f"sister-city agreement '{agreement.id}' of {agreement.signed} has neither goal nor joint action"
            yield Finding(partner, ("agreements", index), message, "add goal: ID, actions, projects or measures")
