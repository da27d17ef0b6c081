"""Externally funded projects: own shares by year against the appropriation, state, partners, what ties them to the strategy."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from kvtool.parts.doings import titled
from kvtool.parts.membership import known as amount
from kvtool.parts.membership import total
from kvtool.parts.sections import Row, Section, computed, listed, number, section, table
from kvtool.parts.shares import against, by_project, pending
from kvtool.queries.owners import coordinator
from kvtool.queries.portfolio import summed
from kvtool.queries.projects import limits
from kvtool.queries.shares import (
    TIES,
    Known,
    by_payer,
    granted_beyond,
    known,
    lacks_money,
    tie,
    undecided,
    uneven,
    years,
)
from kvtool.report import Paper, item
from kvtool.reporting import Period, Report, Wish
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import last_of
from kvtool.words.dates import say_span
from kvtool.words.sorting import sort_key


def around_this_year(kb: KnowledgeBase, day: date) -> Period:
    """From the first day of the year before a day's to the last year for which money is on record."""
    last = max([*years(known(kb)), *limits(kb.settings), day.year])
    return Period(date(max(day.year - 1, 1), 1, 1), last_of(last))


REPORT = Report(
    lambda say: say(
        "Projects with outside money: own shares by year against the appropriation, state, partners, strategy"
    ),
    period=around_this_year,
    unit=True,
    priority=True,
)


class Look(NamedTuple):
    """The projects that are asked about, all that there are, and the years of the period for which there is money."""

    shown: Sequence[Known]
    every: Sequence[Known]
    years: Sequence[int]


def content(paper: Paper, wish: Wish) -> dict[str, Any]:
    """The sections in the order of the template."""
    kb = paper.reader.kb
    every = known(kb)
    span = range(wish.period.first.year, wish.period.last.year + 1)
    shown = [one for one in every if _asked(kb, wish, one)]
    money = {*years(shown), *limits(kb.settings)}
    look = Look(shown, every, [year for year in span if year in money] if shown else [])
    _gaps(paper, wish, look)
    return {
        "title": paper.say("Projects with outside funding"),
        "owners": [wish.unit.id if wish.unit else coordinator(paper.reader.kb)],
        "shares": _shares(paper, wish, look),
        "strategy": _strategy(paper, look),
        "projects": _projects(paper, look),
        "partners": _partners(paper, look),
    }


def _asked(kb: KnowledgeBase, wish: Wish, one: Known) -> bool:
    """Whether a project is of the units and priorities asked about, and in the period: it runs in it, or takes its money."""
    done, period = one.engagement, wish.period
    open_end = done.to is None and one.goes_on and done.from_.first <= period.last
    paid = any(period.first.year <= money.year <= period.last.year for money in one.project.appropriations)
    within = open_end or paid or period.holds(done.from_, done.to)
    return within and wish.of_units(kb, done.lead) and wish.of_priority(*done.priorities)


def _whole(paper: Paper, wish: Wish) -> bool:
    """Whether all projects are seen: the public may not see some, and would be told of money left that is bound."""
    return paper.internal and wish.unit is None and not wish.priority


def _shares(paper: Paper, wish: Wish, look: Look) -> Section:
    """The money of the years; what is set aside is for all projects, so that only all can be held against it."""
    whole = _whole(paper, wish)
    return section(
        paper.say("No money is on record for these years."),
        against(paper, look.every if whole else look.shown, look.years, whole),
        by_project(paper, [one for one in look.shown if one.binds], look.years),
        listed(pending(paper, look.shown)),
    )


def _strategy(paper: Paper, look: Look) -> Section:
    """How many projects and how much own money serve a strategy in force, and which priorities."""
    say, reader = paper.say, paper.reader
    counted = [one for one in look.shown if one.counts]
    ties = {one.engagement.id: tie(reader.kb, one, reader.day) for one in counted}
    names = {
        "strategy": say("a strategy in force"),
        "other": say("only an earlier strategy or another framework"),
        "none": say("nothing of the strategy"),
    }
    own = sum((one.project.own or Decimal(0) for one in counted), Decimal(0))

    def row(name: str, found: Sequence[Known]) -> Row:
        part = sum((one.project.own or Decimal(0) for one in found), Decimal(0))
        shares = [_percent(paper, len(found), len(counted)), total(paper, summed(one.project.own for one in found))]
        return [computed(name), str(len(found)), *shares, _percent(paper, part, own)]

    columns = [say("Projects"), say("Of all projects"), say("Own share, €"), say("Of all own shares")]
    tied = [row(names[one], [it for it in counted if ties[it.engagement.id] == one]) for one in TIES] if counted else []
    priorities = {key for one in counted for key in one.engagement.priorities}
    ordered = sorted(priorities, key=lambda key: (sort_key(reader.name(key)), key))
    by_priority = [row(paper.name(key), [it for it in counted if key in it.engagement.priorities]) for key in ordered]
    several = [computed(say("A project of several priorities counts under each of them."))] if by_priority else []
    return section(
        say("No project is on record for these years."),
        table([say("Tied to"), *columns], tied),
        table([say("Priority"), *columns], by_priority),
        listed(several),
    )


def _percent(paper: Paper, part: Decimal | int, whole: Decimal | int) -> str:
    return f"{number(paper, round(Decimal(part) * 100 / Decimal(whole)))} %" if whole else "–"


def _projects(paper: Paper, look: Look) -> Section:
    """Where each project stands, with whom and for what, and its money."""
    say, labels, reader = paper.say, paper.reader.labels, paper.reader

    def stands(one: Known) -> Row:
        done, project = one.engagement, one.project
        called = done.state == "cancelled" and project.state != "rejected"
        words = labels.code("Engagement.state", done.state) if called else labels.code("Project.state", project.state)
        sources = paper.note(project.application) + paper.note(project.funding)
        programme = ", ".join(filter(None, (project.programme, project.call, project.number)))
        return [
            titled(paper, one.engagement),
            item(words or say("not recorded"), list(dict.fromkeys(sources))),
            say_span(done.from_, done.to, labels.language),
            programme or say("not recorded"),
            labels.code("Project.role", project.role) or say("not recorded"),
            reader.name(done.lead) or say("not named"),
        ]

    def serves(one: Known) -> Row:
        done = one.engagement
        named = [[reader.name(reader.kb.now(it)) for it in many] for many in (done.partners, done.networks)]
        aims = [[paper.name(it) for it in many] for many in (done.priorities, done.goals)]
        return [titled(paper, one.engagement), *(", ".join(many) or say("none") for many in (*named, *aims))]

    def costs(one: Known) -> Row:
        project = one.project
        money = (project.total, project.city_share, project.grant, project.own)
        payer = labels.code("Project.own_source", project.own_source) or say("not recorded")
        return [titled(paper, one.engagement), *(amount(paper, it) for it in money), payer]

    first = [say("State"), say("Runs"), say("Programme"), say("Role"), say("Lead")]
    second = [say("Partners"), say("Networks"), say("Priorities"), say("Goals")]
    third = [say("Total, €"), say("City's share, €"), say("Grant, €"), say("Own share, €"), say("Paid by")]
    return section(
        say("No project is on record for these years."),
        table([say("Project"), *first], map(stands, look.shown), say("Where they stand")),
        table([say("Project"), *second], map(serves, look.shown), say("With whom and for what")),
        table([say("Project"), *third], map(costs, look.shown), say("Money")),
    )


def _partners(paper: Paper, look: Look) -> Section:
    """Each partner with the projects that it is in."""
    reader = paper.reader
    found: dict[str, list[Known]] = {}
    for one in look.shown:
        for partner in dict.fromkeys(map(reader.kb.now, one.engagement.partners)) if one.counts else ():
            found.setdefault(partner, []).append(one)
    ordered = sorted(found, key=lambda key: (-len(found[key]), sort_key(reader.name(key)), key))
    rows: list[Row] = [
        [reader.name(key), str(len(found[key])), [titled(paper, one.engagement) for one in found[key]]]
        for key in ordered
        if len(found[key]) > 1
    ]
    columns = [paper.say("Partner"), paper.say("Projects"), paper.say("Which projects")]
    single = ", ".join(reader.name(key) for key in ordered if len(found[key]) == 1)
    rest = [computed(paper.say("In one project each: {names}", names=single))] if single else []
    return section(paper.say("No partner is named in a project."), table(columns, rows), listed(rest))


def _gaps(paper: Paper, wish: Wish, look: Look) -> None:
    """Puts into the box what projects lack, and the years for which too little is set aside."""
    say, kb, day = paper.say, paper.reader.kb, paper.reader.day

    def names(lacks: Callable[[Known], bool]) -> str:
        return "; ".join(paper.text(one.engagement.title) for one in look.shown if lacks(one))

    set_aside = limits(kb.settings)
    if not set_aside:
        paper.gap(say("What is set aside centrally for own shares is not recorded."))
    elif not _whole(paper, wish):
        paper.gap(say("What is set aside is for all projects, and is not held against those of some only."))
    else:
        central = {year: by_payer(look.every, year).get("central", 0) for year in look.years}
        over = [str(year) for year in look.years if year in set_aside and central[year] > set_aside[year]]
        if over:
            paper.gap(say("More is bound than is set aside: {years}.", years=", ".join(over)))
    if found := names(lambda one: lacks_money(one, day)):
        paper.gap(say("Runs in {year} without decided money: {names}.", year=day.year, names=found))
    if found := names(lambda one: one.binds and bool(undecided(one))):
        paper.gap(say("Money without a decision: {names}.", names=found))
    if found := names(lambda one: one.binds and one.project.own_source is None):
        paper.gap(say("Who pays the own share is not recorded: {names}.", names=found))
    if found := names(lambda one: one.binds and not one.project.appropriations):
        paper.gap(say("Own share not split by years: {names}.", names=found))
    if found := names(lambda one: one.binds and granted_beyond(one)):
        paper.gap(say("Granted more than the own share agreed: {names}.", names=found))
    if found := names(uneven):
        paper.gap(say("Own share and grant do not make up the city's share: {names}.", names=found))
    if found := names(lambda one: one.counts and tie(kb, one, day) == "none"):
        paper.gap(say("Tied to no goal and no priority: {names}.", names=found))
