"""Frameworks in time: which is the latest, and when a goal or priority holds."""

from datetime import date
from typing import NamedTuple

from kvtool.model.framework import Aim, Framework
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


def latest(kb: KnowledgeBase) -> Framework | None:
    """The strategy with the latest `from` that sets priorities: what has no date of its own is judged by it."""
    dated = [one for one in kb.all(Framework) if one.type == "strategy" and one.from_ and one.priorities]
    return max(dated, key=lambda one: one.from_.first if one.from_ else date.min, default=None)


def placed(kb: KnowledgeBase, aim_id: str | None) -> Placed | None:
    """The goal or priority of an id, where there is one."""
    inner = kb.inner.get(aim_id or "")
    if inner is None or not isinstance(inner.part, Aim) or not isinstance(inner.record, Framework):
        return None
    return Placed(inner.record, inner.part)
