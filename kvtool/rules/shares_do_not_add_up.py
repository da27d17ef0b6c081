"""The own share and the grant of a project do not make up the city's share.

Why: one of the three is wrong, and the budget takes whichever it finds.

Bad:
    # engagements/2023/warm-quays.yaml
    id: warm-quays
    type: project
    title: {en: Warm quays}
    from: 2023-09
    state: confirmed
    project:
      total: 400000
      city_share: 100000    # expect: KV710
      grant: 70000
      own: 20000

Good:
    # engagements/2023/warm-quays.yaml
    id: warm-quays
    type: project
    title: {en: Warm quays}
    from: 2023-09
    state: confirmed
    project:
      total: 400000
      city_share: 100000
      grant: 70000
      own: 30000
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV710", Severity.ERROR, on=Engagement, of=["project"])
def check(engagement: Engagement, kb: KnowledgeBase) -> Iterator[Finding]:
    project = engagement.project
    if project is None or project.city_share is None or project.grant is None or project.own is None:
        return
    if abs(project.own + project.grant - project.city_share) >= 1:  # cents are lost in rounding
        message = f"own {project.own} and grant {project.grant} do not make up the city's share {project.city_share}"
        yield Finding(engagement, ("project", "city_share"), message, "mend city_share, own or grant")
