"""Goals by priorities: how much is planned, done, achieved and learned for each pair; nothing counts twice in a total."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple

ALL, NONE = "*", ""
"""Where everything is counted once, and what serves no goal, or no priority, among those asked about."""

ACTION, PLANNED, SUCCESS, LESSON = "action", "planned", "success", "lesson"


class Served(NamedTuple):
    """One thing that counts, for the goals and priorities that it serves."""

    sort: str
    goals: Sequence[str]
    priorities: Sequence[str]


class Matrix(NamedTuple):
    """How many things of each sort there are, by goal and priority."""

    cells: dict[tuple[str, str], Counter[str]]

    def of(self, goal: str, priority: str) -> Counter[str]:
        """What is counted for a goal and a priority, either of which may be ALL or NONE."""
        return self.cells.get((goal, priority), Counter())


def matrix(every: Iterable[Served], goals: Sequence[str], priorities: Sequence[str]) -> Matrix:
    """The matrix of some goals and priorities; what serves several counts in each of their cells, and once in a total."""
    cells: dict[tuple[str, str], Counter[str]] = {}
    for one in every:
        own_goals = [goal for goal in goals if goal in one.goals] or [NONE]
        own_priorities = [priority for priority in priorities if priority in one.priorities] or [NONE]
        for cell in product([*own_goals, ALL], [*own_priorities, ALL]):
            cells.setdefault(cell, Counter())[one.sort] += 1
    return Matrix(cells)
