"""The strategy by whose goals and priorities the work of a period is judged, and which of them are in force in it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from kvtool.model.framework import Framework, Goal, Priority
from kvtool.queries.grounds import ground_of
from kvtool.store.base import KnowledgeBase
from kvtool.store.periods import start_of


class Guide(NamedTuple):
    """A strategy with the goals and priorities that are in force in a period.

    `over`: its own period ended before this one began. `undecided` are later strategies that nobody has decided on.
    """

    framework: Framework
    goals: Sequence[Goal]
    priorities: Sequence[Priority]
    over: bool
    undecided: Sequence[Framework]


def guiding(kb: KnowledgeBase, first: date, last: date, day: date) -> Guide | None:
    """What guides the work from a day to another: the latest decided strategy that has begun, before one not decided.

    What a text weighs is judged on `day`. A strategy that is over guides where no other does.
    """
    begun = [one for one in kb.all(Framework) if one.type == "strategy" and one.priorities and start_of(one) <= last]
    running = [one for one in begun if _end(one) >= first] or begun
    decided = [one for one in running if ground_of(kb, one.source, day).decided]
    found = max(decided or running, key=lambda one: (start_of(one), one.id), default=None)
    if found is None:
        return None
    drafts = [one for one in begun if one not in decided and one is not found and start_of(one) > start_of(found)]
    goals = [one for one in found.goals if one.meets(first, last)]
    priorities = [one for one in found.priorities if one.meets(first, last)]
    return Guide(found, goals, priorities, _end(found) < first, sorted(drafts, key=lambda one: (start_of(one), one.id)))


def _end(framework: Framework) -> date:
    return framework.to.last if framework.to else date.max
