"""The coordination group in a paper: what its next meeting has to decide, what came of the last, who is there."""

from collections.abc import Collection, Iterator

from kvtool.annexes import behind, cut, part
from kvtool.model.engagement import AgendaItem, Commitment, Engagement
from kvtool.parts.sections import Row, Section, computed, listed, section, table
from kvtool.queries.agendas import chair, group, items_of, meetings, seats_on
from kvtool.queries.owners import OPEN_COMMITMENTS, owner_of
from kvtool.queries.units import wholes
from kvtool.report import Item, Paper, item
from kvtool.reporting import Wish
from kvtool.store.calendar import over
from kvtool.store.policy import source_of, words

TASKS = 3
"""How many tasks stand in the text, the latest first; where there are more, all of them are an annex."""
ROSTER = 8
"""A longer roster is an annex; the text says who is missing."""


def on_table(paper: Paper, wish: Wish, meeting: Engagement | None, *types: str, reason: str) -> Section:
    """The items of some types on the agenda of a meeting, with the records that they are about."""
    say = paper.say
    columns = [say("Matter"), say("Records"), say("Prepared by")]

    def row(one: AgendaItem) -> Row:
        told = item(paper.text(one.title), paper.file(meeting) if meeting else [])
        return [told, _links(paper, one) or say("none linked"), _prepares(paper, one) or say("nobody named")]

    found = [one for one in items_of(meeting) if one.type in types and _asked(paper, wish, one)]
    return section(reason, table(columns, map(row, found)))


def _asked(paper: Paper, wish: Wish, one: AgendaItem) -> bool:
    return wish.unit is None or wish.of_units(paper.reader.kb, *_owners(paper, one))


def _owners(paper: Paper, one: AgendaItem) -> list[str]:
    """The units that answer for what an item is about."""
    kb = paper.reader.kb
    found = []
    for link in map(kb.now, one.links):
        inner, entry = kb.inner.get(link), kb.by_id.get(link)
        record = inner.record if inner else entry.record if entry else None
        if record and (owner := owner_of(kb, record, inner.path if inner else ())):
            found.append(owner)
    return list(dict.fromkeys(found))


def _prepares(paper: Paper, one: AgendaItem) -> str:
    return ", ".join(map(paper.name, _owners(paper, one)))


def _links(paper: Paper, one: AgendaItem) -> list[Item]:
    kb = paper.reader.kb
    known = [(link, kb.inner[link].record if link in kb.inner else kb.by_id[link].record)
             for link in map(kb.now, one.links) if link in kb.inner or link in kb.by_id]  # fmt: skip
    return [item(paper.name(link), paper.file(record) if record else []) for link, record in known]


def tasks(paper: Paper, wish: Wish, last: Engagement | None) -> Section:
    """What the last meeting decided and gave to do, and what is still open of the ones before it."""
    kb, say = paper.reader.kb, paper.say
    if last is None:
        return section(say("No meeting of the coordination group is on record before this day."))
    nothing = say("no outcome on record")
    outcomes = [
        item(f"{paper.text(one.title)}: {paper.text(one.outcome) or nothing}", paper.file(last))
        for one in items_of(last)
        if _asked(paper, wish, one)
    ]
    found: list[tuple[Engagement, Commitment]] = [
        (meeting, task)
        for meeting in reversed(meetings(kb))
        if over(meeting) <= over(last)
        for task in meeting.commitments
        if (meeting.id == last.id or task.state in OPEN_COMMITMENTS) and wish.of_units(kb, task.owner)
    ]

    def row(one: tuple[Engagement, Commitment]) -> Row:
        meeting, task = one
        state = paper.reader.labels.code("Commitment.state", task.state)
        late = task.due and task.state in OPEN_COMMITMENTS and task.due.last < paper.reader.day
        return [
            item(paper.text(task.text), paper.file(meeting)),
            paper.name(task.owner) or say("nobody named"),
            paper.reader.date(task.due) or say("no deadline"),
            say("{state}, past its day", state=state) if late else state,
            paper.reader.date(meeting.from_),
        ]

    columns = [say("Task"), say("Unit"), say("Due"), say("State"), say("Given on")]
    title = say("Tasks of the last meeting, and open ones of earlier meetings")
    when = say("Outcomes of the meeting of {date}", date=paper.reader.date(last.from_))
    return section(
        say("The last meeting left neither outcomes nor tasks on record."),
        listed(outcomes, when),
        cut(table(columns, map(row, found), title), TASKS, say("Tasks from last time")),
    )


def roster(paper: Paper, last: Engagement | None, next_: Engagement | None) -> Section:
    """Who belongs to the group by policy and by its seats, and who was or will be there."""
    kb, say = paper.reader.kb, paper.say
    unit, wanted = group(kb), [kb.now(one) for one in words(kb.settings, "coordination_members")]
    seats = {kb.now(one.member): one for one in seats_on(unit, paper.reader.day)}
    there = {one.id: _present(paper, one) for one in (last, next_) if one}
    office = chair(kb)
    needed = [*([office] if office else []), *wanted]
    members = list(dict.fromkeys([*needed, *seats]))

    def row(member: str) -> Row:
        seat = seats.get(member)
        policy = "coordination_chair" if member == office else "coordination_members"
        grounds = paper.note(source_of(kb.settings, policy)) if member in needed else []
        required = item(say("required") if member in needed else say("not required"), grounds)
        has = item(say("yes"), paper.grounds(seat, unit) if unit else []) if seat else item(say("no"))
        named = paper.name(member)
        told = say("{name} (chair)", name=named) if member == office else named
        return [
            computed(told),
            required,
            has,
            *(_yes(paper, member, there[one.id], needed) if one else say("none on record") for one in (last, next_)),
        ]

    columns = [say("Member"), say("By policy"), say("Seat on record")]
    columns += [_head(paper, last, say("Last meeting")), _head(paper, next_, say("Next meeting"))]
    whole = table(columns, map(row, members))
    seatless = _named(paper, [one for one in needed if one not in seats])
    told = [say("Members: {number}, without a seat on record: {without}", number=len(members), without=seatless)]
    for meeting, label in ((last, say("Last meeting")), (next_, say("Next meeting"))):
        if meeting and there[meeting.id]:
            absent = _named(paper, [one for one in needed if one not in there[meeting.id]])
            told.append(say("{meeting}: missing {names}", meeting=_head(paper, meeting, label), names=absent))
    return section(
        say("Neither policy nor a group says who belongs to it."),
        behind(listed(map(computed, told)), say("Roster"), part("", whole)) if len(members) > ROSTER else whole,
    )


def _named(paper: Paper, members: Collection[str]) -> str:
    return ", ".join(map(paper.name, members)) or paper.say("none")


def _head(paper: Paper, meeting: Engagement | None, label: str) -> str:
    return f"{label}, {paper.reader.date(meeting.from_)}" if meeting else label


def _yes(paper: Paper, member: str, there: Collection[str], needed: Collection[str]) -> str:
    """Whether a member is there; of a meeting that says of nobody that they were, nothing is known."""
    if not there:
        return paper.say("not recorded")
    return paper.say("yes") if member in there else paper.say("missing") if member in needed else paper.say("no")


def _present(paper: Paper, meeting: Engagement) -> set[str]:
    """Who is there: a unit speaks for all that it is part of, as the rule on the roster has it."""
    block, kb = meeting.coordination_meeting, paper.reader.kb
    units = block.members if block else []
    office = [block.chair] if block and block.chair else []
    return {*(wholes(kb, units) or map(kb.now, units)), *office}


def missing(paper: Paper, meeting: Engagement | None) -> Iterator[str]:
    """The members by policy whom a meeting does not have, and the chair."""
    kb = paper.reader.kb
    wanted = [*filter(None, [chair(kb)]), *map(kb.now, words(kb.settings, "coordination_members"))]
    present = (_present(paper, meeting) if meeting else set()) or set(wanted)  # nobody listed is no list yet
    yield from (paper.name(one) for one in dict.fromkeys(wanted) if one not in present)
