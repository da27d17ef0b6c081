"""What waits for somebody's decision, as the records say: since when, and whose decision it is."""

from collections.abc import Container, Iterator
from datetime import date
from typing import NamedTuple

from kvtool.model.base import Record
from kvtool.model.dates import Day
from kvtool.model.engagement import Engagement, Event
from kvtool.model.framework import Framework
from kvtool.model.message import Message
from kvtool.model.need import Need
from kvtool.model.network import Network
from kvtool.model.partner import Partner
from kvtool.model.source import UNDECIDED, Source
from kvtool.model.statement import ENDING
from kvtool.queries.agendas import chair, items_of, meetings, on_agendas
from kvtool.queries.dealing import ONLY_IDEAS
from kvtool.queries.owners import coordinator, owner_of
from kvtool.queries.portfolio import portfolio
from kvtool.queries.reading import Reader
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import over, superseded
from kvtool.store.statements import Said, act_on
from kvtool.text.fault import Path

OPEN_STATES = ("proposed", "planned", "confirmed")
"""The states of an engagement that lies ahead."""

SETTLED = "continue"
"""The verdict of a review that asks nobody for a decision."""


class Waiting(NamedTuple):
    """A matter that waits: of which sort, where it stands, since when, and who decides, or has to bring it up."""

    sort: str
    record: Record
    path: Path = ()
    since: Day | None = None
    by: str | None = None


def to_rule_on(reader: Reader) -> Iterator[Waiting]:
    """What the coordination group rules on: memberships, agreements, events abroad, what the mayor goes to, bids."""
    yield from memberships(reader)
    yield from agreements(reader.kb, reader.day)
    known = on_agendas(reader.kb)
    for engagement in reader.kb.all(Engagement):
        yield from _ahead(reader.kb, reader.day, engagement, known)
        yield from _bids(reader.kb, engagement)


def memberships(reader: Reader) -> Iterator[Waiting]:
    """The networks that the city means to join, and those of which a review asks more than to go on."""
    for held in portfolio(reader):
        by = held.membership.coordinator or held.membership.owner or coordinator(reader.kb)
        review, head = held.review(reader.day), held.resolved.headline
        decided = review is not None and review.decision is not None
        if held.group == "aim" and not decided:
            yield Waiting("membership", held.network, ("membership", "statements"), head and head.begins, by)
        elif held.group == "membership" and review and not decided and review.verdict != SETTLED:
            path = ("membership", "reviews", held.membership.reviews.index(review))
            yield Waiting("verdict", held.network, path, review.on, by)


def agreements(kb: KnowledgeBase, day: date) -> Iterator[Waiting]:
    """The agreements that are to be signed, and the exceptions that were asked for, on which nothing is decided."""
    for partner in kb.all(Partner):
        for index, one in enumerate(partner.agreements):
            path = ("agreements", index)
            if one.decision is None and one.exception is not None:
                yield Waiting("agreement-exception", partner, path, one.signed, _lead(kb, partner))
            elif one.decision is None and one.signed.first > day:
                yield Waiting("agreement", partner, path, None, _lead(kb, partner))


def _ahead(kb: KnowledgeBase, day: date, engagement: Engagement, known: Container[str]) -> Iterator[Waiting]:
    """An event of the city's own abroad, and what the mayor takes part in unknown to the group."""
    event, by = engagement.event, chair(kb) or engagement.lead
    if engagement.state not in OPEN_STATES or engagement.decision or over(engagement) < day:
        return
    if event and event.exception is not None and event.decision is None:
        yield Waiting("event-exception", engagement, ("event", "exception"), None, by)
    elif event and event.place == "abroad" and _own(kb, event) and event.decision is None:
        yield Waiting("event", engagement, ("event",), None, by)
    elif engagement.level == "mayor" and engagement.state not in ONLY_IDEAS and engagement.id not in known:
        yield Waiting("mayor", engagement, ("level",), None, by)


def _own(kb: KnowledgeBase, event: Event) -> bool:
    """Whether the city holds an event itself."""
    return event.type != "participation" and (event.organiser is None or kb.kind_of(event.organiser) == "unit")


def missing_of(event: Event) -> list[str]:
    """What the assessment of an event abroad lacks, by the names of fields."""
    known = {
        "local_partner": event.local_partner or event.parent_conference or event.type == "participation",
        "assessment": event.assessment,
        "resources": event.resources,
    }
    return [field for field, said in known.items() if not said]


def _bids(kb: KnowledgeBase, engagement: Engagement) -> Iterator[Waiting]:
    """A bid with the city's money, or of which nobody says with whose."""
    bid = engagement.bid
    if bid is None or bid.funding not in (None, "city"):
        return
    ruled = bid.ruling or bid.ruled_at or engagement.decision
    if not ruled and engagement.state != "cancelled" and bid.result in (None, "open"):
        yield Waiting("bid", engagement, ("bid",), None, chair(kb) or engagement.lead)


def waiting(reader: Reader) -> Iterator[Waiting]:
    """All that the records say is not decided, besides what rules find."""
    kb, day = reader.kb, reader.day
    yield from to_rule_on(reader)
    for engagement in kb.all(Engagement):
        yield from _requests(day, engagement)
    for meeting in meetings(kb):
        if meeting.state == "held":
            for index, one in enumerate(items_of(meeting)):
                if one.type == "ruling" and one.outcome is None:
                    path = ("coordination-meeting", "items", index)
                    yield Waiting("ruling", meeting, path, meeting.from_, chair(kb) or meeting.lead)
    for need in kb.all(Need):
        if need.state == "proposed" and need.decision is None:
            yield Waiting("need", need, ("state",), None, need.proposer)
    for message in kb.all(Message):
        current = (message.to is None or day <= message.to.last) and not superseded(kb, message)
        if current and not message.approvals:
            yield Waiting("message", message, ("approvals",), None, message.approver or message.owner)
    yield from _drafts(kb, day)
    yield from _standings(reader)


def _requests(day: date, engagement: Engagement) -> Iterator[Waiting]:
    """What others have asked for without an answer; ideas; lessons that nobody has accepted."""
    if engagement.state == "cancelled":
        return
    lead, asked = engagement.lead, engagement.visit_in
    if asked and asked.decision is None and engagement.state != "held":
        yield Waiting("visit", engagement, ("visit-in", "decision"), asked.requested, lead)
    elif engagement.state == "proposed":
        yield Waiting("idea", engagement, ("state",), None, lead)
    for index, ask in enumerate(engagement.asks):
        if ask.by == "partner" and ask.answer is None and engagement.from_.first <= day:
            yield Waiting("ask", engagement, ("asks", index), engagement.from_, lead)
    for index, lesson in enumerate(engagement.lessons):
        if lesson.state == "noticed":
            yield Waiting("lesson", engagement, ("lessons", index), lesson.on or engagement.from_, lesson.owner or lead)


def _drafts(kb: KnowledgeBase, day: date) -> Iterator[Waiting]:
    """The frameworks that rest on a text which is tabled, proposed or drafted."""
    for framework in kb.all(Framework):
        act = act_on(source := kb.get(Source, framework.source), day)
        if source and act and act.act in UNDECIDED and not (framework.to and framework.to.last < day):
            yield Waiting("draft", framework, ("source",), act.on, act.by or source.body)


def _standings(reader: Reader) -> Iterator[Waiting]:
    """The standings and memberships that rest on texts not decided, are proposed to end, or were not reaffirmed."""
    kb = reader.kb
    aims = {held.network.id for held in portfolio(reader) if held.group == "aim"}  # these wait as memberships
    networks = [one for one in kb.all(Network) if one.id not in aims]
    every: list[Partner | Network] = [*kb.all(Partner), *networks]
    for record in every:
        resolved = reader.resolved(record)
        head, own = resolved.headline, _lead(kb, record)
        for ending in resolved.proposed_endings:
            yield Waiting("ending", record, ending.path, ending.begins, _body(kb, ending, reader.day) or own)
        if head is None or head.via or head.status in ENDING:
            continue
        if head.authority in UNDECIDED:
            yield Waiting("standing", record, head.path, head.begins, _body(kb, head, reader.day) or own)
        elif resolved.silent_source:
            yield Waiting("silent", record, head.path, head.begins, own)


def _body(kb: KnowledgeBase, said: Said, day: date) -> str | None:
    """The body that has a text before it."""
    source = kb.get(Source, said.source)
    act = act_on(source, day)
    return (act.by if act else None) or (source.body if source else None)


def _lead(kb: KnowledgeBase, record: Record) -> str | None:
    return owner_of(kb, record, ()) or coordinator(kb)
