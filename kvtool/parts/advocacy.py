"""What papers say of a priority of EU advocacy: the sheet of one, its state, its line, what it carries on."""

from collections.abc import Iterator, Sequence

from kvtool.model.dates import Day
from kvtool.model.engagement import Engagement
from kvtool.model.framework import SoughtFunding
from kvtool.parts.doings import came_of_it, titled, when
from kvtool.parts.sections import Block, Row, Section, computed, inferred, listed, number, section, table
from kvtool.queries.advocacy import Pursued, Pursuits
from kvtool.report import Item, Paper, item


def grounds(paper: Paper, one: Pursued) -> list[int]:
    """The note to what lays a priority down: its document, else the file that holds it."""
    return paper.note(one.document.source) or paper.file(one.document)


def line(paper: Paper, one: Pursued) -> Item:
    """The whole of a priority in one line: its headline, else what is asked, and until when that can be heard."""
    say, priority = paper.say, one.priority
    asked = paper.text(priority.headline or priority.ask) or say("no ask on record")
    ahead = sorted(file.window for file in priority.files if file.window and file.window.last >= paper.reader.day)
    until = say("next window closes {date}", date=paper.reader.date(ahead[0])) if ahead else ""
    return item("; ".join(filter(None, (f"{paper.name(priority.id)}: {asked}", until))), grounds(paper, one))


def state(paper: Paper, one: Pursued) -> str:
    """How far a priority has come by its result."""
    result = one.priority.result
    if result:
        return paper.reader.labels.code("Result.state", result.state)
    return (
        paper.say("no result, though the year is over") if one.over < paper.reader.day else paper.say("no result yet")
    )


def sheet(paper: Paper, pursuits: Pursuits, one: Pursued) -> Section:
    """All that is on record of a priority."""
    say = paper.say
    tied, likely = _own(pursuits, one)
    return section(
        "",
        listed([*_facts(paper, one), *_course(paper, pursuits, one)]),
        _files(paper, one),
        listed([*_done(paper, tied), *_likely(paper, likely)] or [_nothing_done(paper, one)], say("Own actions")),
    )


def _facts(paper: Paper, one: Pursued) -> Iterator[Item]:
    say, reader, priority = paper.say, paper.reader, one.priority
    notes = grounds(paper, one)
    channels = [reader.labels.code("Advocacy.channels", channel) for channel in priority.channels]
    missing = say("not recorded")
    told = {
        say("City's position"): paper.text(priority.position) or missing,
        say("What we ask"): paper.text(priority.ask) or say("no ask on record"),
        say("Expert"): reader.name(priority.expert) or say("not named"),
        say("Coordinator"): reader.name(priority.coordinator) or say("not named"),
        say("Channels"): ", ".join(channels) or missing,
        say("Goals"): ", ".join(map(reader.name, priority.goals)) or say("tied to no goal"),
    }
    yield from (item(f"{label}: {words}", notes) for label, words in told.items())
    sought, file = say("Funding that is sought"), paper.file(one.document)
    yield from (item(f"{sought}: {_funding(paper, it)}", file) for it in priority.funding)


def _funding(paper: Paper, one: SoughtFunding) -> str:
    """A programme, how much of it and what for, and the city's projects that wait for it."""
    euros = paper.say("{amount} €", amount=number(paper, one.euros)) if one.euros is not None else ""
    told = [", ".join(filter(None, (one.programme, euros))), paper.text(one.text), *map(paper.name, one.projects)]
    return "; ".join(filter(None, told))


def _course(paper: Paper, pursuits: Pursuits, one: Pursued) -> Iterator[Item]:
    """Where it comes from and why, who helps, who has spoken of it, and how far it is."""
    say, reader = paper.say, paper.reader
    label, file = say("Carried over from"), paper.file(one.document)
    for old in pursuits.carried_from(one.priority):
        why = paper.text(old.priority.carried_because)
        told = f"{paper.name(old.priority.id)} ({old.year}, {state(paper, old)})"
        yield item(f"{label}: {': '.join(filter(None, (told, why)))}", paper.file(old.document))
    yield from _helpers(paper, pursuits, one)
    for meeting in pursuits.discussed(one.priority):
        date = reader.date(meeting.from_)
        yield item(say("On the agenda of the coordination meeting of {date}", date=date), paper.file(meeting))
    result = one.priority.result
    came = paper.text(result.text) if result else ""
    words = ": ".join(filter(None, (state(paper, one), came)))
    status = say("State")
    yield item(f"{status}: {words}", file) if result else computed(f"{status}: {words}", file)


def _files(paper: Paper, one: Pursued) -> Block:
    say, notes = paper.say, grounds(paper, one)
    columns = [say("EU file"), say("File number"), say("Institution"), say("Stage"), say("Window closes")]
    rows: list[Row] = [
        [item(paper.text(file.title), notes), file.number or "", file.institution or "", file.stage or "",
         window(paper, file.window)]
        for file in one.priority.files
    ]  # fmt: skip
    return table(columns, rows)


def window(paper: Paper, until: Day | None) -> str:
    """The end of a chance to be heard, and whether it is past."""
    if until is None:
        return paper.say("not known")
    date = paper.reader.date(until)
    return paper.say("{date}, passed", date=date) if until.last < paper.reader.day else date


def _own(pursuits: Pursuits, one: Pursued) -> tuple[list[Engagement], list[Engagement]]:
    """What its result names, and what else is likely to be for it."""
    tied = [record for record in pursuits.evidence(one.priority) if isinstance(record, Engagement)]
    known = {engagement.id for engagement in tied}
    return tied, [engagement for engagement in pursuits.likely(one) if engagement.id not in known]


def _done(paper: Paper, doings: Sequence[Engagement]) -> Iterator[Item]:
    for one in doings:
        came = ", ".join(result["text"] for result in came_of_it(paper, one))
        yield item(f"{when(paper, one)}: {titled(paper, one)['text']} ({paper.reader.name(one.lead)}) – {came}",
                   paper.file(one))  # fmt: skip


def _nothing_done(paper: Paper, one: Pursued) -> Item:
    return computed(paper.say("No action for it is on record."), paper.file(one.document))


def _likely(paper: Paper, doings: Sequence[Engagement]) -> Iterator[Item]:
    return (inferred(told["text"], told["notes"]) for told in _done(paper, doings))


def _helpers(paper: Paper, pursuits: Pursuits, one: Pursued) -> Iterator[Item]:
    """The allies that are named, then those who are none by name and take part in what is done."""
    say, file = paper.say, paper.file(one.document)
    named = [paper.reader.name(pursuits.kb.now(ally)) for ally in one.priority.allies]
    if named:
        yield item(say("Allies: {names}", names=", ".join(named)), file)
    tied, likely = _own(pursuits, one)
    others = ", ".join(ally for ally in _allies(paper, pursuits, [*tied, *likely]) if ally not in named)
    if others or not named:
        told = others or say("none on record")
        yield inferred(say("Allies, by who takes part in own actions: {names}", names=told), file)


def _allies(paper: Paper, pursuits: Pursuits, doings: Sequence[Engagement]) -> list[str]:
    """The networks and partners that take part, bodies of the EU left out: these are the ones to be influenced."""
    named = [*(network for one in doings for network in one.networks),
             *(partner for one in doings for partner in one.partners if not pursuits.is_of_the_eu(partner))]  # fmt: skip
    return list(dict.fromkeys(paper.reader.name(pursuits.kb.now(one)) for one in named))
