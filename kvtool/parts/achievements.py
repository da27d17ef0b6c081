"""Goal by goal: what was done, what changed for whom and how that is shown, what went well."""

from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from itertools import chain

from kvtool.annexes import behind, length, part
from kvtool.model.engagement import Evidence, Outcome, Success
from kvtool.parts.monitored import Monitored
from kvtool.parts.sections import Cell, Row, Section, computed, listed, section, table
from kvtool.queries.matrix import ACTION, ALL, LESSON
from kvtool.queries.work import Came, Plan
from kvtool.report import Item, Paper, item

MOST = 5
"""How many lines and rows a goal has in the text; where there are more, it has their numbers, and they are an annex."""


def achievements(look: Monitored) -> list[Section]:
    """A section for each goal in force, and one for what serves none; each thing stands under its first goal only."""
    goals = [one.id for one in look.goals]
    firsts = [*goals, ""] if _unserved(look, goals) else goals
    return [_of(look, goal, goals) for goal in firsts]


def evidence(paper: Paper, shown: Sequence[Evidence]) -> Cell:
    """What shows an outcome: the record or source by its name with a note, a case number, a link."""
    kb = paper.reader.kb
    found: list[Item] = []
    for one in shown:
        record = kb.by_id[kb.now(one.record)].record if one.record and kb.now(one.record) in kb.by_id else None
        if record:
            found.append(item(paper.name(record.id), paper.file(record)))
        elif one.source and paper.allowed(one.source):
            found.append(item(paper.name(one.source), paper.note(one.source)))
        elif one.link or one.case:
            found.append(item(one.case or str(one.link)))
    return found or paper.say("no evidence")


def outcome_rows(look: Monitored, every: Sequence[Came], goal: str, goals: Sequence[str]) -> list[Row]:
    """What changed: what, for whom, how deep it goes, what the city did for it, what shows it."""
    paper, reader = look.paper, look.paper.reader
    rows: list[Row] = []
    for one in every:
        if isinstance(one.what, Outcome):
            out = one.what
            level = reader.labels.code("Outcome.level", out.level)
            unexpected = [look.say("unexpected")] if out.expected is False else []
            rows.append(
                [
                    item(f"{paper.text(out.changed)}{_also(look, one.goals, goal, goals)}", paper.file(one.engagement)),
                    reader.name(out.by_whom) or look.say("not named"),
                    ", ".join([level, *unexpected, reader.date(one.what.on or one.engagement.from_)]),
                    paper.text(out.contribution) or look.say("not on record"),
                    evidence(paper, out.evidence),
                ]
            )
    return rows


def _of(look: Monitored, goal: str, goals: Sequence[str]) -> Section:
    """What was done and achieved for a goal."""
    say, period = look.say, look.period

    def first(own: Sequence[str]) -> bool:
        return next((one for one in goals if one in own), "") == goal

    measures = [one for one in look.running(period) if first(one.measure.goals)]
    results = [one for one in look.came(period, Outcome) if first(one.goals)]
    planned = [one for one in look.planned(period) if first(one.measure.goals)]
    successes = [one for one in look.came(period, Success) if first(one.goals)]
    engagements = [one for one in look.engagements(period) if (goal in one.goals if goal else first(one.goals))]
    levels = Counter(one.level for one in engagements if one.level in ("mayor", "deputy-mayor"))
    done = say(
        "Engagements: {number}, of which at mayor's level {mayor} and at deputy mayor's level {deputy}",
        number=len(engagements),
        mayor=levels["mayor"],
        deputy=levels["deputy-mayor"],
    )
    columns = [say("Change"), say("For whom"), say("Level and date"), say("What the city did"), say("Evidence")]
    counted = listed([computed(done)] if engagements else [])
    lacking = listed(_lacking(look, goal))
    blocks = [
        table(
            [say("Measure to carry out"), say("State"), say("Coordinator"), say("Due")],
            (_measure(look, one, goal, goals) for one in measures),
            say("What we did"),
        ),
        counted,
        listed((_planned(look, one) for one in planned), say("Planned, or no state on record")),
        table(columns, outcome_rows(look, results, goal, goals), say("What changed for whom")),
        listed(
            (item(look.paper.text(one.what.text), _grounds(look.paper, one)) for one in successes
             if isinstance(one.what, Success)),
            say("What went well"),
        ),
        lacking,
    ]  # fmt: skip
    name = look.paper.reader.name(goal) or say("For no goal in force")
    if sum(map(length, blocks)) > MOST:
        told = say("Measures: {measures}; changes in others: {changes}; successes: {successes}.", measures=len(measures),
                   changes=len(results), successes=len(successes))  # fmt: skip
        summary = listed([computed(told), *deepcopy(counted["lines"]), *deepcopy(lacking["lines"])])
        blocks = [behind(summary, say("Goal by goal"), part(name, *blocks))]
    return {**section(say("Nothing is on record for this goal in the period.") if goal else "", *blocks), "name": name}


def _lacking(look: Monitored, goal: str) -> list[Item]:
    """What is not on record for a goal, where anything is: a list of meetings is no result."""
    say, served = look.say, look.matrix.of(goal, ALL)
    if not goal or not served.total():
        return []
    lacks = [
        "" if served[ACTION] else say("measures under way or engagements"),
        "" if any(goal in one.goals for one in look.came(look.period, Outcome)) else say("changes in others"),
        "" if any(goal in one.goals for one in look.came(look.period, Success)) else say("successes"),
        "" if served[LESSON] else say("lessons"),
    ]
    names = ", ".join(filter(None, lacks))
    return [computed(say("Nothing on record: {names}.", names=names))] if names else []


def _measure(look: Monitored, plan: Plan, goal: str, goals: Sequence[str]) -> Row:
    reader, one = look.paper.reader, plan.measure
    told = look.measure(plan)
    return [
        {**told, "text": f"{told['text']}{_also(look, one.goals, goal, goals)}"},
        reader.labels.code("Measure.state", one.state),
        reader.name(one.coordinator) or look.say("not named"),
        reader.date(one.due) or look.say("no date set"),
    ]


def _planned(look: Monitored, plan: Plan) -> Item:
    """A measure of which nothing says that it was begun, with its state, who sees to it, by when."""
    reader, one, told = look.paper.reader, plan.measure, look.measure(plan)
    due = look.say("due {date}", date=reader.date(one.due)) if one.due else ""
    state = reader.labels.code("Measure.state", one.state) or look.say("state not on record")
    who = reader.name(one.coordinator) or look.say("nobody is named")
    return {**told, "text": f"{told['text']} ({', '.join(filter(None, (state, who, due)))})"}


def _also(look: Monitored, own: Sequence[str], goal: str, goals: Sequence[str]) -> str:
    """The other goals that something serves, since it stands under one of them only."""
    others = [look.paper.reader.name(one) for one in goals if one in own and one != goal]
    told = look.say("also: {names}", names="; ".join(others))
    return f" ({told})" if others else ""


def _grounds(paper: Paper, one: Came) -> list[int]:
    cited = paper.grounds(one.what, one.engagement) if isinstance(one.what, Success) else []
    return cited or paper.file(one.engagement)


def _unserved(look: Monitored, goals: Sequence[str]) -> bool:
    """Whether anything of the period serves no goal in force."""
    served = chain(
        (one.measure.goals for one in [*look.running(look.period), *look.planned(look.period)]),
        (one.goals for one in look.came(look.period, Outcome, Success)),
        (one.goals for one in look.engagements(look.period)),
    )
    return any(set(goals).isdisjoint(own) for own in served)
