"""The own shares of a year that are paid centrally come to more than is set aside for them.

Why: a grant that the city cannot match has to be given back, and the partners remember it.

Bad:
    # kvtool.toml
    [policy]
    own_share_appropriation = {value = {2026 = 50000}, source = "budget"}

    # engagements/2025/warm-quays.yaml
    id: warm-quays
    type: project
    title: {en: Warm quays}
    from: 2025-09
    state: confirmed
    project: {state: running, own_source: central, appropriations: [{year: 2026, euros: 30000}]}

    # engagements/2026/clean-harbours.yaml
    id: clean-harbours
    type: project
    title: {en: Clean harbours}
    from: 2026-03
    state: confirmed
    project:
      state: funded
      own_source: central
      appropriations:
        - year: 2026
          euros: 25000    # expect: KV709

Good:
    # kvtool.toml
    [policy]
    own_share_appropriation = {value = {2026 = 55000}, source = "budget"}

    # engagements/2025/warm-quays.yaml
    id: warm-quays
    type: project
    title: {en: Warm quays}
    from: 2025-09
    state: confirmed
    project: {state: running, own_source: central, appropriations: [{year: 2026, euros: 30000}]}

    # engagements/2026/clean-harbours.yaml
    id: clean-harbours
    type: project
    title: {en: Clean harbours}
    from: 2026-03
    state: confirmed
    project:
      state: funded
      own_source: central
      appropriations:
        - year: 2026
          euros: 25000
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.queries.projects import central_shares, limits
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV709", Severity.WARNING, on=KnowledgeBase)
def check(kb: KnowledgeBase) -> Iterator[Finding]:
    set_aside = limits(kb.settings)
    for year, shares in central_shares(kb).items() if set_aside else ():
        if year not in set_aside:
            continue
        total = sum(share.euros for share in shares)
        if total > set_aside[year]:
            last = shares[-1]
            named = ", ".join(f"'{share.project.id}' {share.euros}" for share in shares)
            message = f"own shares of {year} come to {total} euros, {set_aside[year]} are set aside: {named}"
            path = ("project", "appropriations", last.row, "euros")
            yield Finding(last.project, path, message, "set more aside, or write own_source: unit")
