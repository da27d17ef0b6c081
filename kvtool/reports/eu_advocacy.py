"""EU advocacy of a year: what is asked in each priority, of whom and until when, what is done, what the year before brought."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from kvtool.errors import KvtoolError
from kvtool.model.engagement import Engagement
from kvtool.model.framework import Framework
from kvtool.model.texts import Text
from kvtool.model.unit import Unit
from kvtool.parts.advocacy import grounds, line, sheet, state, window
from kvtool.parts.doings import came_of_it, titled, when
from kvtool.parts.sections import Cell, Row, Section, listed, section, table
from kvtool.queries.advocacy import Pursued, Pursuits
from kvtool.report import Item, Paper, item
from kvtool.reporting import Report, Wish
from kvtool.store.policy import value

REPORT = Report(
    lambda say: say(
        "The EU priorities of a year: ask, files with their windows, own actions, and results of last year"
    ),
    kinds=("framework",),
    most=1,
    unit=True,
)


class Look(NamedTuple):
    """The priorities of a year that are asked about, those of the year before, and all advocacy."""

    year: int
    now: Sequence[Pursued]
    before: Sequence[Pursued]
    pursuits: Pursuits


def content(paper: Paper, wish: Wish) -> dict[str, Any]:
    """The sections in the order of the template; raises KvtoolError for a framework without EU priorities."""
    look, say = _look(paper, wish), paper.say
    _gaps(paper, look)
    return {
        "title": say("EU advocacy {year}", year=look.year),
        "owners": _owners(paper, look),
        "lines": section(_no_priority(paper, look), listed([line(paper, one) for one in look.now])),
        "calendar": _calendar(paper, wish, look),
        "sheets": [{"name": paper.name(one.priority.id), "body": sheet(paper, look.pursuits, one)} for one in look.now],
        "priorities": section(_no_priority(paper, look)),
        "others": _others(paper, wish, look),
        "results": _results(paper, look),
    }


def _look(paper: Paper, wish: Wish) -> Look:
    kb, day = paper.reader.kb, paper.reader.day
    pursuits = Pursuits(kb)
    asked = [one for one in wish.records if isinstance(one, Framework)]
    for one in asked:
        if one.eu_advocacy is None:
            years = ", ".join(document.id for year in pursuits.documents.values() for document in year)
            raise KvtoolError(f"'{one.id}' sets no EU priorities", remedy=f"there are {years or 'none that do'}")
    year = asked[0].eu_advocacy.year if asked and asked[0].eu_advocacy else pursuits.latest(day)
    if not asked and year != day.year:
        paper.gap(paper.say("The base has no priorities of EU advocacy for {year}.", year=day.year))
    shown = day.year if year is None else year

    def narrowed(documents: Sequence[Framework]) -> list[Pursued]:
        return [
            one for one in pursuits.of(documents) if wish.of_units(kb, one.priority.expert, one.priority.coordinator)
        ]

    now = asked or pursuits.documents.get(shown, [])
    return Look(shown, narrowed(now), narrowed(pursuits.documents.get(shown - 1, [])), pursuits)


def _no_priority(paper: Paper, look: Look) -> str:
    return paper.say("No priority of EU advocacy is on record for {year}.", year=look.year)


def _owners(paper: Paper, look: Look) -> list[str | None]:
    kb = paper.reader.kb
    policy = kb.get(Unit, str(value(kb.settings, "eu_coordinator")))
    return [one.priority.coordinator for one in look.now] or [policy.id if policy else None]


def _calendar(paper: Paper, wish: Wish, look: Look) -> Section:
    """The windows of the year and what is still planned, by days."""
    say, reader = paper.say, paper.reader
    columns = [say("Date"), say("What"), say("Priority"), say("Who answers")]

    def windows() -> Iterator[tuple[date, Row]]:
        for one in look.now:
            for file in one.priority.files:
                if file.window:
                    title = say("The window closes: {file}", file=paper.text(file.title))
                    at: list[Cell] = [
                        window(paper, file.window),
                        item(title, grounds(paper, one)),
                        paper.name(one.priority.id),
                    ]
                    yield file.window.last, [*at, reader.name(one.priority.expert) or say("not named")]

    def planned() -> Iterator[tuple[date, Row]]:
        for one in _asked(paper, wish, look):
            if one.from_.last >= reader.day and one.state != "held":
                yield (
                    one.from_.last,
                    [when(paper, one), titled(paper, one), _serves(paper, look, one), _lead(paper, one)],
                )

    rows = [row for _, row in sorted([*windows(), *planned()], key=lambda pair: pair[0])]
    return section(say("No file has a window on record, and nothing is planned."), table(columns, rows))


def _asked(paper: Paper, wish: Wish, look: Look) -> list[Engagement]:
    """What is done in the year, as far as it is asked about."""
    return [one for one in look.pursuits.actions[look.year] if wish.of_units(paper.reader.kb, one.lead)]


def _lead(paper: Paper, one: Engagement) -> str:
    return paper.reader.name(one.lead) or paper.say("not named")


def _serves(paper: Paper, look: Look, one: Engagement) -> Cell:
    """The priorities that an action is likely to serve."""
    served = [it for it in look.now if one in look.pursuits.likely(it)]
    names = ", ".join(paper.name(it.priority.id) for it in served)
    return item(names, mark="inferred") if served else paper.say("tied to none")


def _others(paper: Paper, wish: Wish, look: Look) -> Section:
    """What is done in the EU in the year and stands under none of its priorities."""
    say, reader = paper.say, paper.reader
    under = {it.id for one in look.pursuits.of(look.pursuits.documents.get(look.year, [])) + list(look.now)
             for it in (*look.pursuits.likely(one), *look.pursuits.evidence(one.priority))}  # fmt: skip

    def row(one: Engagement) -> Row:
        others = ", ".join(reader.name(reader.kb.now(it)) for it in (*one.partners, *one.networks))
        return [when(paper, one), titled(paper, one), _lead(paper, one), others, came_of_it(paper, one)]

    columns = [say("When"), say("What"), say("Lead"), say("With whom"), say("Result")]
    done = _asked(paper, wish, look)
    rows = [row(one) for one in done if one.id not in under]
    whole = say("All advocacy of the year stands under a priority.")
    return section(whole if done else say("No advocacy is on record for the year."), table(columns, rows))


def _results(paper: Paper, look: Look) -> Section:
    """What came of each priority of the year before, with evidence, and as what it goes on."""
    say = paper.say
    columns = [say("Priority {year}", year=look.year - 1), say("What we ask"), say("State"), say("What came of it")]
    columns += [say("Evidence"), say("Goes on as")]

    def row(one: Pursued) -> Row:
        priority, file = one.priority, paper.file(one.document)
        came = paper.text(priority.result.text) if priority.result else ""
        proof: list[Item] = [
            item(paper.name(it.id), paper.file(it)) for it in look.pursuits.evidence(priority) if paper.shows(it)
        ]
        return [
            item(paper.name(priority.id), grounds(paper, one)),
            paper.text(priority.ask) or say("no ask on record"),
            state(paper, one),
            item(came, file) if came else say("not recorded"),
            proof or say("none"),
            ": ".join(filter(None, (paper.name(priority.carried_to), paper.text(priority.carried_because))))
            or say("not carried on"),
        ]

    none = say("No priority of EU advocacy is on record for {year}.", year=look.year - 1)
    return section(none, table(columns, [row(one) for one in look.before]))


def _why(one: Pursued) -> Text | None:
    """Why a priority is carried over: what is said of it, else what came of it."""
    return one.priority.carried_because or (one.priority.result.text if one.priority.result else None)


def _gaps(paper: Paper, look: Look) -> None:
    """Puts into the box what the priorities lack."""
    say, day = paper.say, paper.reader.day

    def names(every: Sequence[Pursued], lacks: Callable[[Pursued], bool]) -> str:
        return ", ".join(paper.name(one.priority.id) for one in every if lacks(one))

    if found := names(look.now, lambda one: one.priority.ask is None):
        paper.gap(say("Without an ask: {names}.", names=found))
    if found := names(look.now, lambda one: one.priority.position is None):
        paper.gap(say("Without a position: {names}.", names=found))
    if found := names(look.now, lambda one: one.priority.expert is None):
        paper.gap(say("Without an expert: {names}.", names=found))
    if found := names(look.now, lambda one: not any(file.window for file in one.priority.files)):
        paper.gap(say("Not in the calendar, since no file with a window is on record: {names}.", names=found))
    if found := names([*look.before, *look.now], lambda one: one.over < day and one.priority.result is None):
        paper.gap(say("The year is over and no result is on record: {names}.", names=found))
    if len(dict.fromkeys(one.document.id for one in look.now)) > 1:
        paper.gap(
            say("Several documents set the priorities of {year}, and none supersedes the others.", year=look.year)
        )
    if found := names(look.before, lambda one: one.priority.carried_to is not None and not _why(one)):
        paper.gap(say("Carried over, and nothing says why: {names}.", names=found))
