"""Two documents set the EU advocacy of one year, and neither supersedes the other.

Why: two lists of priorities are none: everybody cites the one that suits.

Bad:
    # frameworks/eu-2023.yaml
    id: eu-2023
    type: eu-advocacy
    names: {en: EU advocacy 2023}
    from: 2023
    eu-advocacy: {year: 2023}

    # frameworks/eu-2023-autumn.yaml
    id: eu-2023-autumn
    type: eu-advocacy
    names: {en: "EU advocacy 2023, autumn"}
    from: 2023-09
    eu-advocacy: {year: 2023}    # expect: KV708

Good:
    # frameworks/eu-2023.yaml
    id: eu-2023
    type: eu-advocacy
    names: {en: EU advocacy 2023}
    from: 2023
    eu-advocacy: {year: 2023}

    # frameworks/eu-2023-autumn.yaml
    id: eu-2023-autumn
    type: eu-advocacy
    names: {en: "EU advocacy 2023, autumn"}
    from: 2023-09
    supersedes: [eu-2023]
    eu-advocacy: {year: 2023}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.framework import Framework
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.periods import start_of


@rule("KV708", Severity.ERROR, on=KnowledgeBase)
def check(kb: KnowledgeBase) -> Iterator[Finding]:
    replaced = {kb.now(old) for one in kb.all(Framework) for old in one.supersedes if kb.now(old) != one.id}
    first: dict[int, Framework] = {}
    for framework in sorted(kb.all(Framework), key=lambda one: (start_of(one), one.id)):
        if framework.eu_advocacy is None or framework.id in replaced:
            continue
        year = framework.eu_advocacy.year
        other = first.setdefault(year, framework)
        if other is not framework:
            message = f"'{framework.id}' and '{other.id}' both set the EU advocacy of {year}"
            remedy = f"add supersedes: [{other.id}], or mend the year"
            yield Finding(framework, ("eu-advocacy", "year"), message, remedy)
