"""The partner profile: the city's relation to one or several partners on two pages each, with the next step."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from kvtool.model.engagement import Evidence
from kvtool.model.partner import Partner
from kvtool.parts.ahead import has_next_step, is_reviewed, next_steps, overdue, quality
from kvtool.parts.bonds import agreements, cooperation, networks, projects, promises
from kvtool.parts.doings import came_of_it, titled, when
from kvtool.parts.long_profiles import shortened
from kvtool.parts.relation import sentence
from kvtool.parts.sections import Row, Section, computed, listed, section, table
from kvtool.parts.standing import headline, timeline, weaknesses
from kvtool.picture import pictured_section
from kvtool.pictures import standing_over_time
from kvtool.queries.partnership import LEVELS, Dealings, by_level, contact_due, dealings, outcomes_with
from kvtool.report import Item, Paper, item
from kvtool.reporting import Period, Report, Wish
from kvtool.store.base import KnowledgeBase
from kvtool.store.groups import groups_of
from kvtool.words.places import country
from kvtool.words.sorting import sort_key

YEARS = 4
"""How many calendar years a profile looks back, the one of its day counted in: a term of office."""

LATEST = 5
"""How many meetings are told one by one."""


def term(_: KnowledgeBase, day: date) -> Period:
    """The year of a day up to it, and the years before it."""
    return Period(date(max(day.year - YEARS + 1, date.min.year), 1, 1), day)


REPORT = Report(
    lambda say: say("The relation to partners: standing, benefit, agreements, meetings, promises, results, next step"),
    kinds=("partner",),
    least=1,
    period=term,
)


class Profile(NamedTuple):
    """A partner with all that is on record with it."""

    partner: Partner
    known: Dealings


def content(paper: Paper, wish: Wish) -> dict[str, Any]:
    """A sheet for each partner, in the order in which they are asked for."""
    kb, day = paper.reader.kb, paper.reader.day
    asked = [Profile(one, dealings(kb, one, day)) for one in wish.records if isinstance(one, Partner)]
    _gaps(paper, asked)
    return {
        "title": paper.say("Partner profile: {names}", names=_names(paper, asked)),
        "owners": [one.partner.lead for one in asked],
        "sheets": [_sheet(paper, wish, one) for one in asked],
    }


def _names(paper: Paper, asked: Sequence[Profile]) -> str:
    return ", ".join(paper.reader.name(one.partner.id) for one in asked)


def _sheet(paper: Paper, wish: Wish, one: Profile) -> dict[str, Any]:
    """The sections of one partner, in the order of the template; of a long list a few rows, and all in an annex."""
    made = {
        "name": paper.reader.name(one.partner.id),
        "glance": _glance(paper, one),
        "standing": _standing(paper, one.partner),
        "why": cooperation(paper, one.partner),
        "agreements": agreements(paper, one.partner),
        "meetings": _meetings(paper, wish.period, one),
        "projects": projects(paper, one.known),
        "networks": networks(paper, one.partner),
        "promises": promises(paper, one.known),
        "outcomes": _outcomes(paper, wish.period, one),
        "care": _care(paper, one.partner),
        "next": next_steps(paper, one.partner, one.known),
        "quality": quality(paper, one.partner, one.known, one.known.held_in(*wish.period)),
    }
    return shortened(paper.say, made, several=len(wish.records) > 1)


def _glance(paper: Paper, one: Profile) -> Section:
    """What the partner is to the city and who answers for it: not what sort of place it is."""
    reader, say, partner = paper.reader, paper.say, one.partner
    file, name = paper.file(partner), reader.name
    head = headline(paper, reader.resolved(partner))
    groups = sorted((name(group.id) for group in groups_of(partner, reader.kb)), key=sort_key)
    where = country(partner.country, reader.labels.language) if partner.country else ""
    contact = contact_due(partner, one.known)
    known = {
        say("Partner"): ", ".join(filter(None, (reader.labels.code("Partner.type", partner.type), where))),
        say("Part of"): ", ".join([*filter(None, [name(partner.parent)]), *groups]),
        say("Members"): ", ".join(name(member.partner) for member in partner.members),
        say("Responsible"): name(partner.lead) or say("not named"),
        say("Users"): ", ".join(map(name, partner.users)) or say("not named"),
        say("Topics"): ", ".join(map(name, partner.themes)) or say("not on record"),
    }
    if partner.mapping and paper.internal:
        weights = (partner.mapping.influence, partner.mapping.interest)
        told = [say("not on record") if weight is None else f"{weight}/3" for weight in weights]
        known[say("Influence and interest")] = ", ".join(told)
    title = say("Standing")
    lines = [item(f"{title}: {head['text']}", head["notes"] or file)]
    lines += [item(f"{label}: {value}", file) for label, value in known.items() if value]
    if contact:
        last, due = map(reader.date, contact)
        lines.append(computed(say("Contact: last on {last}, next due by {due}", last=last, due=due), file))
    return section("", listed(lines))


def _standing(paper: Paper, partner: Partner) -> Section:
    """The statements up to the day, the oldest first."""
    say = paper.say
    columns = [say("From"), say("Standing"), say("Authority"), say("Remarks")]
    rows: list[Row] = [
        [one["from"] or say("no day set"), item(one["status"], one["notes"] or paper.file(partner)), one["authority"],
         one["remarks"]]
        for one in timeline(paper, paper.reader.resolved(partner))
    ]  # fmt: skip
    told = section(say("No document on record says what the partner is to the city."), table(columns, rows))
    return pictured_section(told, standing_over_time.picture(paper, partner))


def _meetings(paper: Paper, period: Period, one: Profile) -> Section:
    """What was held in the period, counted by level and year; then the latest, one by one."""
    say, reader = paper.say, paper.reader
    held = one.known.held_in(*period)
    counts = by_level(held)
    years = range(period.first.year, min(period.last, reader.day).year + 1)

    def row(name: str, levels: Sequence[str]) -> Row:
        found = [sum(counts[level, year] for level in levels) for year in years]
        return [computed(name), *map(str, found), str(sum(found))]

    used = [level for level in LEVELS if level or any(counts["", year] for year in years)]
    code = reader.labels.code
    rows = [row(code("Engagement.level", level) or say("level not on record"), [level]) for level in used]
    columns = [say("Level"), *map(str, years), say("Together")]
    told: list[Row] = [
        [when(paper, it), titled(paper, it), code("Engagement.level", it.level) or say("not on record"),
         reader.name(it.lead) or say("not named"), came_of_it(paper, it)]
        for it in held[:LATEST]
    ]  # fmt: skip
    headings = [say("When"), say("Meeting"), say("Level"), say("Led by"), say("Result")]
    empty = say("No visit, meeting or event with the partner is on record in this period.")
    if one.partner.type == "group":
        empty = say(
            "No meeting with the whole group is on record in this period; its members have profiles of their own."
        )
    return section(
        empty,
        table(columns, [*rows, row(say("All together"), used)] if held else [], say("Held, by level and year")),
        table(headings, told, say("Latest")),
    )


def _outcomes(paper: Paper, period: Period, one: Profile) -> Section:
    """What changed in others, with evidence; then what was learned, the bad with the good."""
    say, reader = paper.say, paper.reader
    code, kb = reader.labels.code, reader.kb
    changes: list[Row] = [
        [
            reader.date(outcome.on or at.from_),
            item(paper.text(outcome.changed), paper.file(at)),
            reader.name(outcome.by_whom) or say("not on record"),
            paper.text(outcome.contribution) or say("not on record"),
            code("Outcome.level", outcome.level),
            _evidence(paper, outcome.evidence),
        ]
        for at, outcome in outcomes_with(kb, one.partner, one.known)
        if period.holds(outcome.on or at.from_)
    ]
    columns = [say("When"), say("What changed"), say("In whom"), say("Our part"), say("Level"), say("Evidence")]
    lessons = [
        item(f"{paper.text(lesson.text)} ({code('Lesson.state', lesson.state)})", paper.file(at))
        for at, lesson in one.known.lessons
        if lesson.state != "rejected" and period.holds(at.from_, at.to)
    ]
    return section(
        say("No change in anybody and no lesson is on record in this period."),
        table(columns, changes, say("What changed")),
        listed(lessons, say("What was learned")),
    )


def _evidence(paper: Paper, evidence: Sequence[Evidence]) -> list[Item]:
    """What shows a change: each case, document, record or page."""
    name = paper.name
    shown = [
        item(one.case or name(one.source) or name(one.record) or one.link or "", paper.note(one.source))
        for one in evidence
    ]
    return shown or [item(paper.say("no evidence"))]


def _care(paper: Paper, partner: Partner) -> Section:
    """What needs care with the partner, until its day has passed."""
    say, reader = paper.say, paper.reader
    if not paper.internal:
        return section(say("What needs care is internal."))

    def lines() -> Iterator[Item]:
        for one in partner.sensitivities:
            if one.until is None or one.until.last >= reader.day:
                until = say("until {date}", date=reader.date(one.until)) if one.until else ""
                label = sentence(reader.labels.code("Sensitivity.handling", one.handling))
                told = f"{label}: {paper.text(one.text)}"
                yield item(f"{told} ({until})" if until else told, paper.note(one.source) or paper.file(partner))

    return section(say("Nothing that needs care is on record for this day."), listed(lines()))


def _gaps(paper: Paper, asked: Sequence[Profile]) -> None:
    """What is missing, weak or late, in the order in which it matters."""
    reader, say = paper.reader, paper.say

    def names(lacks: Callable[[Profile], object]) -> str:
        return _names(paper, [one for one in asked if lacks(one)])

    for one in asked:
        for weakness in weaknesses(paper, reader.name(one.partner.id), reader.resolved(one.partner)):
            paper.gap(weakness)
    if found := names(lambda one: not has_next_step(paper, one.partner, one.known)):
        paper.gap(say("Without a next step: {names}.", names=found))
    if found := names(lambda one: not one.partner.lead):
        paper.gap(say("Without a unit responsible: {names}.", names=found))
    late = [f"{reader.name(one.partner.id)} {count}" for one in asked if (count := overdue(paper, one.known))]
    if late and paper.internal:
        paper.gap(say("Promises past their day: {names}.", names=", ".join(late)))
    unknown = [paper.text(it.title) for one in asked for it in one.known.unknown]
    if unknown and paper.internal:
        paper.gap(say("Past, and not written down as held: {names}.", names=", ".join(dict.fromkeys(unknown))))
    if paper.internal and (found := names(lambda one: not is_reviewed(paper, one.partner))):
        paper.gap(say("Not reviewed in time: {names}.", names=found))
