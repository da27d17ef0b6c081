"""Frameworks in time: which is the latest, when a goal or priority holds, and what became of those that do not."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from kvtool.model.framework import Aim, Framework
from kvtool.store.asking import once
from kvtool.store.base import KnowledgeBase


class Placed(NamedTuple):
    """A goal or priority with the framework that sets it."""

    framework: Framework
    aim: Aim

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day, by its own dates, else by those of its framework."""
        begin = self.aim.from_ or self.framework.from_
        end = self.aim.to or self.framework.to
        return (begin is None or begin.first <= day) and (end is None or day <= end.last)


class Lapse(NamedTuple):
    """What a goal or priority became, and when it came to an end: its own or its framework's, or that of the next one."""

    heirs: tuple[str, ...]
    to: date | None
    superseded: date | None

    def over_on(self, day: date) -> bool:
        """Whether it holds no longer on a day."""
        ended = self.to is not None and self.to < day
        return ended or (self.superseded is not None and self.superseded <= day)


def start_of(framework: Framework) -> date:
    """The first day of a framework; what is not dated comes after all else."""
    return framework.from_.first if framework.from_ else date.max


@once
def latest(kb: KnowledgeBase) -> Framework | None:
    """The strategy with the latest `from` that sets priorities: what has no date of its own is judged by it."""
    dated = [one for one in kb.all(Framework) if one.type == "strategy" and one.from_ and one.priorities]
    return max(dated, key=start_of, default=None)


def placed(kb: KnowledgeBase, aim_id: str | None) -> Placed | None:
    """The goal or priority of an id, where there is one."""
    inner = kb.inner.get(aim_id or "")
    if inner is None or not isinstance(inner.part, Aim) or not isinstance(inner.record, Framework):
        return None
    return Placed(inner.record, inner.part)


def lapses(kb: KnowledgeBase) -> Iterator[tuple[str, Lapse]]:
    """The goals and priorities that end and became others, by their ids."""
    begins = _superseded(kb)
    for framework in kb.all(Framework):
        for aim in (*framework.goals, *framework.priorities):
            heirs = tuple(heir.to for heir in aim.successors if heir.kind != "ends")
            end = aim.to or framework.to
            if heirs:
                yield aim.id, Lapse(heirs, end.last if end else None, None if aim.to else begins.get(framework.id))


def _superseded(kb: KnowledgeBase) -> dict[str, date]:
    """The day on which the first framework to supersede each begins, by the id of the superseded one."""
    found: dict[str, date] = {}
    for framework in kb.all(Framework):
        for old in map(kb.now, framework.supersedes):
            if framework.from_ and old != framework.id:
                found[old] = min(framework.from_.first, found.get(old, date.max))
    return found
