"""Goals by priorities as a table: what was done, achieved and learned, with "no measures" apart from "not known"."""

from collections.abc import Iterator, Sequence

from kvtool.parts.monitored import Monitored
from kvtool.parts.sections import Row, Section, computed, listed, section, table
from kvtool.queries.matrix import ACTION, ALL, LESSON, NONE, PLANNED, SUCCESS


def matrix_of(look: Monitored) -> Section:
    """The section with the table; a row for each priority, a column for each goal."""
    say, name = look.say, look.paper.reader.name
    goals = [*((one.id, name(one.id)) for one in look.goals), *_left_over(look, (NONE, ALL), say("No goal"))]
    columns = [say("Priority"), *(title for _, title in goals), say("In all")]
    legend = [
        computed(say("Each cell: measures under way and engagements / successes and changes in others / lessons.")),
        computed(say("No measures: all who work for the priority and were asked have answered; else it is not known.")),
        computed(say("What serves several goals or priorities counts in each of their cells, and once in the totals.")),
    ]
    asked = [goal for goal, _ in goals]
    reason = say("No strategy with goals and priorities is on record for this period.")
    rows = list(_rows(look, [*asked, ALL])) if look.guide else []
    return section(reason, table(columns, rows), listed(legend if rows else []))


def empty_cells(look: Monitored) -> tuple[int, int]:
    """How many pairs of a goal and a priority have no measures, and of how many that is not known."""
    known = {one.id: look.answers.know(_actors(look, one.id)) for one in look.priorities}
    empty = [one for one in known for goal in look.goals if not _acted(look, goal.id, one)]
    return sum(known[one] for one in empty), sum(not known[one] for one in empty)


def _rows(look: Monitored, goals: Sequence[str]) -> Iterator[Row]:
    say, name = look.say, look.paper.reader.name
    named = [*((one.id, name(one.id)) for one in look.priorities)]
    for priority, title in [*named, *_left_over(look, (ALL, NONE), say("No priority")), (ALL, say("In all"))]:
        yield [computed(title), *(_cell(look, goal, priority) for goal in goals)]


def _left_over(look: Monitored, cell: tuple[str, str], title: str) -> list[tuple[str, str]]:
    """The row or column of what serves none, where there is anything in it."""
    return [(NONE, title)] if look.matrix.of(*cell).total() else []


def _cell(look: Monitored, goal: str, priority: str) -> str:
    say, count = look.say, look.matrix.of(goal, priority)
    told = "–" if NONE in (goal, priority) and not _acted(look, goal, priority) else told_of(look, goal, priority)
    return say("{told}, planned: {number}", told=told, number=count[PLANNED]) if count[PLANNED] else told


def told_of(look: Monitored, goal: str, priority: str) -> str:
    """What was done, achieved and learned for a pair; that nothing was, or that nobody knows."""
    say, count = look.say, look.matrix.of(goal, priority)
    if _acted(look, goal, priority):
        return f"{count[ACTION]} / {count[SUCCESS]} / {count[LESSON]}"
    if not look.paper.internal:
        return say("nothing public")  # what is internal may be something
    return say("no measures") if is_known(look, goal, priority) else say("not known whether anything was done")


def is_known(look: Monitored, goal: str, priority: str) -> bool:
    """Whether it is known of a pair what was done, be it nothing."""
    return _acted(look, goal, priority) or (look.paper.internal and look.answers.know(_actors(look, priority)))


def _acted(look: Monitored, goal: str, priority: str) -> bool:
    count = look.matrix.of(goal, priority)
    return bool(count[ACTION] or count[SUCCESS] or count[LESSON])


def _actors(look: Monitored, priority: str) -> Sequence[str]:
    """The units whose silence counts: the one asked about, else those that work for the priority, else all (none named)."""
    if look.wish.unit:
        return [look.wish.unit.id]
    return next((one.actors for one in look.priorities if one.id == priority), ())
