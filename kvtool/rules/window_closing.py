"""The time in which an EU file can be influenced is about to end.

Why: after the last day of a consultation the best paper changes nothing.

Bad:
    # kvtool.toml
    [policy]
    window_days = 30

    # frameworks/eu-2026.yaml
    id: eu-2026
    type: eu-advocacy
    names: {en: EU advocacy 2026}
    eu-advocacy:
      year: 2026
      priorities:
        - id: eu-ports
          names: {en: State aid for ports}
          files:
            - {title: {en: Port strategy}, window: 2026-01-20}    # expect: KV920

Good:
    # kvtool.toml
    [policy]
    window_days = 30

    # frameworks/eu-2026.yaml
    id: eu-2026
    type: eu-advocacy
    names: {en: EU advocacy 2026}
    eu-advocacy:
      year: 2026
      priorities:
        - id: eu-ports
          names: {en: State aid for ports}
          files:
            - {title: {en: Port strategy}, window: 2026-03-20}
"""

from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.framework import Framework
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import later
from kvtool.store.policy import whole


@rule("KV920", Severity.DUE, on=Framework, of=["eu_advocacy"])
def check(framework: Framework, kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    if framework.eu_advocacy is None or (days := whole(kb.settings, "window_days")) is None:
        return
    for index, priority in enumerate(framework.eu_advocacy.priorities):
        for number, file in enumerate(priority.files if priority.result is None else ()):
            end = file.window
            if end and later(end.last, -days) <= day <= end.last:
                path = ("eu-advocacy", "priorities", index, "files", number, "window")
                message = f"the window of {file.number or f'a file of {priority.id!r}'} closes on {end}"
                yield Finding(framework, path, message, "state the city's position, or remove the window", due=end.last)
