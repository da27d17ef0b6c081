"""A priority of EU advocacy is left to others alone, or to the city alone.

Why: networks speak for all their cities, and a single city is one of hundreds: one channel opens the other.

Bad:
    # frameworks/eu-2023.yaml
    id: eu-2023
    type: eu-advocacy
    names: {en: EU advocacy 2023}
    eu-advocacy:
      year: 2023
      priorities:
        - id: shore-power
          names: {en: Shore power}
          channels: [networks]    # expect: KV707

Good:
    # frameworks/eu-2023.yaml
    id: eu-2023
    type: eu-advocacy
    names: {en: EU advocacy 2023}
    eu-advocacy:
      year: 2023
      priorities:
        - id: shore-power
          names: {en: Shore power}
          channels: [networks, own]
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.framework import Framework
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase

OWN = "own"


@rule("KV707", Severity.WARNING, on=Framework, of=["eu_advocacy"])
def check(framework: Framework, kb: KnowledgeBase) -> Iterator[Finding]:
    for index, one in enumerate(framework.eu_advocacy.priorities if framework.eu_advocacy else ()):
        channels = set(one.channels)
        path = ("eu-advocacy", "priorities", index, "channels")
        if channels == {OWN}:
            message = f"'{one.id}' is advanced by the city alone"
            yield Finding(framework, path, message, "add who helps, such as networks", at_key=True)
        elif channels and OWN not in channels:
            message = f"'{one.id}' is left to others: {', '.join(one.channels)}"
            yield Finding(framework, path, message, "add own, and do something", at_key=True)
