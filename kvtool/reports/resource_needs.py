"""What advancing the priorities takes: needs by priority and purpose, sums by unit, what falls without the money."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, get_args

from kvtool.model.framework import Measure
from kvtool.model.need import Need
from kvtool.parts.needs import amount, shares, state, sums, titled, years
from kvtool.parts.sections import Block, Row, Section, computed, listed, section, table
from kvtool.queries.needs import by_priority
from kvtool.queries.owners import coordinator
from kvtool.queries.sizes import FUNDINGS, funding, spans
from kvtool.report import Item, Paper, item
from kvtool.reporting import Period, Report, Wish
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import last_of
from kvtool.store.periods import placed
from kvtool.store.policy import words
from kvtool.words.sorting import sort_key


def from_this_year(kb: KnowledgeBase, day: date) -> Period:
    """From the first day of a day's year to the last year for which anything is needed."""
    last = max((year for need in kb.all(Need) for year in need.years), default=day.year)
    return Period(date(day.year, 1, 1), last_of(max(last, day.year)))


REPORT = Report(
    lambda say: say(
        "Needs by priority and purpose, with sums of person-years and euros apart, and what falls unfunded"
    ),
    period=from_this_year,
    unit=True,
    priority=True,
)


class Look(NamedTuple):
    """The needs that are asked about, by their priorities in the order of the strategy, and how many are of other years."""

    groups: Mapping[str, Sequence[Need]]
    elsewhere: int

    @property
    def every(self) -> list[Need]:
        """All of them."""
        return [need for group in self.groups.values() for need in group]


def content(paper: Paper, wish: Wish) -> dict[str, Any]:
    """The sections in the order of the template."""
    look, owner = _look(paper, wish), wish.unit.id if wish.unit else coordinator(paper.reader.kb)
    _gaps(paper, wish, look)
    return {
        "title": paper.say("Resource needs"),
        "owners": [owner],
        "totals": _totals(paper, look),
        "stakes": _stakes(paper, look),
        "needs": _needs(paper, look),
    }


def _look(paper: Paper, wish: Wish) -> Look:
    kb, reader = paper.reader.kb, paper.reader
    asked = [one for one in kb.all(Need) if wish.of_units(kb, one.proposer) and wish.of_priority(one.priority)]
    shown = [one for one in asked if _within(one, wish.period)]
    in_order = [one.priority.id for one in by_priority(kb)]
    others = sorted({one.priority for one in shown if one.priority} - set(in_order), key=_by_name(paper))
    ordered = sorted(shown, key=lambda one: (sort_key(reader.name(one.id)), one.id))
    groups = {key: [one for one in ordered if (one.priority or "") == key] for key in (*in_order, *others, "")}
    return Look({key: found for key, found in groups.items() if found}, len(asked) - len(shown))


def _within(need: Need, period: Period) -> bool:
    """Whether a need is for a year of the period; one for which no year is known is for any."""
    return not need.years or any(period.first.year <= year <= period.last.year for year in need.years)


def _by_name(paper: Paper) -> Callable[[str], tuple[object, str]]:
    return lambda one: (sort_key(paper.reader.name(one)), one)


def _totals(paper: Paper, look: Look) -> Section:
    """Sums five ways, each with the same last row."""
    say, labels, every = paper.say, paper.reader.labels, look.every

    def sheet(column: str, names: Mapping[str, str], key: Callable[[Need], str]) -> Block:
        found = [(name, [need for need in every if key(need) == one]) for one, name in names.items()]
        rows: list[Row] = [[computed(name), *sums(paper, needs)] for name, needs in found if needs]
        if rows:
            rows.append([computed(say("All together")), *sums(paper, every)])
        columns = [column, say("Needs"), say("Person-years"), say("Euros"), say("In other units")]
        return table(columns, rows)

    states = {
        "not-funded": say("not funded"),
        "partly-funded": say("funded in part"),
        "undecided": say("not decided"),
        "funded": say("funded or done"),
    }
    types = {one: labels.code("Need.type", one) for one in _codes("type")}
    purposes = {one: labels.code("Need.purpose", one) for one in _codes("purpose")} | {"": say("no purpose")}
    when = {key: key for key in sorted({years(paper, need) for need in every})}
    priorities = {key: _priority(paper, key) for key in look.groups}
    notes = [say("For other years only, and left out: {number}.", number=look.elsewhere)] * bool(look.elsewhere)
    if several := sum(map(spans, every)):
        notes.append(say("With one amount for several years, which counts whole: {number}.", number=several))
    return section(
        say("No resource need is on record."),
        sheet(say("Money"), {one: states[one] for one in FUNDINGS}, funding),
        sheet(say("Years"), when, lambda need: years(paper, need)),
        sheet(say("Kind"), types, lambda need: need.type),
        sheet(say("Purpose"), purposes, lambda need: need.purpose or ""),
        sheet(say("Priority"), priorities, lambda need: need.priority or ""),
        listed([*shares(paper, every), *map(computed, notes)]),
    )


def _codes(field: str) -> Sequence[str]:
    """The codes of a field of needs, in the order of the model."""
    annotation = Need.fields[field].annotation
    plain = next((one for one in get_args(annotation) if get_args(one)), annotation)
    return [str(code) for code in get_args(plain)]


def _priority(paper: Paper, key: str) -> str:
    """A priority by its name, and whether it is no longer in force."""
    if not key:
        return paper.say("no priority")
    place = placed(paper.reader.kb, key)
    over = place is not None and not place.holds_on(paper.reader.day)
    past = paper.say("not in force") if over else ""
    return f"{paper.name(key)} ({past})" if past else paper.name(key)


def _needs(paper: Paper, look: Look) -> Section:
    """A table a priority: each need with its size and what follows without it."""
    say, labels = paper.say, paper.reader.labels
    columns = [say("Need"), say("Purpose"), say("Amount"), say("Years"), say("State"), say("Without it")]

    def row(need: Need) -> Row:
        return [
            titled(paper, need),
            labels.code("Need.purpose", need.purpose) or say("not recorded"),
            amount(paper, need),
            years(paper, need),
            state(paper, need),
            paper.text(need.consequence) or say("not recorded"),
        ]

    tables = [table(columns, map(row, needs), _priority(paper, key)) for key, needs in look.groups.items()]
    return section(say("No resource need is on record."), *tables)


def _stakes(paper: Paper, look: Look) -> Section:
    """The goals that rest on money not granted, by way of the measures or at once; and what is tied to none."""
    say, reader = paper.say, paper.reader
    open_ = [need for one in FUNDINGS[:-1] for need in look.every if funding(need) == one]
    found = [(goal, measure, need) for need in open_ for goal, measure in _served(paper, need)]
    by_name = _by_name(paper)

    def rows() -> Iterator[Row]:
        for goal, measure, need in sorted(
            found, key=lambda one: by_name(one[0])
        ):  # a stable sort: the worst stay first
            by = _step(paper, measure) if measure else say("without a measure")
            yield [paper.name(goal), by, titled(paper, need), state(paper, need)]

    tied = {need.id for _, _, need in found}
    loose: list[Item] = [
        computed(f"{paper.text(need.title)}: {reader.labels.code('Need.state', need.state)}", paper.file(need))
        for need in open_
        if need.id not in tied
    ]
    columns = [say("Goal"), say("Planned measure"), say("Need"), say("State")]
    return section(
        say("Every need on record has its money.") if look.every else say("No resource need is on record."),
        table(columns, rows(), say("Goals that rest on a need without full money")),
        listed(loose, say("Without full money and tied to no goal")),
    )


def _step(paper: Paper, measure: Measure) -> Item:
    """A measure with how far it is."""
    holder = paper.reader.kb.inner[measure.id].record
    how = paper.reader.labels.code("Measure.state", measure.state)
    words = f"{paper.text(measure.text)} ({how})" if how else paper.text(measure.text)
    return item(words, paper.grounds(measure, holder) if holder else [])


def _served(paper: Paper, need: Need) -> Iterator[tuple[str, Measure | None]]:
    """The goals that a need serves by its measures, then those that only it names itself."""
    by_measures = [(goal, measure) for measure in _measures(paper, need) for goal in measure.goals]
    yield from by_measures
    yield from ((goal, None) for goal in need.goals if goal not in [one for one, _ in by_measures])


def _measures(paper: Paper, need: Need) -> Iterator[Measure]:
    inner = paper.reader.kb.inner
    found = (inner[one].part for one in need.measures if one in inner)
    return (one for one in found if isinstance(one, Measure))


def _gaps(paper: Paper, wish: Wish, look: Look) -> None:
    """Puts into the box which needs lack what a decision takes, and which priorities lack needs."""
    say, kb, every = paper.say, paper.reader.kb, look.every

    def names(lacks: Callable[[Need], bool]) -> str:
        return "; ".join(paper.text(need.title) for need in every if lacks(need))

    if found := names(lambda need: need.amount is None):
        paper.gap(say("Not sized: {names}.", names=found))
    if found := names(lambda need: not need.years):
        paper.gap(say("For no known year: {names}.", names=found))
    if found := names(lambda need: need.consequence is None):
        paper.gap(say("Without a consequence: {names}.", names=found))
    if found := names(lambda need: funding(need) == "partly-funded" and need.granted is None):
        paper.gap(say("Funded in part; how much was granted is not recorded: {names}.", names=found))
    if found := names(lambda need: funding(need) in ("funded", "not-funded") and need.decision is None):
        paper.gap(say("Without the decision on it: {names}.", names=found))
    purposes = () if wish.unit else words(kb.settings, "need_purposes")  # one unit need not answer for all
    for one in by_priority(kb):
        answered = {need.purpose for need in one.needs}
        missing = [paper.reader.labels.code("Need.purpose", it) for it in purposes if it not in answered]
        if missing and wish.of_priority(one.priority.id):
            named = ", ".join(missing)
            paper.gap(say("{priority}: no need for {purposes}.", priority=paper.name(one.priority.id), purposes=named))
