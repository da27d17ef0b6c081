"""A project was applied for without saying from which programme and call, or who pays the own share.

Why: the answer comes in half a year, and by then nobody knows which money was meant.

Bad:
    # engagements/2023/warm-quays.yaml
    id: warm-quays
    type: project
    title: {en: Warm quays}
    from: 2023-09
    state: planned
    project: {state: applied, programme: Northern Seas, call: 2023-2, own: 30000}    # expect: KV712

Good:
    # engagements/2023/warm-quays.yaml
    id: warm-quays
    type: project
    title: {en: Warm quays}
    from: 2023-09
    state: planned
    project: {state: applied, programme: Northern Seas, call: 2023-2, own: 30000, own_source: unit}
"""

from collections.abc import Iterator

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement
from kvtool.queries.projects import DETAILED
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase


@rule("KV712", Severity.WARNING, on=Engagement, of=["project"])
def check(engagement: Engagement, kb: KnowledgeBase) -> Iterator[Finding]:
    project = engagement.project
    if project is None or project.state not in DETAILED or engagement.state == "cancelled":
        return
    wanted = ["programme", "call", "own", "own_source"]
    if project.own == 0:
        wanted.remove("own_source")
    missing = [name for name in wanted if getattr(project, name) is None]
    if missing:
        message = f"the project is {project.state} without {', '.join(missing)}"
        yield Finding(engagement, ("project", "state"), message, f"add {missing[0]}: …")
