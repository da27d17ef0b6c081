"""A period as a paper looks at it: its goals and priorities, what was done and achieved, who told of it, what came before."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Final

from kvtool.model.engagement import Engagement, Lesson, Outcome, Success
from kvtool.model.framework import Goal, Priority
from kvtool.queries.guiding import guiding
from kvtool.queries.matrix import ACTION, LESSON, PLANNED, SUCCESS, Matrix, Served, matrix
from kvtool.queries.reading import unmarked
from kvtool.queries.reported import Reported, answers, reported
from kvtool.queries.work import Came, Plan, came, done, plans
from kvtool.report import Item, Paper, item
from kvtool.reporting import Period, Wish, past_year
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import later
from kvtool.words.dates import say_span
from kvtool.words.sorting import sort_key

PLANNED_STATES: Final = ("proposed", "planned", None)


def last_reported(kb: KnowledgeBase, day: date) -> Period:
    """The last period that is reported on and over by a day; the year up to it where there is none."""
    over = [one for one in reported(kb) if one.last <= day]
    return Period(over[-1].first, over[-1].last) if over else past_year(kb, day)


class Monitored:
    """A period as a paper looks at it: only what the paper's reader sees, of the units and priority asked about."""

    def __init__(self, paper: Paper, wish: Wish) -> None:
        self.paper, self.wish, self.period = paper, wish, wish.period
        self.kb, self.say = paper.reader.kb, paper.say
        self._bare = paper.reader._replace(mark=unmarked)  # a name by which to sort is not shown
        self.every: Sequence[Reported] = reported(self.kb)
        self.guide = guiding(self.kb, *self.period, paper.reader.day)
        self.answers = answers(self.kb, self.every, *self.period)
        self.plans = sorted(filter(self._asked_plan, plans(self.kb)), key=lambda one: self._by_words(one.measure.id))
        self._came = sorted(filter(self._asked_of, came(self.kb)), key=lambda one: one.key)

    def _by_words(self, thing: str) -> tuple[object, str]:
        return sort_key(self._bare.name(thing)), thing

    def _asked_plan(self, plan: Plan) -> bool:
        one = plan.measure
        return self.wish.of_units(self.kb, one.coordinator) and self.wish.of_priority(*one.priorities)

    def _asked_of(self, one: Came) -> bool:
        return self.wish.of_units(self.kb, one.engagement.lead) and self.wish.of_priority(*one.priorities)

    @property
    def goals(self) -> Sequence[Goal]:
        """The goals in force."""
        return self.guide.goals if self.guide else ()

    @property
    def priorities(self) -> Sequence[Priority]:
        """The priorities in force that are asked about."""
        return [one for one in self.guide.priorities if self.wish.of_priority(one.id)] if self.guide else ()

    @property
    def former(self) -> Period:
        """The period before: the last that was reported on, else one as long."""
        before = [one for one in self.every if one.last < self.period.first]
        if before and any((one.first, one.last) == self.period for one in self.every):
            return Period(before[-1].first, before[-1].last)
        end = later(self.period.first, -1)
        return Period(later(end, self.period.first.toordinal() - self.period.last.toordinal()), end)

    @property
    def next(self) -> Period:
        """The period after: the next that is to be reported on, else one as long."""
        after = [one for one in self.every if one.first > self.period.last]
        if after:
            return Period(after[0].first, after[0].last)
        start = later(self.period.last, 1)
        return Period(start, later(start, self.period.last.toordinal() - self.period.first.toordinal()))

    def spoken(self, period: Period) -> str:
        """A period in words: a whole year is called by its number."""
        first, last = period
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        return say_span(first.isoformat(), last.isoformat(), self.paper.reader.labels.language)

    def running(self, period: Period) -> list[Plan]:
        """The measures about which something was done, and that fall into a period."""
        return [one for one in self.plans if one.started and one.runs(*period)]

    def planned(self, period: Period) -> list[Plan]:
        """The measures that are only planned or proposed in a period."""
        return [one for one in self.plans if one.measure.state in PLANNED_STATES and one.runs(*period)]

    def engagements(self, period: Period) -> list[Engagement]:
        """What was done with others in a period, as far as the paper's day goes."""
        found = done(self.kb, period.first, min(period.last, self.paper.reader.day))
        return [
            one for one in found if self.wish.of_units(self.kb, one.lead) and self.wish.of_priority(*one.priorities)
        ]

    def came(self, period: Period, *sorts: type[Outcome | Success | Lesson]) -> list[Came]:
        """What came of engagements in a period, as far as the paper's day goes, in the order of time."""
        last = min(period.last, self.paper.reader.day)
        return [one for one in self._came if isinstance(one.what, sorts) and period.first <= one.day <= last]

    def earlier(self, *sorts: type[Success | Lesson]) -> list[Came]:
        """What was noted before the period."""
        return [one for one in self._came if isinstance(one.what, sorts) and one.day < self.period.first]

    def later_on(self, *sorts: type[Success | Lesson]) -> list[Came]:
        """What was noted in engagements that began by the end of the period and are not over then: it counts later."""
        last = min(self.period.last, self.paper.reader.day)
        return [
            one
            for one in self._came
            if isinstance(one.what, sorts) and one.engagement.from_.first <= last < one.day
        ]  # fmt: skip

    @cached_property
    def matrix(self) -> Matrix:
        """The counts of the period by goal and priority."""
        return matrix(self._served(), [one.id for one in self.goals], [one.id for one in self.priorities])

    def _served(self) -> Iterator[Served]:
        for sort, every in ((ACTION, self.running(self.period)), (PLANNED, self.planned(self.period))):
            yield from (Served(sort, one.measure.goals, one.measure.priorities) for one in every)
        yield from (Served(ACTION, one.goals, one.priorities) for one in self.engagements(self.period))
        for one in self.came(self.period, Outcome, Success, Lesson):
            yield Served(LESSON if isinstance(one.what, Lesson) else SUCCESS, one.goals, one.priorities)

    def measure(self, plan: Plan, text: str = "") -> Item:
        """A measure, or something said of it, with its source; its name where nothing else is said."""
        said = text or self.paper.text(plan.measure.text)
        return item(said, self.paper.grounds(plan.measure, plan.framework))
