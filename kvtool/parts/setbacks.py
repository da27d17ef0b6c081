"""What did not work: measures stopped or late, targets missed, bids lost, projects turned down, advocacy without result."""

from collections.abc import Iterator

from kvtool.model.engagement import Engagement
from kvtool.model.framework import Advocacy, Framework
from kvtool.parts.indicators import MISSED, indicators_of, target_of, value_of, verdict
from kvtool.parts.monitored import Monitored
from kvtool.parts.sections import Section, computed, listed, number, section
from kvtool.queries.owners import OPEN_MEASURES
from kvtool.queries.work import Plan
from kvtool.report import Item, item
from kvtool.store.calendar import over

STOPPED = ("interrupted", "cancelled")
FAILED = ("not-reached", "partly")


def setbacks(look: Monitored) -> Section:
    """The section of what did not work."""
    say = look.say
    return section(
        say("Nothing on record did not work: which is itself worth a question."),
        listed(_stopped(look), say("Measures stopped")),
        listed(_late(look), say("Measures past their date")),
        listed(_missed(look), say("Targets missed")),
        listed(_lost(look), say("Bids and applications")),
        listed(_unheard(look), say("Advocacy")),
        listed(_called_off(look), say("Called off")),
    )


def stopped(look: Monitored) -> list[Plan]:
    """The measures that were stopped in the period."""
    first, last = look.period
    return [one for one in look.plans if one.measure.state in STOPPED and one.ends and first <= one.ends.last <= last]


def late(look: Monitored) -> list[Plan]:
    """The measures that were due by the end of the period, or by the paper's day, and are not done."""
    last = min(look.period.last, look.paper.reader.day)
    return [
        one
        for one in look.plans
        if one.measure.state in OPEN_MEASURES and one.measure.due and one.measure.due.last <= last
    ]


def _stopped(look: Monitored) -> Iterator[Item]:
    reader = look.paper.reader
    for one in stopped(look):
        told = look.measure(one)
        state = reader.labels.code("Measure.state", one.measure.state)
        why = one.measure.because or look.say("the reason is not on record")
        yield {**told, "text": f"{told['text']}: {state}. {why}"}


def _late(look: Monitored) -> Iterator[Item]:
    reader, say = look.paper.reader, look.say
    for one in late(look):
        told, owner = look.measure(one), reader.name(one.measure.coordinator) or say("nobody is named")
        due = say("due {date}", date=reader.date(one.measure.due))
        yield {**told, "text": f"{told['text']}: {due}, {owner}"}


def _missed(look: Monitored) -> Iterator[Item]:
    year = look.period.last.year
    for framework, one in indicators_of(look):
        value, target = value_of(one, year), target_of(one, year)
        if verdict(one, year) == MISSED and value and target and value.value is not None and target.value is not None:
            amounts = look.say(
                "{value} of {target}",
                value=number(look.paper, value.value),
                target=number(look.paper, target.value),
            )
            yield computed(f"{look.paper.text(one.names)}: {amounts}", look.paper.file(framework))


def _ended(look: Monitored) -> list[Engagement]:
    """The engagements asked about whose last day lies in the period, as far as the paper's day goes; in order of time."""
    first, last = look.period.first, min(look.period.last, look.paper.reader.day)
    found = [
        one
        for one in look.kb.all(Engagement)
        if look.wish.of_units(look.kb, one.lead)
        and look.wish.of_priority(*one.priorities)
        and first <= over(one) <= last
    ]
    return sorted(found, key=lambda one: (over(one), one.id))


def _lost(look: Monitored) -> Iterator[Item]:
    labels = look.paper.reader.labels
    for one in _ended(look):
        lost = one.bid.result if one.bid and one.bid.result in ("lost", "withdrawn") else None
        turned_down = one.project.state if one.project and one.project.state == "rejected" else None
        if lost or turned_down:
            how = labels.code("Bid.result", lost) or labels.code("Project.state", turned_down)
            yield item(f"{look.paper.text(one.title)}: {how}", look.paper.file(one))


def _unheard(look: Monitored) -> Iterator[Item]:
    """The advocacy priorities of the period's years that were not reached, or in part only."""
    years = range(look.period.first.year, look.period.last.year + 1)
    for framework in sorted(look.kb.all(Framework), key=lambda one: one.id):
        if framework.eu_advocacy and framework.eu_advocacy.year in years and not look.wish.priority:
            for one in framework.eu_advocacy.priorities:
                if one.result and one.result.state in FAILED and look.wish.of_units(look.kb, one.expert):
                    yield _advocacy(look, framework, one)


def _advocacy(look: Monitored, framework: Framework, one: Advocacy) -> Item:
    paper = look.paper
    state = paper.reader.labels.code("Result.state", one.result.state) if one.result else ""
    text = f": {paper.text(one.result.text)}" if one.result and one.result.text else ""
    return item(f"{paper.text(one.names)}, {state}{text}", paper.file(framework))


def _called_off(look: Monitored) -> Iterator[Item]:
    called_off = [one for one in _ended(look) if one.state == "cancelled"]
    if called_off:
        names = "; ".join(look.paper.text(one.title) for one in called_off)
        notes = [number for one in called_off for number in look.paper.file(one)]
        yield computed(f"{len(called_off)}: {names}", notes)
