"""The coordination group's agenda: what it decides first, then what overlaps, what is coming, what is late, who is there."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from kvtool.annexes import cut
from kvtool.linter import calendar as due_on
from kvtool.model.engagement import Engagement
from kvtool.model.partner import Partner
from kvtool.model.walk import part_at
from kvtool.parts.collisions import open_table
from kvtool.parts.conflicts import Conflict, conflicts
from kvtool.parts.groupwork import missing, on_table, roster, tasks
from kvtool.parts.rulings import rulings
from kvtool.parts.sections import Section, computed, listed, section
from kvtool.parts.timetable import calendar, overdue, stale, windows
from kvtool.queries.agendas import group, items_of, last_meeting, next_meeting, on_agendas
from kvtool.queries.due import agenda
from kvtool.queries.owners import coordinator, owner_of
from kvtool.queries.waiting import Waiting, to_rule_on
from kvtool.report import Paper
from kvtool.reporting import Period, Report, Wish
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import later
from kvtool.text.fault import steps
from kvtool.words.sorting import sort_key

AHEAD = 90
"""How many days the calendar looks ahead, and how many back an overlap still concerns the group."""
STALE = ("KV212", "KV507", "KV902", "KV905", "KV911", "KV912", "KV916", "KV917", "KV924")
"""The rules that find records out of date: by the calendar, or since what they rest on changed."""
NAMED = 3
"""How many records out of date are named for each owner."""
OVERLAPS = 3
"""How many overlaps stand in the text; where there are more, all of them are an annex."""


def ahead(_: KnowledgeBase, day: date) -> Period:
    """The days ahead that an agenda looks at."""
    return Period(day, later(day, AHEAD))


REPORT = Report(
    lambda say: say("The coordination group's agenda: decisions first, then overlaps, calendar, what is late, roster"),
    period=ahead,
    unit=True,
)
OTHERS = ("overlap", "follow-up", "information")
"""The sorts of items on which nothing is ruled."""
RENEWAL = "KV908"
"""The rule that finds agreements which end."""
SECTIONS = (
    "decisions",
    "rulings",
    "overlaps",
    "calendar",
    "overdue",
    "stale",
    "windows",
    "tasks",
    "roster",
    "information",
)


def content(paper: Paper, wish: Wish) -> dict[str, Any]:
    """The agenda's sections, in the order of the template."""
    kb, say, day = paper.reader.kb, paper.say, wish.period.first
    next_, last = next_meeting(kb, day), last_meeting(kb, day)
    unit = group(kb)
    made: dict[str, Any] = {
        "title": _title(paper, next_),
        "owners": [unit.id if unit else coordinator(paper.reader.kb)],
    }
    if not paper.internal:
        return made | {name: section(say("The agenda of the coordination group is internal.")) for name in SECTIONS}
    late = agenda(paper.reader, partial(due_on, kb)).rows
    none = say("No coming meeting of the coordination group is on record.")
    empty = say("The next meeting has no ruling on its agenda.") if next_ else none
    else_ = say("The next meeting has nothing else on its agenda.") if next_ else none
    made |= {
        "decisions": on_table(paper, wish, next_, "ruling", reason=empty),
        "rulings": _rulings(paper, wish, next_, late),
        "overlaps": _overlaps(paper, wish),
        "calendar": calendar(paper, wish),
        "overdue": overdue(paper, wish, late),
        "stale": stale(paper, wish, late, STALE, NAMED),
        "windows": windows(paper, wish),
        "tasks": tasks(paper, wish, last),
        "roster": roster(paper, last, next_),
        "information": on_table(paper, wish, next_, *OTHERS, reason=else_),
    }
    _weaknesses(paper, next_)
    return made


def _title(paper: Paper, next_: Engagement | None) -> str:
    if next_ is None:
        return paper.say("Agenda of the coordination group")
    return paper.say("Agenda of the coordination group, {date}", date=paper.reader.date(next_.from_))


def _rulings(paper: Paper, wish: Wish, next_: Engagement | None, late: Sequence[Mapping[str, Any]]) -> Section:
    """Memberships, agreements, events abroad and bids that nobody has ruled on, the first to come on top."""
    kb, say = paper.reader.kb, paper.say
    found = [
        one
        for one in (*to_rule_on(paper.reader), *_renewals(paper, wish, late))
        if wish.of_units(kb, one.by, owner_of(kb, one.record, one.path))
    ]
    found.sort(key=lambda one: _rank(paper, one))
    linked = {kb.now(link) for item in items_of(next_) for link in item.links}
    reason = say("No membership, agreement, event abroad or bid waits for a ruling.")
    return section(reason, rulings(paper, found, linked))


def _rank(paper: Paper, one: Waiting) -> tuple[Any, ...]:
    """What has waited longest first, then what is to come."""
    ahead_ = isinstance(one.record, Engagement)
    day = one.record.from_ if isinstance(one.record, Engagement) else one.since
    return ahead_, day or "9", sort_key(paper.name(one.record.id)), one.record.id, one.path


def _renewals(paper: Paper, wish: Wish, late: Sequence[Mapping[str, Any]]) -> Iterator[Waiting]:
    """The agreements that end in the period, of those that the linter finds."""
    for one in late:
        record = paper.reader.kb.by_id[one["id"]].record
        if one["code"] == RENEWAL and isinstance(record, Partner):
            path = steps(one["field"])[:2]
            ends = part_at(record, path).to
            if wish.period.holds(ends):
                yield Waiting("renewal", record, path, ends, one["owner"])


def _overlaps(paper: Paper, wish: Wish) -> Section:
    """What stands and is near enough to be coordinated yet; the rest is counted."""
    kb, say = paper.reader.kb, paper.say
    every = [one for one in conflicts(kb, paper.reader.day) if wish.of_units(kb, *one.owners, one.resolver)]
    stands = [one for one in every if one.judged.allowed is None]
    near = Period(later(wish.period.first, -AHEAD), wish.period.last)
    shown = [one for one in stands if one.on is None or near.holds(one.on)]
    return section(
        say("Nothing overlaps or contradicts now."),
        cut(open_table(paper, shown, on_agendas(kb)), OVERLAPS, say("Overlaps and contradictions")),
        listed([computed(told)] if (told := _others(paper, stands, shown, every)) else []),
    )


def _others(paper: Paper, stands: Sequence[Conflict], shown: Sequence[Conflict], every: Sequence[Conflict]) -> str:
    """How many are left out: too long ago, or set aside."""
    older, aside = len(stands) - len(shown), len(every) - len(stands)
    if not older and not aside:
        return ""
    return paper.say(
        "Besides {older} of another time and {aside} that are set aside: see 'kvtool report overlaps'.",
        older=older,
        aside=aside,
    )


def _weaknesses(paper: Paper, next_: Engagement | None) -> None:
    """Puts into the box of gaps what keeps the group from its work: no meeting, no roster, somebody missing."""
    kb, say = paper.reader.kb, paper.say
    if next_ is None:
        paper.gap(say("No coming meeting of the coordination group is on record."))
    if group(kb) is None:
        paper.gap(say("No group is on record in which the chair named by policy sits."))
    if names := ", ".join(missing(paper, next_)):
        paper.gap(say("Missing from the next meeting: {names}.", names=names))
    if next_ and not items_of(next_):
        paper.gap(say("The next meeting has no agenda on record."))
