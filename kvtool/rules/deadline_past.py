"""A deadline that the city set itself is past, and nothing says whether it was met.

Why: an aim that is missed in silence teaches everybody that deadlines mean nothing.

Bad:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: aim, from: 2022, deadline: 2025, source: plan}    # expect: KV915

Good:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: aim, from: 2022, deadline: 2025, source: plan}
        - {status: member, from: 2025-11, source: plan}
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kvtool.diagnostics import Severity
from kvtool.model.base import Record
from kvtool.model.dates import Day
from kvtool.model.engagement import Engagement
from kvtool.model.framework import Framework
from kvtool.model.network import CityMembership, MembershipGoal, Network
from kvtool.queries.owners import OPEN_LESSONS, OPEN_MEASURES
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import last_of, naming
from kvtool.store.statements import EVERYBODY, begin_of, replaced_on
from kvtool.text.fault import Path


class Deadline(NamedTuple):
    """A deadline that nothing settles: when, where it stands, of what, and what would settle it."""

    due: date
    path: Path
    what: str
    help: str


@rule("KV915", Severity.DUE, on=Record, of=["membership", "measures", "indicators", "lessons"])
def check(record: Record, kb: KnowledgeBase, day: date) -> Iterator[Finding]:
    for one in _deadlines(record, kb):
        if one.due < day:
            yield Finding(record, one.path, f"the deadline of {one.what} is {one.due}", one.help, due=one.due)


def _deadlines(record: Record, kb: KnowledgeBase) -> Iterable[Deadline]:
    if isinstance(record, Network) and record.membership:
        return (*_aims(record.membership, kb), *_goals(record, record.membership, kb))
    if isinstance(record, Framework):
        return (*_measures(record), *_targets(record))
    return _lessons(record) if isinstance(record, Engagement) else ()


def _aims(membership: CityMembership, kb: KnowledgeBase) -> Iterator[Deadline]:
    """Aims to join that no later statement has settled, and no later aim has taken the place of."""
    if any(kb.is_broken(statement.source) for statement in membership.statements):
        return  # nobody can tell which of them is the later one
    said = membership.statements
    order = [index for _, index in sorted((_first(begin_of(kb, one)), index) for index, one in enumerate(said))]
    for place, index in enumerate(order):
        aim = said[index]
        settled = any(said[later].status != "exploring" for later in order[place + 1 :])
        if aim.status == "aim" and aim.deadline and not settled and not replaced_on(kb, aim.source, EVERYBODY):
            path = ("membership", "statements", index, "deadline")
            yield Deadline(aim.deadline.last, path, "the aim to join", "add the statement that followed, or a new aim")


def _first(begin: Day | None) -> date:
    return begin.first if begin else date.min


def _goals(network: Network, membership: CityMembership, kb: KnowledgeBase) -> Iterator[Deadline]:
    """Goals of a membership of which neither an outcome nor a review since their day tells."""
    for index, goal in enumerate(membership.goals):
        if goal.by and not _told(network, membership, goal, goal.by, kb):
            path = ("membership", "goals", index, "by")
            yield Deadline(
                goal.by.last, path, "a goal of the membership", "record its outcome, or review the membership"
            )


def _told(network: Network, membership: CityMembership, goal: MembershipGoal, by: Day, kb: KnowledgeBase) -> bool:
    if any(review.on.last >= by.first for review in membership.reviews):
        return True
    reached = (outcome for one in naming(kb, network.id, "networks", "outcomes") for outcome in one.outcomes)
    return any(goal.goal is None or goal.goal in outcome.goals for outcome in reached)


def _measures(framework: Framework) -> Iterator[Deadline]:
    for index, measure in enumerate(framework.measures):
        if measure.due and measure.state in OPEN_MEASURES:
            help_ = "set state: done, interrupted or cancelled, or another due"
            yield Deadline(measure.due.last, ("measures", index, "due"), f"measure '{measure.id}'", help_)


def _targets(framework: Framework) -> Iterator[Deadline]:
    """Targets of indicators for whose year, or a later one, no value is known."""
    for index, indicator in enumerate(framework.indicators):
        for number, target in enumerate(indicator.targets):
            if not any(value.year >= target.year for value in indicator.values):
                path = ("indicators", index, "targets", number)
                what = f"the target of '{indicator.id}' for {target.year}"
                yield Deadline(last_of(target.year), path, what, "add the year's value; one without value is not known")


def _lessons(engagement: Engagement) -> Iterator[Deadline]:
    for index, lesson in enumerate(engagement.lessons):
        if lesson.due and lesson.state in OPEN_LESSONS and not lesson.applied_in:
            help_ = "add applied_in: [ID of an engagement], or set state: rejected"
            yield Deadline(lesson.due.last, ("lessons", index, "due"), f"lesson '{lesson.id}'", help_)
