"""Two engagements report one outcome.

Why: the same success is counted twice, and the report that shows it loses its credit.

Bad:
    # engagements/2021/lyra-visit.yaml
    id: lyra-visit
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2021-05-12
    state: held
    outcomes:
      - {id: lyra-tickets, changed: {en: Lyra sells joint tickets}, level: result, evidence: [{case: LY 2021-17}]}

    # engagements/2021/ticket-meeting.yaml
    id: ticket-meeting
    type: meeting
    title: {en: Meeting on tickets}
    from: 2021-10-02
    state: held
    outcomes:
      - id: tickets-sold
        changed: {en: Lyra sells joint tickets}    # expect: KV610
        level: result
        evidence: [{case: LY 2021-21}]

Good:
    # engagements/2021/lyra-visit.yaml
    id: lyra-visit
    type: visit-out
    title: {en: Visit to Lyra}
    from: 2021-05-12
    state: held
    outcomes:
      - {id: lyra-tickets, changed: {en: Lyra sells joint tickets}, level: result, evidence: [{case: LY 2021-17}]}

    # engagements/2021/ticket-meeting.yaml
    id: ticket-meeting
    type: meeting
    title: {en: Meeting on tickets}
    from: 2021-10-02
    state: held
    outcomes:
      - id: tickets-sold
        changed: {en: A tenth of Lyra's tickets are joint ones}
        level: result
        evidence: [{case: LY 2021-21}]
"""

from collections.abc import Iterator
from typing import NamedTuple

from kvtool.diagnostics import Severity
from kvtool.model.engagement import Engagement, Outcome
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.text.fault import Path
from kvtool.words.sorting import fold

Sign = tuple[str, ...]


class Reported(NamedTuple):
    """An outcome and the engagement that reports it."""

    engagement: Engagement
    outcome: Outcome

    def same(self, engagement: Engagement, outcome: Outcome) -> bool:
        """Whether another engagement's outcome, with the same sign, may be this one: they may be of one day."""
        mine, its = self.outcome.on, outcome.on
        apart = mine and its and (mine.last < its.first or its.last < mine.first)
        return engagement is not self.engagement and not apart


@rule("KV610", Severity.WARNING, on=KnowledgeBase)
def check(kb: KnowledgeBase) -> Iterator[Finding]:
    told: dict[Sign, Reported] = {}
    with_outcomes = {
        entry.id for entry in kb.of_kind(Engagement) if any(kind == Outcome.kind for _, kind, _ in entry.inner)
    }
    for engagement in sorted(kb.all(Engagement, with_outcomes), key=lambda one: (one.from_.first, one.id)):
        for index, outcome in enumerate(engagement.outcomes):
            signs = list(_signs(outcome, kb))
            for sign, path in signs:
                if sign in told and told[sign].same(engagement, outcome):
                    yield _finding(engagement, index, outcome, told[sign], path)
                    break
            for sign, _ in signs:
                told.setdefault(sign, Reported(engagement, outcome))


def _signs(outcome: Outcome, kb: KnowledgeBase) -> Iterator[tuple[Sign, Path]]:
    """What shows that two outcomes are one: who changed, and the words or, where we know who, the evidence."""
    who = kb.now(outcome.by_whom)
    for language, words in outcome.changed:
        yield (who, language, fold(words)), ("changed",)
    for index, evidence in enumerate(outcome.evidence if who else ()):
        for found in filter(None, (evidence.case, evidence.link)):
            yield (who, found), ("evidence", index)


def _finding(engagement: Engagement, index: int, outcome: Outcome, first: Reported, path: Path) -> Finding:
    before, now = (f"'{one.id}' ({one.lead or 'no lead'})" for one in (first.engagement, engagement))
    message = f"{now} reports as '{outcome.id}' what {before} reported as '{first.outcome.id}'"
    return Finding(engagement, ("outcomes", index, *path), message, "keep the outcome in one of them")
