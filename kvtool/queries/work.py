"""What is done for goals and priorities, and what comes of it: measures in time, engagements, outcomes, successes, lessons."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from kvtool.model.dates import Day
from kvtool.model.engagement import Engagement, Lesson, Outcome, Success
from kvtool.model.framework import Framework, Measure
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import over

STARTED = ("running", "done", "interrupted")
"""The states of a measure about which something was done."""
FINISHED = ("done", "interrupted", "cancelled")
"""The states of a measure about which nothing will be done any more."""

TELLING = ("confirmed", "held", "cancelled")
"""The states of an engagement of which something can have come: a project is confirmed while it runs, and what was
called off can teach."""


class Plan(NamedTuple):
    """A measure in time.

    Where it has no first day, it begins with its framework; a finished one without a last day ended when it was due.
    Both are inferred. A finished one with neither ended on a day that is not on record: `ends` is None.
    """

    framework: Framework
    measure: Measure
    begins: Day | None
    ends: Day | None

    @property
    def started(self) -> bool:
        """Whether something was done about it."""
        return self.measure.state in STARTED

    @property
    def finished(self) -> bool:
        """Whether nothing will be done about it any more."""
        return self.measure.state in FINISHED

    @property
    def undated(self) -> bool:
        """Whether it is finished, and nobody wrote down when."""
        return self.finished and self.ends is None

    def runs(self, first: date, last: date) -> bool:
        """Whether it falls into a span of days in part; what ended on no known day falls into none."""
        begun = self.begins is None or self.begins.first <= last
        return begun and not self.undated and (self.ends is None or self.ends.last >= first)


def plans(kb: KnowledgeBase) -> Iterator[Plan]:
    """All measures, in the order of their frameworks."""
    for framework in kb.all(Framework):
        for one in framework.measures:
            end = (one.to or one.due) if one.state in FINISHED else one.to or framework.to
            yield Plan(framework, one, one.from_ or framework.from_, end)


def done(kb: KnowledgeBase, first: date, last: date) -> Iterator[Engagement]:
    """The engagements with others from a day to another: what was held, and the projects that ran."""
    for one in kb.all(Engagement):
        ran = one.state == "held" or (one.type == "project" and one.state == "confirmed")
        if ran and one.type != "coordination-meeting" and one.from_.first <= last and over(one) >= first:
            yield one


class Came(NamedTuple):
    """What came of an engagement, the goals and priorities that it serves, and the one day on which it counts."""

    engagement: Engagement
    what: Outcome | Success | Lesson
    nth: int
    goals: Sequence[str]
    priorities: Sequence[str]
    day: date

    @property
    def key(self) -> tuple[date, str, int]:
        """By what it is put in order: its day, then where it stands."""
        return self.day, self.engagement.id, self.nth


def came(kb: KnowledgeBase) -> Iterator[Came]:
    """All outcomes, successes and lessons.

    Each counts on its own day, and without one on the last day of its engagement: so nothing counts in two periods.
    """
    for one in kb.all(Engagement):
        if one.state not in TELLING:
            continue
        for nth, outcome in enumerate(one.outcomes):
            goals, priorities = outcome.goals or one.goals, outcome.priorities or one.priorities
            day = outcome.on.last if outcome.on else over(one)
            yield Came(one, outcome, nth, goals, priorities, day)
        noted: list[Success | Lesson] = [*one.successes, *one.lessons]
        for nth, what in enumerate(noted):
            own = what.on if isinstance(what, Lesson) else what.from_
            yield Came(one, what, nth, one.goals, one.priorities, own.last if own else over(one))
