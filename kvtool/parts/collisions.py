"""Overlaps and conflicts in the words of a paper: each side with date and owner, what is shared, agenda, resolver."""

from collections.abc import Iterator, Mapping, Sequence

from kvtool.model.base import Record
from kvtool.model.engagement import Engagement
from kvtool.model.fact import Fact
from kvtool.model.framework import Aim, Framework
from kvtool.model.network import Network
from kvtool.model.partner import Partner
from kvtool.parts.conflicts import Conflict, answering, dated
from kvtool.parts.sections import Block, Cell, Row, inferred, table
from kvtool.queries.agendas import OnAgenda
from kvtool.queries.dealing import ending_on
from kvtool.queries.overlaps import Overlap
from kvtool.queries.portfolio import members_on
from kvtool.report import Item, Paper, item

Agendas = Mapping[str, Sequence[OnAgenda]]


def open_table(paper: Paper, every: Sequence[Conflict], agendas: Agendas, title: str = "") -> Block:
    """Those that stand, each with whether the coordination group has it on an agenda, and who could resolve it."""
    say = paper.say
    columns = [
        say("Record"),
        say("Overlaps with"),
        say("What is shared"),
        say("On an agenda"),
        say("Proposed resolver"),
    ]

    def row(one: Conflict) -> Row:
        resolver = inferred(paper.name(one.resolver)) if one.resolver else say("nobody named")
        return [side(paper, one.one), _other(paper, one), shared(paper, one), on_agenda(paper, one, agendas), resolver]

    return table(columns, map(row, every), title)


def allowed_table(paper: Paper, every: Sequence[Conflict], title: str = "") -> Block:
    """Those that are set aside, each with the reason and until when."""
    say = paper.say
    columns = [say("Record"), say("Overlaps with"), say("What is shared"), say("Why it is set aside"), say("Until")]

    def row(one: Conflict) -> Row:
        until, allowed = one.judged.until, one.judged.allowed
        said = paper.reader.date(until)
        if until and until.last < paper.reader.day:
            said = say("{date}, passed", date=said)
        return [side(paper, one.one), _other(paper, one), shared(paper, one), allowed.because if allowed else "", said]

    return table(columns, map(row, every), title)


def side(paper: Paper, record: Record) -> Item:
    """A record with its date and the unit that answers for it."""
    owner = paper.name(answering(paper.reader.kb, record)) or paper.say("no owner")
    told = [paper.name(record.id), paper.reader.date(dated(record)), "" if isinstance(record, Framework) else owner]
    return item(", ".join(filter(None, told)), paper.file(record))


def _other(paper: Paper, one: Conflict) -> Cell:
    return side(paper, one.other) if one.other else paper.say("not named")


def shared(paper: Paper, one: Conflict) -> str:
    """What the two records share or contradict each other in."""
    if one.pair:
        return "; ".join(filter(None, [*_met(paper, one.pair), apart(paper, one.pair)]))
    return "; ".join(_told(paper, one))


def apart(paper: Paper, pair: Overlap) -> str:
    """The days between two engagements."""
    if pair.days == 0:
        return paper.say("at the same time")
    return paper.say("1 day apart") if pair.days == 1 else paper.say("{number} days apart", number=pair.days)


def _met(paper: Paper, pair: Overlap) -> Iterator[str]:
    later = pair.later
    partner = paper.name(pair.partner)
    if pair.sort == "topic":
        yield f"{partner}: {paper.name(pair.matter)}"
    elif pair.sort == "ask":
        yield f"{partner}: {paper.text(later.asks[int(pair.path[1])].text)}"
    elif pair.sort == "stance":
        yield f"{pair.matter}: {_position(paper, pair.later, pair.matter)} – {_position(paper, pair.earlier, pair.matter)}"
    elif pair.sort == "visit":
        topic = paper.text(later.visit_in.topic) if later.visit_in else ""
        yield f"{partner}: {topic or ', '.join(map(paper.name, later.priorities))}"
    else:
        yield partner


def _position(paper: Paper, engagement: Engagement, issue: str) -> str:
    said = (one.position for one in engagement.stance if one.issue == issue and one.position != "neutral")
    return paper.reader.labels.code("Stance.position", next(said, None))


def _told(paper: Paper, one: Conflict) -> Iterator[str]:
    """What the records of a pair say that the radar does not look for."""
    kb, record, other = paper.reader.kb, one.one, one.other
    if isinstance(record, Fact) and isinstance(other, Fact):
        values = [" ".join(filter(None, (fact.value, paper.text(fact.unit)))) for fact in (record, other)]
        yield " – ".join(values)
    elif isinstance(record, Engagement) and isinstance(other, Partner):
        ending = ending_on(other, kb, record.from_.first)
        yield paper.reader.label(ending) if ending else ""
    elif isinstance(record, Network) and isinstance(other, Network):
        day = paper.reader.day
        common = [it for it in members_on(kb, record, day) if it in members_on(kb, other, day)]
        yield from (", ".join(map(paper.name, ids)) for ids in (one.ids, common) if ids)
    else:
        yield from (
            (_aim(paper, it) for it in one.ids) if one.ids else (paper.reader.labels.rule(one.judged.finding.name),)
        )


def _aim(paper: Paper, thing: str) -> str:
    """A thing by its name; a goal or priority with what became of it."""
    inner = paper.reader.kb.inner.get(thing)
    heirs = (
        [it.to for it in inner.part.successors if it.kind != "ends"] if inner and isinstance(inner.part, Aim) else []
    )
    return " → ".join(filter(None, [paper.name(thing), ", ".join(map(paper.name, heirs))]))


def on_agenda(paper: Paper, one: Conflict, agendas: Agendas) -> Cell:
    """The last coordination meeting that has the two records together on its agenda, or one of them as an overlap."""
    sides = {record.id for record in (one.one, one.other) if record}
    found = [
        it
        for side_ in sorted(sides)
        for it in agendas.get(side_, ())
        if it.item.type == "overlap" or sides <= set(map(paper.reader.kb.now, it.item.links))
    ]
    if not found:
        return paper.say("on none")
    last = max(found, key=lambda it: (it.meeting.from_.first, it.meeting.id))
    outcome = paper.text(last.item.outcome)
    told = paper.reader.date(last.meeting.from_) + (f": {outcome}" if outcome else "")
    return item(told, paper.file(last.meeting))
