"""A priority of EU advocacy has no expert, or is coordinated by another unit than policy says.

Why: in Brussels somebody asks what the city means, and the one who knows has to be found first.

Bad:
    # frameworks/eu-2023.yaml
    id: eu-2023
    type: eu-advocacy
    names: {en: EU advocacy 2023}
    eu-advocacy:
      year: 2023
      priorities:
        - {id: shore-power, names: {en: Shore power}, ask: {en: Half the cost}}    # expect: KV706

Good:
    # frameworks/eu-2023.yaml
    id: eu-2023
    type: eu-advocacy
    names: {en: EU advocacy 2023}
    eu-advocacy:
      year: 2023
      priorities:
        - {id: shore-power, names: {en: Shore power}, ask: {en: Half the cost}, expert: harbour-unit}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.framework import Framework
from kvtool.queries.units import wholes
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.policy import value


@rule("KV706", Severity.ERROR, on=Framework, of=["eu_advocacy"])
def check(framework: Framework, kb: KnowledgeBase) -> Iterator[Finding]:
    coordinator = str(value(kb.settings, "eu_coordinator") or "")
    for index, one in enumerate(framework.eu_advocacy.priorities if framework.eu_advocacy else ()):
        path = ("eu-advocacy", "priorities", index)
        if one.expert is None:
            message = f"no unit is the expert of '{one.id}'"
            yield Finding(framework, (*path, "expert"), message, "add expert: ID of a unit", at_key=True)
        of = wholes(kb, [one.coordinator] if one.coordinator else [])
        if coordinator and of is not None and coordinator not in of:
            said = f"'{one.coordinator}'" if one.coordinator else "nobody"
            message = f"'{one.id}' is coordinated by '{coordinator}', not by {said}"
            yield Finding(framework, (*path, "coordinator"), message, f"write coordinator: {coordinator}")
