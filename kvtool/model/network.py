"""A network of cities or other bodies, and the city's membership in it."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from kvtool.model.base import Citation, Name, Record, all_names
from kvtool.model.dates import Date
from kvtool.model.part import Part
from kvtool.model.statement import Focus, Membership, Role
from kvtool.model.texts import Text
from kvtool.model.values import (
    Amount,
    EvidenceId,
    GoalId,
    Id,
    Line,
    Link,
    Many,
    MessageId,
    NetworkId,
    OfficeId,
    PartnerId,
    PriorityId,
    Refers,
    SourceId,
    UnitId,
    Whole,
    Year,
)

Verdict = Literal["continue", "intensify", "negotiate", "leave", "join", "not-join"]
Criterion = Literal["learning", "networking", "visibility", "influence", "funding", "giving", "users", "strategy"]


class MembershipGoal(Citation):
    """What the city wants of a network, tied to a goal and a priority of its strategy."""

    text: Text
    goal: GoalId | None = None
    priority: PriorityId | None = None
    measure: Text | None = None
    by: Date | None = None


class Fee(Part):
    """What a year's membership costs; a free one is written 0. Always internal."""

    year: Year
    euros: Amount
    budget: Line | None = None


class Effort(Part):
    """The working days that a year's membership takes."""

    year: Year
    person_days: Amount


class Question(Part):
    """A question of its own that the city brings to the network."""

    text: Text
    message: MessageId | None = None


class Score(Part):
    """One criterion of a review from 0 to 3, with evidence; no value means no evidence, which is not 0."""

    criterion: Criterion
    value: Whole | None = None
    evidence: Many[EvidenceId]


class Option(Part):
    """A way that a review considered, and what it would mean. Always internal."""

    verdict: Verdict
    text: Text


class MembershipReview(Part):
    """A look at what a membership gives and costs, with a verdict.

    What it prepares for those who decide is always internal: the options, what leaving would lose, the proposed text.
    """

    on: Date
    role: OfficeId
    scores: Many[Score]
    cost: Amount | None = None
    overlaps: Many[NetworkId]
    give_up: Annotated[Id, Refers("network")] | None = None
    options: Many[Option]
    losses: Many[Text]
    verdict: Verdict
    because: Text | None = None
    proposal: Text | None = None
    decision: SourceId | None = None


class CityMembership(Part):
    """All that the city's membership is: its statements over time, who owns it, what for, at what cost."""

    statements: Many[Membership]
    scope: Annotated[Id, Refers("unit", words=("city-wide",))] | None = None
    owner: UnitId | None = None
    coordinator: UnitId | None = None
    users: Many[UnitId]
    goals: Many[MembershipGoal]
    focus: Many[Focus]
    roles: Many[Role]
    fees: Many[Fee]
    effort: Many[Effort]
    questions: Many[Question]
    obligations: Many[Text]
    notice: Text | None = None
    reviews: Many[MembershipReview]


class NetworkMember(Citation):
    """A partner that belongs to the network."""

    partner: PartnerId


class Network(Record):
    """A network: who runs it, what it is about, who is in it, and the city's membership."""

    kind: ClassVar[str] = "network"
    folder: ClassVar[str] = "networks"

    names: Text
    other_names: Many[Name]
    link: Link | None = None
    themes: Many[PriorityId]
    host: PartnerId | None = None
    parent: NetworkId | None = None
    bodies: Many[Text]
    members: Many[NetworkMember]
    membership: CityMembership | None = None

    def gist(self) -> Sequence[str]:
        """Its names."""
        return all_names(self.names, self.other_names)
