"""Events abroad and bids, with what was ruled and assessed beforehand and what came of it; engagements by quarters."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple, get_args

from kvtool.model.engagement import Bid, Engagement, Event
from kvtool.parts.doings import came_of_it, titled, unanswered, when
from kvtool.parts.sections import Cell, Row, Section, computed, listed, section, table
from kvtool.queries.events import own_event
from kvtool.queries.happenings import NOTHING, lacks, place_of, unruled
from kvtool.queries.owners import coordinator
from kvtool.queries.quarters import Quarter, between, counted, of_day
from kvtool.report import Item, Paper, item
from kvtool.reporting import Period, Report, Wish
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import last_of


def two_years(_: KnowledgeBase, day: date) -> Period:
    """The year of a day and the one before, whole, so that quarters can be held against each other."""
    return Period(date(max(day.year - 1, 1), 1, 1), last_of(day.year))


REPORT = Report(
    lambda say: say("Events abroad and bids with ruling, assessment and result, and engagements by quarters"),
    period=two_years,
    unit=True,
    priority=True,
)
TYPES = [str(code) for code in get_args(Engagement.fields["type"].annotation)]


class Look(NamedTuple):
    """What is asked about: all engagements that begin in the period, the events of each place in it, and the bids."""

    begun: Sequence[Engagement]
    events: dict[str, list[Engagement]]
    bids: Sequence[Engagement]


def content(paper: Paper, wish: Wish) -> dict[str, Any]:
    """The sections in the order of the template."""
    look = _look(paper, wish)
    _gaps(paper, look)
    say = paper.say
    return {
        "title": say("Events, bids and engagements by quarters"),
        "owners": [wish.unit.id if wish.unit else coordinator(paper.reader.kb)],
        "abroad": _own_abroad(paper, look),
        "bids": _bids(paper, look),
        "elsewhere": _others(paper, look, "abroad", say("The city takes part in no event abroad in this period.")),
        "home": _others(paper, look, "at-home", say("No event at home is on record for this period.")),
        "quarters": _quarters(paper, wish, look),
    }


def _look(paper: Paper, wish: Wish) -> Look:
    kb = paper.reader.kb
    asked = [one for one in kb.all(Engagement) if wish.of_units(kb, one.lead) and wish.of_priority(*one.priorities)]
    asked.sort(key=lambda one: (one.from_.first, one.id))
    shown = [one for one in asked if wish.period.holds(one.from_, one.to)]
    events: dict[str, list[Engagement]] = {}
    for one in shown:
        if one.type == "event":
            events.setdefault(place_of(kb, one), []).append(one)
    begun = [one for one in asked if wish.period.holds(one.from_) and one.state != "cancelled"]
    return Look(begun, events, [one for one in shown if one.type == "bid"])


def _what(paper: Paper, one: Engagement) -> list[Item]:
    """The title, and what else has to be known at once: when, where, and that it was called off."""
    off = paper.reader.labels.code("Engagement.state", one.state) if one.state == "cancelled" else ""
    at = ", ".join(filter(None, (when(paper, one), paper.text(one.place), off)))
    return [titled(paper, one), item(at)]


def _own_abroad(paper: Paper, look: Look) -> Section:
    """The city's own events abroad: backed by whom, why it is worth it, what it takes, what came of it."""
    say = paper.say
    columns = [say("Event"), say("Local partner or conference"), say("Assessment"), say("Resources"), say("Lead")]

    def row(one: Engagement) -> Row:
        event = one.event or NOTHING
        return [
            _what(paper, one),
            _backing(paper, event),
            paper.text(event.assessment) or say("not recorded"),
            paper.text(event.resources) or say("not recorded"),
            paper.reader.name(one.lead) or say("not named"),
            came_of_it(paper, one),
        ]

    none = say("The city holds no event of its own abroad in this period.")
    return section(none, table([*columns, say("Result")], map(row, look.events.get("own-abroad", []))))


def _backing(paper: Paper, event: Event) -> Cell:
    """The local partner or the larger conference; else the exception; and the decision on the event."""
    say = paper.say
    notes = paper.note(event.decision)
    named = [paper.reader.name(event.local_partner), event.parent_conference or ""]
    if event.exception:
        named.append(say("exception: {why}", why=paper.text(event.exception)))
    told = "; ".join(filter(None, named)) or say("none")
    undecided = say("no decision on record") if event.exception and not event.decision else ""
    return item(f"{told} ({undecided})" if undecided else told, notes)


def _bids(paper: Paper, look: Look) -> Section:
    say, labels = paper.say, paper.reader.labels
    nothing = Bid.holding({})

    def row(one: Engagement) -> Row:
        bid = one.bid or nothing
        return [
            _what(paper, one),
            labels.code("Bid.funding", bid.funding) or say("not recorded"),
            _ruling(paper, bid),
            paper.reader.name(one.lead) or say("not named"),
            labels.code("Bid.result", bid.result) or say("not recorded"),
            came_of_it(paper, one),
        ]

    results = [labels.code("Bid.result", code) for code in ("won", "lost", "open", "withdrawn")]
    found = [labels.code("Bid.result", (one.bid or nothing).result) for one in look.bids]
    counts = ", ".join(f"{result}: {found.count(result)}" for result in results if result in found)
    columns = [say("Bid"), say("Paid by"), say("Ruling"), say("Lead"), say("How it ended"), say("What came of it")]
    return section(
        say("No bid is on record for this period."),
        listed([computed(counts)] if counts else []),
        table(columns, map(row, look.bids)),
    )


def _ruling(paper: Paper, bid: Bid) -> Cell:
    """Who ruled on a bid, and where; only a bid with the city's money needs it."""
    kb, told = paper.reader.kb, []
    if bid.ruling:
        told.append(item(paper.name(bid.ruling), paper.note(bid.ruling)))
    if meeting := kb.get(Engagement, bid.ruled_at):
        told.append(item(f"{paper.text(meeting.title)}, {when(paper, meeting)}", paper.file(meeting)))
    needed = bid.funding == "city"
    return told or [item(paper.say("no ruling") if needed else paper.say("none; not with the city's money"))]


def _others(paper: Paper, look: Look, place: str, none: str) -> Section:
    """Events that others hold abroad, or that are at home."""
    say, labels, reader = paper.say, paper.reader.labels, paper.reader
    columns = [say("Event"), say("Type"), say("Organiser"), say("Lead"), say("Result")]

    def row(one: Engagement) -> Row:
        event = one.event or NOTHING
        organiser = reader.name(reader.kb.now(event.organiser)) if event.organiser else say("not recorded")
        sort, lead = labels.code("Event.type", event.type), reader.name(one.lead)
        return [
            _what(paper, one),
            sort or say("not recorded"),
            organiser,
            lead or say("not named"),
            came_of_it(paper, one),
        ]

    return section(none, table(columns, map(row, look.events.get(place, []))))


def _quarters(paper: Paper, wish: Wish, look: Look) -> Section:
    """How many engagements of each type begin in each quarter, those called off left out, and how many were held."""
    say, labels = paper.say, paper.reader.labels
    span = [*between(*wish.period)] if look.begun else []
    undated = [one for one in look.begun if of_day(one.from_) is None]
    count, held = counted(look.begun), counted(one for one in look.begun if one.state == "held")

    def row(name: str, places: Iterable[Quarter | None]) -> Row:
        keys = list(places)
        types = [sum(count.get((key, sort), 0) for key in keys) for sort in TYPES]
        done = sum(held.get((key, sort), 0) for key in keys for sort in TYPES)
        return [computed(name), *map(str, types), str(sum(types)), str(done)]

    rows = [row(_named(paper, one), [one]) for one in span]
    if undated:
        rows.append(row(say("quarter not known"), [None]))
    if rows:
        rows.append(row(say("All together"), [*span, *([None] if undated else [])]))
    columns = [
        say("Quarter"),
        *(labels.code("Engagement.type", sort) for sort in TYPES),
        say("Together"),
        say("Of these held"),
    ]
    left = say("Counted in the quarter in which it begins; what was called off is left out.")
    return section(
        say("Nothing begins in this period."), table(columns, rows), listed([computed(left)] if rows else [])
    )


def _named(paper: Paper, one: Quarter) -> str:
    return paper.say("Q{number} {year}", number=one.number, year=one.year)


def _gaps(paper: Paper, look: Look) -> None:
    """Puts into the box what policy asks of events and bids and is missing, and what is over without a result."""
    say, kb = paper.say, paper.reader.kb
    abroad = [one for one in look.events.get("own-abroad", []) if own_event(one, kb, "events_abroad_from")]

    def names(every: Iterable[Engagement], lacking: Callable[[Engagement], object]) -> str:
        return "; ".join(paper.text(one.title) for one in every if lacking(one))

    if found := names(abroad, lambda one: "local_partner" in lacks(one)):
        paper.gap(say("Abroad without a local partner or a larger conference: {names}.", names=found))
    if found := names(abroad, lambda one: "exception" in lacks(one)):
        paper.gap(say("Abroad as an exception that nobody decided on: {names}.", names=found))
    if found := names(abroad, lambda one: "assessment" in lacks(one)):
        paper.gap(say("Abroad without an assessment: {names}.", names=found))
    if found := names(abroad, lambda one: "resources" in lacks(one)):
        paper.gap(say("Abroad without saying what it takes: {names}.", names=found))
    if found := names(look.bids, lambda one: unruled(kb, one)):
        paper.gap(say("Bids with the city's money and without a ruling: {names}.", names=found))
    every = [*(one for group in look.events.values() for one in group), *look.bids]
    if found := names(every, lambda one: unanswered(paper, one)):
        paper.gap(say("Over, and no result is on record: {names}.", names=found))
    if found := names(look.events.get("unknown", []), lambda one: True):
        paper.gap(say("Whether it is at home or abroad is not recorded: {names}.", names=found))
