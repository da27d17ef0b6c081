"""Goals by priorities as a heat map: the darker a field, the more was under way; its numbers stand in it."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from kvtool.parts.matrix import empty_cells, is_known, told_of
from kvtool.parts.monitored import Monitored
from kvtool.picture import MOST_ROWS, Picture, lines
from kvtool.queries.matrix import ACTION
from kvtool.queries.reading import unmarked

ROOM: Final = 420
"""How wide all fields are together, in pixels."""
NARROWEST, WIDEST = 70, 140
"""Between what a field's width lies."""
MOST_COLUMNS: Final = 6
"""More goals than these have no room side by side."""
LETTERS: Final = 30
"""How long a line of a priority's name is."""
LINE: Final = 14


class Field(NamedTuple):
    """A goal and a priority, by their places, with how much was under way, what is written there, and whether all is known."""

    column: int
    row: int
    done: int
    told: str
    known: bool


def picture(look: Monitored) -> Picture | None:
    """The picture; none where nothing was done for any goal and priority."""
    name, say = look.paper.reader._replace(mark=unmarked).name, look.say
    fields = list(_fields(look))
    most = max(fields, key=lambda one: one.done, default=None)
    if most is None or not most.done or len(look.priorities) > MOST_ROWS or len(look.goals) > MOST_COLUMNS:
        return None
    goals, priorities = [name(one.id) for one in look.goals], [name(one.id) for one in look.priorities]
    nothing, unknown = empty_cells(look)
    text = say(
        "Heat map of {priorities} priorities by {goals} goals, darker where more was done. The most, {number} measures "
        "and engagements, was done for {priority} and the goal {goal}.",
        priorities=len(priorities),
        goals=len(goals),
        number=most.done,
        priority=priorities[most.row],
        goal=goals[most.column],
    )
    if look.paper.internal:
        text += " " + say("Pairs without measures: {nothing}; not known: {unknown}.", nothing=nothing, unknown=unknown)
    return Picture("goals", "goals-by-priorities", say("Goals by priorities, {period}", period=look.spoken(look.period)),
                   text, _values(look, fields, most.done, goals, priorities))  # fmt: skip


def _fields(look: Monitored) -> Iterator[Field]:
    for row, priority in enumerate(look.priorities):
        for column, goal in enumerate(look.goals):
            done, told = look.matrix.of(goal.id, priority.id)[ACTION], told_of(look, goal.id, priority.id)
            yield Field(column, row, done, told, is_known(look, goal.id, priority.id))


def _values(look: Monitored, fields: list[Field], most: int, goals: list[str], priorities: list[str]) -> dict[str, Any]:
    width = max(NARROWEST, min(WIDEST, ROOM // len(goals)))
    rows = [lines(one, LETTERS) for one in priorities]
    legend = look.say("In each field: measures under way and engagements / successes and changes in others / lessons")
    return {
        "fields": [{**one._asdict(), "told": lines(one.told, width // 7)} for one in fields],
        "most": most,
        "goals": [lines(one, width // 7) for one in goals],
        "priorities": rows,
        "width": width,
        "height": max(
            26, max(map(len, rows)) * LINE + 2, max(len(lines(one.told, width // 7)) for one in fields) * LINE
        ),
        "legend": lines(legend, 100),
    }
