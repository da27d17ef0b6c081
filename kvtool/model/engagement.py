"""An engagement: a visit, meeting, event, bid, project, advocacy or coordination meeting."""

from datetime import date
from typing import Annotated, ClassVar, Literal, NamedTuple

from kvtool.model.base import Citation, Narrowed, Nested, Record, Span
from kvtool.model.dates import Date, Day
from kvtool.model.part import Part
from kvtool.model.project import Project
from kvtool.model.texts import Text
from kvtool.model.values import (
    Amount,
    BadValueError,
    Called,
    Country,
    EngagementId,
    GoalId,
    Id,
    LanguageCode,
    Line,
    Link,
    Many,
    MeasureId,
    MessageId,
    NetworkId,
    OfficeId,
    PartnerId,
    PriorityId,
    Refers,
    SourceId,
    Truth,
    UnitId,
)


class Ask(Part):
    """What the city asks of the partner, or the partner of the city. Always internal."""

    text: Text
    by: Literal["us", "partner"] = "us"
    answer: Text | None = None


class Stance(Part):
    """The position taken on an issue. Always internal."""

    issue: Id
    position: Literal["for", "against", "neutral"]
    text: Text | None = None


class Evidence(Part):
    """Something that shows it: a link, a case number, a source or another record."""

    link: Link | None = None
    case: Line | None = None
    source: SourceId | None = None
    record: Annotated[Id, Refers("engagement", "fact", "message", "network")] | None = None


class Commitment(Part):
    """A promise with an owner and a day, to the partner or by it; where none is named, all that were there. Always internal."""

    by: Literal["us", "partner"]
    partner: PartnerId | None = None
    text: Text
    owner: UnitId | None = None
    due: Date | None = None
    state: Literal["open", "in-progress", "done", "moved", "lapsed"]
    evidence: Many[Evidence]


class Outcome(Nested, Narrowed):
    """A change in somebody else, with evidence."""

    kind: ClassVar[str] = "outcome"

    changed: Text
    by_whom: Annotated[Id, Refers("partner", "network", "unit")] | None = None
    on: Date | None = None
    contribution: Text | None = None
    significance: Text | None = None
    level: Literal["output", "result", "impact"]
    expected: Truth | None = None
    evidence: Many[Evidence]
    confirmed_by: OfficeId | None = None
    measures: Many[MeasureId]
    goals: Many[GoalId]
    priorities: Many[PriorityId]


class Success(Citation, Narrowed):
    """Something that went well; `from` is its day, else it is that of its engagement."""

    text: Text


class Lesson(Nested, Narrowed):
    """Something learned and when, what follows from it, since when it is so far, and where it was applied."""

    kind: ClassVar[str] = "lesson"

    text: Text
    on: Date | None = None
    cause: Text | None = None
    recommendation: Text | None = None
    owner: UnitId | None = None
    state: Literal["noticed", "accepted", "applied", "proven", "rejected"]
    state_since: Date | None = None
    due: Date | None = None
    applied_in: Many[EngagementId]


class VisitIn(Part):
    """A request to be received, and what was decided."""

    requested: Date | None = None
    topic: Text | None = None
    decision: Literal["accepted", "referred", "declined"] | None = None
    because: Text | None = None


class Event(Part):
    """What an event adds: where, with whom, and whether it was worth it beforehand."""

    place: Literal["at-home", "abroad"] | None = None
    type: Literal["major-event", "congress", "participation", "own"] | None = None
    organiser: Annotated[Id, Refers("partner", "unit", "network")] | None = None
    local_partner: PartnerId | None = None
    parent_conference: Line | None = None
    assessment: Text | None = None
    resources: Text | None = None
    exception: Text | None = None
    decision: SourceId | None = None


class Bid(Part):
    """What a bid for an event adds: the ruling that allows it."""

    event: Text | None = None
    funding: Literal["city", "unit", "none"] | None = None
    ruling: SourceId | None = None
    ruled_at: EngagementId | None = None
    result: Literal["won", "lost", "open", "withdrawn"] | None = None


class AgendaItem(Part):
    """An item of a coordination meeting and what came of it."""

    title: Text
    type: Literal["information", "ruling", "overlap", "follow-up"]
    links: Many[Annotated[Id, Refers("*")]]
    outcome: Text | None = None


class CoordinationMeeting(Part):
    """What a coordination meeting adds: chair, units present, agenda."""

    chair: OfficeId | None = None
    members: Many[UnitId]
    items: Many[AgendaItem]


BLOCKS = ("visit-in", "event", "bid", "project", "coordination-meeting")


class Happening(NamedTuple):
    """An engagement in short: its type, its state, and its end, or the begin where it has none, as that is written."""

    type: str
    state: str
    end: str

    @property
    def over(self) -> date:
        """Its last day; without an end, that of the day, month or year in which it begins."""
        return Day(self.end).last


class Engagement(Record, Span):
    """Something done with partners or networks: why, by whom, with what said, asked, promised and learned.

    Its travel cost is the city's own, in euros. Always internal.
    """

    kind: ClassVar[str] = "engagement"
    folder: ClassVar[str] = "engagements"

    type: Literal["visit-in", "visit-out", "meeting", "event", "bid", "project", "advocacy", "coordination-meeting"]
    title: Text
    from_: Annotated[Date, Called("from")]
    state: Literal["proposed", "planned", "confirmed", "held", "cancelled"]
    place: Text | None = None
    country: Country | None = None
    channel: Literal["in-person", "remote", "letter", "speech"] | None = None
    lead: UnitId | None = None
    asked_by: Annotated[Id, Refers("partner", "unit", "network")] | None = None
    reason: Text | None = None
    partners: Many[PartnerId]
    networks: Many[NetworkId]
    level: Literal["mayor", "deputy-mayor", "management", "expert"] | None = None
    participants: Many[OfficeId]
    agenda: Many[Text]
    interpretation: Many[LanguageCode]
    objectives: Many[Text]
    their_objectives: Many[Text]
    priorities: Many[PriorityId]
    goals: Many[GoalId]
    messages: Many[MessageId]
    coordinated_with: Many[UnitId]
    asks: Many[Ask]
    offers: Many[Text]
    stance: Many[Stance]
    press_line: Text | None = None
    gains: Text | None = None
    gives: Text | None = None
    result: Text | None = None
    travel_cost: Amount | None = None
    commitments: Many[Commitment]
    outcomes: Many[Outcome]
    successes: Many[Success]
    lessons: Many[Lesson]
    decision: SourceId | None = None
    visit_in: Annotated[VisitIn | None, Called("visit-in")] = None
    event: Event | None = None
    bid: Bid | None = None
    project: Project | None = None
    coordination_meeting: Annotated[CoordinationMeeting | None, Called("coordination-meeting")] = None

    def gist(self) -> Happening:
        """What it is, how far it is, and when it is over."""
        return Happening(self.type, self.state, str(self.to or self.from_))

    def check(self) -> None:
        super().check()
        for block in BLOCKS:
            if block != self.type and getattr(self, block.replace("-", "_")) is not None:
                raise BadValueError(
                    "KV110",
                    f"an engagement of type {self.type} has no block {block}",
                    help="mend the type or remove the block",
                    at=(block,),
                )
