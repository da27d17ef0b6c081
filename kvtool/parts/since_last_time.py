"""What is other than in the period before: the figures side by side, what is new, what goes on, what ended."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kvtool.model.dates import Day
from kvtool.model.engagement import Lesson, Outcome, Success
from kvtool.parts.monitored import Monitored
from kvtool.parts.sections import Block, Section, computed, in_numbers, inferred, listed, section, table
from kvtool.queries.work import FINISHED, Came
from kvtool.report import Item, item
from kvtool.reporting import Period

MOST = 4
"""How many changes stand in the text; where there are more, it has their numbers, and they are an annex."""


class Effort(NamedTuple):
    """A measure or project: its words, from when to when, and whether both days are its own."""

    told: Item
    begins: Day | None
    ends: Day | None
    own_begin: bool
    own_end: bool
    state: str


def figures(look: Monitored) -> Block:
    """The counts of the period beside those of the one before."""
    say, labels = look.say, look.paper.reader.labels
    columns = [say("Counted"), look.spoken(look.former), look.spoken(look.period)]
    periods = (look.former, look.period)

    def row(title: str, counts: Iterable[int]) -> list[Item]:
        return [computed(title), *(item(str(count)) for count in counts)]

    rows = [
        row(say("Measures under way"), (len(look.running(one)) for one in periods)),
        row(say("Engagements"), (len(look.engagements(one)) for one in periods)),
    ]
    for level in ("output", "result", "impact"):
        title = say("Changes in others: {level}", level=labels.code("Outcome.level", level))
        rows.append(row(title, (_at(look.came(one, Outcome), level) for one in periods)))
    rows.append(row(say("Successes noted"), (len(look.came(one, Success)) for one in periods)))
    rows.append(row(say("Lessons learned"), (len(look.came(one, Lesson)) for one in periods)))
    return table(columns, rows)


def _at(every: Iterable[Came], level: str) -> int:
    return sum(isinstance(one.what, Outcome) and one.what.level == level for one in every)


def since_last_time(look: Monitored) -> Section:
    """The section of measures and projects that are new, go on, or ended."""
    say, (first, last) = look.say, look.period
    every = list(_efforts(look))
    new = [one for one in every if one.begins and first <= one.begins.first <= last]
    ended = [one for one in every if one.ends and first <= one.ends.last <= last]
    on = [one for one in every if one not in new and one not in ended and _goes_through(one, look.period)]
    unknown = [one for one in every if one.state in FINISHED and not one.ends]
    blocks = (
        listed((_line(look, one, one.begins, one.own_begin) for one in new), say("New")),
        listed((_line(look, one, one.ends, one.own_end) for one in ended), say("Ended")),
        listed((_line(look, one, None, True) for one in unknown), say("Ended, on what day is not on record")),
        listed((one.told for one in on), say("Continuing")),
    )
    empty = say("No measure or project is on record for the period or the one before.")
    return section(empty, *in_numbers(blocks, say("Changes since the period before"), MOST))


def _efforts(look: Monitored) -> Iterator[Effort]:
    """The measures that were begun, then the projects that ran."""
    labels = look.paper.reader.labels
    for one in look.plans:
        if one.started or one.finished:
            own_end = one.measure.to is not None or not one.finished
            state = one.measure.state or ""
            ends = one.ends if one.finished or one.measure.to else None
            yield Effort(look.measure(one), one.begins, ends, one.measure.from_ is not None, own_end, state)
    whole = Period(date.min, look.paper.reader.day)
    projects = (one for one in look.engagements(whole) if one.type == "project")
    for project in sorted(projects, key=lambda one: (one.from_.first, one.id)):
        told = item(f"{look.paper.text(project.title)} ({labels.code('Engagement.type', 'project')})",
                    look.paper.file(project))  # fmt: skip
        yield Effort(told, project.from_, project.to, True, True, "")


def _goes_through(one: Effort, period: Period) -> bool:
    begun = one.begins is None or one.begins.first < period.first
    return begun and (one.ends is None or one.ends.last > period.last) and not (one.state in FINISHED and not one.ends)


def _line(look: Monitored, one: Effort, day: Day | None, own: bool) -> Item:
    """One that began or ended, with the day and, where it is a measure, its state now."""
    reader = look.paper.reader
    parts = [reader.date(day), reader.labels.code("Measure.state", one.state)]
    text = f"{one.told['text']}: {', '.join(filter(None, parts))}"
    return item(text, one.told["notes"]) if own else inferred(text, one.told["notes"])
