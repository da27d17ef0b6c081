"""The network portfolio: all memberships with owner, use, goals, cost and result, and apart from them what is only aimed at."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from kvtool.annexes import cut
from kvtool.parts.membership import (
    form,
    known,
    last_outcome,
    named,
    roles,
    said,
    since,
    stated,
    verdict,
    weaknesses,
)
from kvtool.parts.options import reasons_to_give_up
from kvtool.parts.portfolio_cost import portfolio_cost
from kvtool.parts.reach import reach
from kvtool.parts.sections import Row, Section, computed, listed, section, table
from kvtool.pictures import cost_by_priority, networks_by_country
from kvtool.queries.owners import coordinator
from kvtool.queries.portfolio import Held, alike, changes, cost, full_year, portfolio
from kvtool.report import Item, Paper, item
from kvtool.reporting import Report, Wish, past_year
from kvtool.store.calendar import later
from kvtool.store.policy import whole

REPORT = Report(
    lambda say: say("All memberships in one view: owners, users, goals, roles, cost, results; aims kept apart"),
    period=past_year,
    unit=True,
    priority=True,
)


FIRST = 3
"""How many overlaps and changes stand in the text; where there are more, all of them are an annex."""


class Look(NamedTuple):
    """The networks that are asked about, by how the city stands to them, and the year whose cost is shown."""

    every: Sequence[Held]
    year: int

    def of(self, *groups: str) -> list[Held]:
        """Those of some groups."""
        return [one for one in self.every if one.group in groups]


def content(paper: Paper, wish: Wish) -> dict[str, Any]:
    """The portfolio's sections, in the order of the template."""
    look = Look([one for one in portfolio(paper.reader) if _asked(paper, wish, one)], full_year(wish.period.last))
    made: dict[str, Any] = {
        "title": paper.say("Network portfolio"),
        "owners": [wish.unit.id if wish.unit else coordinator(paper.reader.kb)],
        "memberships": _memberships(paper, look),
        "aims": _aims(paper, look),
        "cooperation": _stated(paper, look, "cooperation", paper.say("No cooperation without membership is stated.")),
        "focus": _focus(paper, look),
        "roles": _roles(paper, look),
        "cost": portfolio_cost(paper, look.of("membership"), look.year, cost_by_priority.picture),
        "overlaps": _overlaps(paper, look),
        "give_up": _give_up(paper, look),
        "changes": _changes(paper, wish, look),
        "unstated": _stated(
            paper, look, "unstated", paper.say("Something is stated of the city's part in every network.")
        ),
    }
    weaknesses(paper, look.of("membership"), [look.year])
    return made


def _asked(paper: Paper, wish: Wish, one: Held) -> bool:
    answering = (one.membership.owner, one.membership.coordinator, *one.membership.users)
    return wish.of_units(paper.reader.kb, *answering) and wish.of_priority(*one.priorities)


def _name(paper: Paper, one: Held) -> Item:
    return item(paper.reader.name(one.network.id), paper.file(one.network))


def _form(paper: Paper, one: Held) -> Item:
    """The form of a membership, and that notice is given where it is."""
    head, told = one.resolved.headline, form(paper, one)
    noticed = paper.reader.label(head) if head and head.status != "member" else ""
    return item(", ".join(filter(None, (told, noticed))), stated(paper, one)["notes"])


def _memberships(paper: Paper, look: Look) -> Section:
    say, day = paper.say, paper.reader.day
    columns = [say("Network"), say("Form"), say("Since"), say("Owner"), say("Users"), say("Goals"), say("Roles now")]
    columns += [say("Fee {year}, €", year=look.year)] if paper.internal else []
    columns += [say("Person-days {year}", year=look.year), say("Last outcome"), say("Last review"), say("Verdict")]

    def row(one: Held) -> Row:
        spent, review = cost(one.membership, look.year), one.review(day)
        goals = [item(paper.text(goal.text), paper.note(goal.source, goal.quote)) for goal in one.membership.goals]
        held = [role for _, _, role in roles(paper, one, ("held",))]
        return [
            _name(paper, one),
            _form(paper, one),
            since(paper, one),
            named(paper, [one.membership.owner]) or say("not named"),
            named(paper, one.membership.users) or say("not named"),
            goals or say("none set"),
            held or say("none"),
            *([known(paper, spent.euros)] if paper.internal else []),
            known(paper, spent.days),
            last_outcome(paper, one),
            paper.reader.date(review.on) if review else say("never"),
            verdict(paper, review) or say("none"),
        ]

    held = look.of("membership")
    return section(
        say("No membership is stated."), table(columns, map(row, held)), reach(paper, held, networks_by_country.picture)
    )


def _aims(paper: Paper, look: Look) -> Section:
    """What the city wants to join, with the deadline; never counted as a membership."""
    say, reader = paper.say, paper.reader
    columns = [say("Network"), say("State"), say("Deadline"), say("Coordinator")]

    def row(one: Held) -> Row:
        head = one.resolved.headline
        deadline = getattr(head.statement, "deadline", None) if head else None
        late = deadline and deadline.last < reader.day
        when = say("{date}, passed", date=reader.date(deadline)) if late else reader.date(deadline) or say("none")
        answering = one.membership.coordinator or one.membership.owner
        return [_name(paper, one), stated(paper, one), when, reader.name(answering) or say("not named")]

    return section(say("No membership is aimed at."), table(columns, map(row, look.of("aim"))))


def _stated(paper: Paper, look: Look, group: str, reason: str) -> Section:
    columns = [paper.say("Network"), paper.say("State")]
    return section(reason, table(columns, ([_name(paper, one), stated(paper, one)] for one in look.of(group))))


def _focus(paper: Paper, look: Look) -> Section:
    def lines() -> Iterator[Item]:
        for one in look.every:
            if focus := one.focus(paper.reader.day):
                until = paper.say("until {date}", date=paper.reader.date(focus.to)) if focus.to else ""
                told = ", ".join(filter(None, [paper.reader.name(one.network.id), until]))
                why = f": {paper.text(focus.because)}" if focus.because else ""
                yield item(f"{told}{why}", paper.grounds(focus, one.network))

    return section(paper.say("No network is in focus on this day."), listed(lines()))


def _roles(paper: Paper, look: Look) -> Section:
    say, day = paper.say, paper.reader.day
    notice = whole(paper.reader.kb.settings, "role_notice_days") or 0
    found: dict[str, list[Item]] = defaultdict(list)
    for one in look.every:
        for state, role, told in roles(paper, one, ("held", "planned")):
            ending = state == "held" and role.to is not None and role.to.last <= later(day, notice)
            found["ending" if ending else state].append(
                {**told, "text": f"{paper.reader.name(one.network.id)}: {told['text']}"}
            )
    return section(
        say("No role is held, ending or sought."),
        listed(found["held"], say("Held")),
        listed(found["ending"], say("Ending")),
        listed(found["planned"], say("Sought or to come")),
    )


def _overlaps(paper: Paper, look: Look) -> Section:
    say, reader = paper.say, paper.reader

    def lines() -> Iterator[Item]:
        for one in alike(reader.kb, [one for one in look.every if one.group != "left"], reader.day):
            names = f"{reader.name(one.one.id)} – {reader.name(one.other.id)}"
            partners = ", ".join(map(reader.name, one.shared))
            shared = say("in common: {names}", names=partners) if partners else say("no member in common on record")
            if one.review:
                said_on = say("by the review of {date}", date=reader.date(one.review.on))
                yield item(f"{names}: {said_on}; {shared}", paper.file(one.one))
            else:
                yield computed(f"{names}: {shared}", paper.file(one.one) + paper.file(one.other))

    found = cut(listed(lines()), FIRST, say("Overlaps"))
    return section(say("No overlap is found, by reviews or by theme and members."), found)


def _give_up(paper: Paper, look: Look) -> Section:
    lines = [line for one in look.of("membership") for line in reasons_to_give_up(paper, one)]
    return section(paper.say("No membership is a candidate to give up."), listed(lines))


def _changes(paper: Paper, wish: Wish, look: Look) -> Section:
    """What began in the period: joined, applied, notice given, left."""
    found = [
        (begins.first, one, statement)
        for one in look.every
        for begins, statement in changes(one.resolved, one.since)
        if wish.period.holds(begins) and begins.first <= paper.reader.day
    ]
    lines = []
    for _, one, statement in sorted(found, key=lambda change: (change[0], change[1].network.id)):
        told = said(paper, one, statement)
        lines.append({**told, "text": f"{paper.reader.name(one.network.id)}: {told['text']}"})
    say = paper.say
    found_ = cut(listed(lines), FIRST, say("Changes in the period"))
    return section(say("Nobody joined, left or changed anything in this period."), found_)
