"""A partner: a city, group, state, organisation or company that the city deals with."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from kvtool.model.base import Based, Citation, Name, Narrowed, Nested, Record, all_names
from kvtool.model.dates import Date
from kvtool.model.part import Part
from kvtool.model.rhythm import Rhythm
from kvtool.model.statement import Standing
from kvtool.model.texts import Text
from kvtool.model.values import (
    BadValueError,
    Country,
    EngagementId,
    GoalId,
    Line,
    Link,
    Many,
    MeasureId,
    PartnerId,
    PriorityId,
    SourceId,
    UnitId,
    Whole,
)

PartnerType = Literal[
    "city", "group", "region", "state", "eu-body", "international-organisation", "foundation", "company", "university",
    "association", "event-organiser", "other",
]  # fmt: skip


class Member(Based):
    """A partner that belongs to a group, and who says so."""

    partner: PartnerId
    source: SourceId | None = None
    quote: Line | None = None
    because: Line | None = None


class Cooperation(Citation, Narrowed):
    """One form of working together: its topic, what the city gains and what it gives."""

    form: Literal["knowledge-exchange", "projects", "joint-influencing", "events", "agreement", "funding"]
    priority: PriorityId | None = None
    text: Text | None = None
    gains: Text | None = None
    gives: Text | None = None


class Agreement(Nested, Citation):
    """A signed paper; a sister-city agreement names the goal, the joint actions or the exception that it rests on."""

    kind: ClassVar[str] = "agreement"

    type: Literal["sister-city", "cooperation", "letter-of-intent", "project", "declaration"]
    names: Text | None = None
    signed: Date
    renewal: Text | None = None
    exit_terms: Text | None = None
    goal: GoalId | None = None
    actions: Many[Text]
    projects: Many[EngagementId]
    measures: Many[MeasureId]
    exception: Text | None = None
    decision: SourceId | None = None


class Sensitivity(Part):
    """What needs care with this partner, how to handle it and until when; never about a person. Always internal."""

    text: Text
    handling: Literal["never-raise", "only-if-asked", "ask-first"]
    until: Date | None = None
    source: SourceId | None = None


class Mapping(Part):
    """Influence on and interest in the city, each from 1 to 3."""

    influence: Whole | None = None
    interest: Whole | None = None


class Partner(Record):
    """A partner with its standing over time, the cooperation, the agreements and what needs care."""

    kind: ClassVar[str] = "partner"
    folder: ClassVar[str] = "partners"

    type: PartnerType
    names: Text
    other_names: Many[Name]
    country: Country | None = None
    parent: PartnerId | None = None
    members: Many[Member]
    link: Link | None = None
    standing: Many[Standing]
    lead: UnitId | None = None
    users: Many[UnitId]
    themes: Many[PriorityId]
    cooperation: Many[Cooperation]
    agreements: Many[Agreement]
    offers: Many[Text]
    seeks: Many[Text]
    mapping: Mapping | None = None
    sensitivities: Many[Sensitivity]
    contact_rhythm: Rhythm | None = None

    def gist(self) -> Sequence[str]:
        """Its names."""
        return all_names(self.names, self.other_names)

    def check(self) -> None:
        super().check()
        if self.members and self.type != "group":
            raise BadValueError(
                "KV110",
                f"a partner of type {self.type} has no members",
                help="set type: group, or remove them",
                at=("members",),
            )
