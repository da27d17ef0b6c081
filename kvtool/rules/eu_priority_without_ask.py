"""A priority of EU advocacy asks for nothing.

Why: a theme without an ask is listened to politely and changes no text.

Bad:
    # frameworks/eu-2023.yaml
    id: eu-2023
    type: eu-advocacy
    names: {en: EU advocacy 2023}
    eu-advocacy:
      year: 2023
      priorities:
        - {id: shore-power, names: {en: Shore power}, expert: harbour-unit}    # expect: KV713

Good:
    # frameworks/eu-2023.yaml
    id: eu-2023
    type: eu-advocacy
    names: {en: EU advocacy 2023}
    eu-advocacy:
      year: 2023
      priorities:
        - {id: shore-power, names: {en: Shore power}, expert: harbour-unit, ask: {en: Half the cost}}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.framework import Framework
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV713", Severity.WARNING, on=Framework, of=["eu_advocacy"])
def check(framework: Framework, kb: KnowledgeBase) -> Iterator[Finding]:
    for index, one in enumerate(framework.eu_advocacy.priorities if framework.eu_advocacy else ()):
        if one.ask is None:
            message = f"'{one.id}' asks for nothing"
            path = ("eu-advocacy", "priorities", index, "ask")
            yield Finding(framework, path, message, "add ask: {…}", at_key=True)
