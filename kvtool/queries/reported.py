"""The periods that are reported on, and which units have told what they did in them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

from kvtool.model.framework import Framework, ReportingPeriod, Submitter
from kvtool.queries.units import wholes
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import later

Told = Literal["received", "nothing-to-report", "missing"]


class Reported(NamedTuple):
    """A period that is reported on, with the framework that sets it."""

    framework: Framework
    period: ReportingPeriod
    first: date
    last: date


def reported(kb: KnowledgeBase) -> list[Reported]:
    """All periods with both ends, the earliest first."""
    found = [
        Reported(framework, one, one.from_.first, one.to.last)
        for framework in kb.all(Framework)
        for one in framework.reporting
        if one.from_ and one.to
    ]
    return sorted(found, key=lambda one: (one.last, one.first, one.framework.id))


def within(every: Iterable[Reported], first: date, last: date) -> list[Reported]:
    """The periods that lie in a span of days in part or as a whole."""
    return [one for one in every if one.first <= last and first <= one.last]


def covers(every: Sequence[Reported], first: date, last: date) -> bool:
    """Whether each day of a span lies in one of the periods."""
    reached = first
    for one in sorted(every, key=lambda one: one.first):
        if one.first <= reached <= one.last:
            if one.last >= last:
                return True
            reached = later(one.last, 1)
    return False


class Answers(NamedTuple):
    """What units told of a span of days; `whole` where all of it was asked about."""

    kb: KnowledgeBase
    told: dict[str, Told]
    whole: bool

    @property
    def complete(self) -> bool:
        """Whether all who were asked have answered for all of it."""
        return self.whole and bool(self.told) and "missing" not in self.told.values()

    def of(self, unit: str) -> Told | None:
        """What a unit, or one that it is part of, has told; None where nobody asked it."""
        now = self.kb.now(unit)
        if now in self.told:
            return self.told[now]
        above = [self.told[one] for one in sorted(wholes(self.kb, [now]) or ()) if one in self.told]
        return "missing" if "missing" in above else next(iter(above), None)

    def know(self, units: Sequence[str]) -> bool:
        """Whether nothing on record of some units means that there was nothing: all asked among them have answered."""
        answers = [answer for unit in units if (answer := self.of(unit))]
        return self.complete if not units else self.whole and bool(answers) and "missing" not in answers


def answers(kb: KnowledgeBase, every: Sequence[Reported], first: date, last: date) -> Answers:
    """What units told of a span of days; who missed one of its periods is missing."""
    told: dict[str, Told] = {}
    asked = within(every, first, last)
    for submitter in (one for it in asked for one in it.period.submitters):
        told[kb.now(submitter.unit)] = _worse(told.get(kb.now(submitter.unit)), submitter)
    return Answers(kb, told, covers(asked, first, last))


def _worse(before: Told | None, submitter: Submitter) -> Told:
    order: Sequence[Told] = ("missing", "received", "nothing-to-report")
    return submitter.state if before is None else min(before, submitter.state, key=order.index)
