"""Agenda 2030: what the office did in a period for which of its goals, what changed, who heard of it, what is missing.

Only priorities name the goals that they serve; all else serves them by way of its priorities, which is inferred.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from kvtool.model.base import Citation, Mention
from kvtool.model.engagement import Engagement, Lesson, Outcome, Success
from kvtool.model.framework import Framework, Provision
from kvtool.parts.achievements import evidence
from kvtool.parts.global_goals import goals_of, names, served
from kvtool.parts.monitored import Monitored, last_reported
from kvtool.parts.sections import Row, Section, computed, inferred, listed, section, table
from kvtool.queries.citing import citing
from kvtool.queries.owners import coordinator
from kvtool.report import Item, Paper, item
from kvtool.reporting import Report, Wish
from kvtool.store.policy import value
from kvtool.words.sorting import sort_key

REPORT = Report(
    lambda say: say("What was done for which goals of Agenda 2030, what changed, and which goals nothing serves"),
    period=last_reported,
    unit=True,
    priority=True,
)
PROGRAMME: Final = "agenda_2030_programme"
"""The policy that names the framework in which a base keeps what it has committed itself to."""
WORDS: Final = ("Agenda 2030", "2030 Agenda", "Voluntary Local Review", "VLR")
"""What the programme and the reviews of it are called in any language."""


class Look(Monitored):
    """A period with the goals of Agenda 2030 that its priorities serve."""

    def __init__(self, paper: Paper, wish: Wish) -> None:
        super().__init__(paper, wish)
        self.served: Mapping[int, Sequence[str]] = served(self.priorities)
        self.names = names(paper.say)
        self.programme = self.kb.get(Framework, str(value(self.kb.settings, PROGRAMME)))

    def called(self, number: int) -> str:
        """A goal by its number and name."""
        return f"{number} {self.names[number]}"

    def of(self, priorities: Sequence[str]) -> str:
        """The numbers of the goals that something serves by way of its priorities."""
        return ", ".join(map(str, goals_of(priorities, self.served)))


def content(paper: Paper, wish: Wish) -> dict[str, Any]:
    """The report's sections, in the order of the template."""
    look = Look(paper, wish)
    made: dict[str, Any] = {
        "title": paper.say("Agenda 2030: {period}", period=look.spoken(look.period)),
        "owners": [wish.unit.id if wish.unit else coordinator(paper.reader.kb)],
        "glance": _glance(look),
        "goals": _goals(look),
        "measures": _measures(look),
        "changes": _changes(look),
        "told": _told(look),
        "commitment": _commitment(look),
        "unserved": _unserved(look),
    }
    if not look.served:
        paper.gap(paper.say("No priority in force says which goals of Agenda 2030 it serves."))
    if look.programme is None:
        paper.gap(
            paper.say(
                "No commitment to Agenda 2030 is on record: {key} in kvtool.toml points to no framework.", key=PROGRAMME
            )
        )
    paper.gap(paper.say("Published reviews are not on record: no field of the base holds them."))
    return made


def _glance(look: Look) -> Section:
    say = look.say
    lines = []
    if look.guide:
        framework = look.guide.framework
        notes = look.paper.note(framework.source) or look.paper.file(framework)
        lines.append(item(say("Judged by: {strategy}.", strategy=look.paper.name(framework.id)), notes))
    told = say(
        "Goals served: {served} of 17, by {priorities} of {all} priorities.",
        served=len(look.served),
        priorities=sum(bool(one.sdgs) for one in look.priorities),
        all=len(look.priorities),
    )
    way = say(
        "Only priorities name the goals that they serve; measures and changes count for those of their priorities."
    )
    return section("", listed([*lines, computed(told), computed(way)]))


def _goals(look: Look) -> Section:
    """A row for each goal that is served: by what, how much was done and came of it, with whom."""
    say, period = look.say, look.period
    columns = [
        say("Goal of Agenda 2030"),
        say("Priorities"),
        say("Measures"),
        say("Engagements"),
        say("Changes and successes"),
        say("Lessons"),
    ]
    running, engagements = look.running(period), look.engagements(period)
    came = look.came(period, Outcome, Success), look.came(period, Lesson)

    def row(number: int) -> Row:
        own = set(look.served[number])
        counts = [
            sum(not own.isdisjoint(one.measure.priorities) for one in running),
            sum(not own.isdisjoint(one.priorities) for one in engagements),
            *(sum(not own.isdisjoint(one.priorities) for one in every) for every in came),
        ]
        priorities = ", ".join(look.paper.reader.name(one) for one in look.served[number])
        return [computed(look.called(number)), priorities, *map(str, counts)]

    several = computed(say("What serves several goals counts under each of them."))
    return section(
        say("No priority in force says which goals of Agenda 2030 it serves."),
        table(columns, map(row, look.served)),
        listed([several] if look.served else []),
    )


def _measures(look: Look) -> Section:
    """The measures that serve any goal, with the partners and networks in which they are carried out."""
    say, reader = look.say, look.paper.reader
    columns = [say("Measure to carry out"), say("Goals of Agenda 2030"), say("State"), say("Coordinator"), say("With")]
    rows: list[Row] = []
    for one in look.running(look.period):
        if goals := look.of(one.measure.priorities):
            told = look.measure(one)
            others = [*one.measure.partners, *one.measure.networks]
            rows.append(
                [
                    inferred(told["text"], told["notes"]),
                    goals,
                    reader.labels.code("Measure.state", one.measure.state),
                    reader.name(one.measure.coordinator) or say("not named"),
                    ", ".join(map(reader.name, others)) or say("nobody is named"),
                ]
            )
    return section(say("No measure of the period serves a goal of Agenda 2030 by its priority."), table(columns, rows))


def _changes(look: Look) -> Section:
    """What changed for whom, with evidence; the deepest first."""
    say, paper, reader = look.say, look.paper, look.paper.reader
    columns = [say("Change"), say("Goals of Agenda 2030"), say("For whom"), say("Level"), say("Evidence")]
    order = ("impact", "result", "output")
    found = [
        (one, one.what)
        for one in look.came(look.period, Outcome)
        if isinstance(one.what, Outcome) and look.of(one.priorities)
    ]
    rows: list[Row] = [
        [
            inferred(paper.text(what.changed), paper.file(one.engagement)),
            look.of(one.priorities),
            reader.name(what.by_whom) or say("not named"),
            reader.labels.code("Outcome.level", what.level),
            evidence(paper, what.evidence),
        ]
        for one, what in sorted(found, key=lambda pair: order.index(pair[1].level))
    ]
    reason = say("No change of the period serves a goal of Agenda 2030 by its priority.")
    return section(reason, table(columns, rows))


def _told(look: Look) -> Section:
    """Where others heard of it: events, advocacy and network meetings in which messages were used."""
    found = [one for one in look.engagements(look.period) if one.messages and look.of(one.priorities)]
    heard = [one for one in found if one.type in ("event", "advocacy") or one.networks]
    lines = (_heard(look, one) for one in sorted(heard, key=lambda one: (one.from_.first, one.id)))
    return section(look.say("No message on these goals was used at an event or in a network."), listed(lines))


def _heard(look: Look, one: Engagement) -> Item:
    paper = look.paper
    told = f"{paper.text(one.title)}, {paper.reader.date(one.from_)} ({look.of(one.priorities)})"
    messages = "; ".join(paper.name(message) for message in one.messages)
    return inferred(f"{told}: {messages}", paper.file(one))


def _commitment(look: Look) -> Section:
    """What the documents say of the programme and the reviews: the commitment, measures, then all else that names them."""
    say, paper = look.say, look.paper
    own = [one for one in (look.programme.sources if look.programme else ()) if paper.allowed(one.source)]
    return section(
        say("No document on record speaks of Agenda 2030."),
        listed((_passage(paper, one) for one in own), say("The commitment")),
        listed(_measures_of_programme(look), say("Measures of the programme")),
        listed(_elsewhere(look), say("Where else it is named")),
    )


def _elsewhere(look: Look) -> list[Item]:
    """The passages that name the programme or its reviews, with the records besides the programme that quote them."""
    paper, lines = look.paper, []
    for one in citing(look.kb, WORDS):
        records = [record for record in one.records if record is not look.programme]
        if records and paper.allowed(one.passage.source):
            named = sorted({paper.name(record.id) for record in records}, key=sort_key)
            said = _passage(paper, one.passage)
            lines.append({**said, "text": f"{said['text']} ({'; '.join(named)})"})
    return sorted(lines, key=lambda line: sort_key(line["text"]))


def _measures_of_programme(look: Look) -> Iterator[Item]:
    labels = look.paper.reader.labels
    for one in look.plans:
        if one.framework is look.programme:
            told = look.measure(one)
            state = labels.code("Measure.state", one.measure.state) or look.say("state not on record")
            notes = [*told["notes"], *look.paper.cite(one.measure.sources)]
            yield {**told, "text": f"{told['text']} ({state})", "notes": list(dict.fromkeys(notes))}


def _passage(paper: Paper, one: Citation) -> Item:
    """What a passage says, in the paper's language where it was put into it."""
    text = one.text if isinstance(one, Mention | Provision) else None
    borrowed = text and text.find(paper.reader.language, paper.reader.kb.settings.source_language).borrowed
    return item(paper.text(text) if text and not borrowed else f"”{one.quote}”", paper.note(one.source, one.quote))


def _unserved(look: Look) -> Section:
    """The goals that no priority serves, and the priorities that serve none."""
    say, reader = look.say, look.paper.reader
    none = [look.called(number) for number in look.names if number not in look.served]
    silent = [reader.name(one.id) for one in look.priorities if not one.sdgs]
    lines = [computed(say("Goals that no priority serves: {names}.", names="; ".join(none)))] if look.served else []
    if silent:
        lines.append(computed(say("Priorities that name no goal of Agenda 2030: {names}.", names="; ".join(silent))))
    return section(say("Every goal is served, and every priority serves one."), listed(lines))
