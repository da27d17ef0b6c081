"""Who told what of a period, who did not, who was not asked; and what the next period brings."""

from collections.abc import Iterator, Sequence

from kvtool.annexes import cut
from kvtool.model.unit import Unit
from kvtool.parts.indicators import indicators_of
from kvtool.parts.lessons import ahead
from kvtool.parts.monitored import Monitored
from kvtool.parts.sections import Section, computed, in_numbers, listed, number, section
from kvtool.queries.owners import OPEN_MEASURES
from kvtool.queries.reported import Reported, Told, within
from kvtool.report import Item, item
from kvtool.words.sorting import sort_key

FIRST = 4
"""How many measures to come stand in the text, and how much else; where there is more, all of it is an annex."""


def submitters(look: Monitored) -> Section:
    """The section of who reported: the missing ones first."""
    say = look.say
    asked = within(look.every, *look.period)
    titles: dict[Told, str] = {
        "missing": say("Did not report"),
        "nothing-to-report": say("Nothing to report"),
        "received": say("Reported"),
    }
    lines = [line for told, title in titles.items() for line in _answered(look, asked, told, title)]
    lines += _unasked(look)
    lines += [_due(look, one, look.say("Reports on {period} were due on {date}.")) for one in asked if one.period.due]
    return section(say("No reporting is on record for this period: nobody was asked."), listed(lines))


def missing(look: Monitored) -> list[str]:
    """The units that did not report, by their names."""
    return _sorted(look, [unit for unit, told in look.answers.told.items() if told == "missing"])


def next_period(look: Monitored) -> Section:
    """The section of what is to come: measures, lessons to apply, targets, reports."""
    say = look.say
    measures = listed(_measures(look), say("Measures that begin or are due"))
    others = (
        listed(ahead(look), say("Lessons to apply")),
        listed(_targets(look), say("Targets")),
        listed(_reports(look), say("Reports")),
    )
    title, empty = say("Next period"), say("Nothing is on record for the next period.")
    return section(empty, cut(measures, FIRST, title), *in_numbers(others, title, FIRST))


def _sorted(look: Monitored, units: Sequence[str]) -> list[str]:
    """The units asked about, by name."""
    chosen = [one for one in units if look.wish.of_units(look.kb, one)]
    return sorted({look.paper.reader.name(one) for one in chosen}, key=sort_key)


def _answered(look: Monitored, asked: Sequence[Reported], told: Told, title: str) -> Iterator[Item]:
    names = _sorted(look, [unit for unit, said in look.answers.told.items() if said == told])
    if names:
        notes = [number for one in asked for number in look.paper.file(one.framework)]
        yield item(f"{title}: {', '.join(names)}", list(dict.fromkeys(notes)))


def _unasked(look: Monitored) -> list[Item]:
    """The units at work on measures of the period that nobody asked."""
    units = {look.kb.now(one.measure.coordinator) for one in look.running(look.period) if one.measure.coordinator}
    names = _sorted(look, [one for one in units if look.kb.get(Unit, one) and not look.answers.of(one)])
    told = look.say("At work on measures, but not asked: {names}", names=", ".join(names))
    return [computed(told)] if names else []


def _due(look: Monitored, one: Reported, sentence: str) -> Item:
    period = look.spoken(type(look.period)(one.first, one.last))
    told = sentence.format(period=period, date=look.paper.reader.date(one.period.due))
    return item(told, look.paper.file(one.framework))


def _measures(look: Monitored) -> Iterator[Item]:
    reader, first, last = look.paper.reader, *look.next
    for one in look.plans:
        measure = one.measure
        if measure.state not in OPEN_MEASURES:
            continue
        begins = measure.from_ and first <= measure.from_.first <= last
        due = measure.due and first <= measure.due.last <= last
        if begins or due:
            told = look.measure(one)
            when = look.say("due {date}", date=reader.date(measure.due)) if due else reader.date(measure.from_)
            parts = [when, reader.labels.code("Measure.state", measure.state), reader.name(measure.coordinator)]
            yield {**told, "text": f"{told['text']} ({', '.join(filter(None, parts))})"}


def _targets(look: Monitored) -> Iterator[Item]:
    years = range(look.next.first.year, look.next.last.year + 1)
    for framework, one in indicators_of(look):
        for target in one.targets:
            if target.year in years and target.value is not None:
                aim = look.say("{value} ({year})", value=number(look.paper, target.value), year=target.year)
                notes = look.paper.note(target.source) or look.paper.file(framework)
                yield item(f"{look.paper.text(one.names)}: {aim}", notes)


def _reports(look: Monitored) -> Iterator[Item]:
    for one in within(look.every, *look.next):
        if one.period.due:
            yield _due(look, one, look.say("Reports on {period} are due on {date}."))
