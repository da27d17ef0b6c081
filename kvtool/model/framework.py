"""A framework: a strategy, plan or programme with its goals, priorities, provisions, themes and measures."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from kvtool.model.base import Citation, Mention, Name, Nested, Record, Span, Successor, all_names
from kvtool.model.dates import Date
from kvtool.model.part import Part
from kvtool.model.texts import Text
from kvtool.model.values import (
    Amount,
    BadValueError,
    Called,
    EngagementId,
    EvidenceId,
    FrameworkId,
    GoalId,
    Id,
    Line,
    Many,
    NetworkId,
    PartnerId,
    PriorityId,
    Refers,
    SourceId,
    UnitId,
    Whole,
)


class Aim(Nested, Span):
    """What goals and priorities have in common: names over time, what became of them, who works for them, who says so."""

    names: Text
    aliases: Many[Name]
    text: Text | None = None
    actors: Many[UnitId]
    successors: Many[Successor]
    sources: Many[Mention]


class Goal(Aim):
    """A goal of the framework."""

    kind: ClassVar[str] = "goal"


class Priority(Aim):
    """A priority of the framework, with the sustainable development goals that it serves."""

    kind: ClassVar[str] = "priority"

    group: Line | None = None
    sdgs: Many[Whole]


class Provision(Nested, Span):
    """A sentence of policy, verbatim, and the rules that enforce it."""

    kind: ClassVar[str] = "provision"

    quote: Line
    source: SourceId
    text: Text | None = None
    topic: Id | None = None
    rules: Many[Id]


class Theme(Nested, Span):
    """A subject that the framework treats without making it a priority."""

    kind: ClassVar[str] = "theme"

    names: Text
    sources: Many[Mention]


class Measure(Nested, Citation):
    """Something to be done, begun and ended on its `from` and `to`: by whom, what for, by when, and how far it is."""

    kind: ClassVar[str] = "measure"

    text: Text
    state: Literal["proposed", "planned", "running", "done", "interrupted", "cancelled"] | None = None
    coordinator: UnitId | None = None
    goals: Many[GoalId]
    priorities: Many[PriorityId]
    partners: Many[PartnerId]
    networks: Many[NetworkId]
    due: Date | None = None
    sources: Many[Mention]


class Value(Part):
    """An indicator's value of a year; no value means not known, which is not 0."""

    year: Whole
    value: Amount | None = None
    source: SourceId | None = None


class Indicator(Nested):
    """What a goal is measured by."""

    kind: ClassVar[str] = "indicator"

    names: Text
    unit: Line
    goal: GoalId
    baseline: Value | None = None
    targets: Many[Value]
    values: Many[Value]


class Submitter(Part):
    """A unit that reports, and whether it has."""

    unit: UnitId
    state: Literal["received", "nothing-to-report", "missing"]


class ReportingPeriod(Span):
    """A period that is reported on."""

    due: Date | None = None
    submitters: Many[Submitter]


class File(Part):
    """An initiative or act of the EU: where it stands and until when it can be influenced."""

    title: Text
    number: Line | None = None
    institution: Line | None = None
    stage: Line | None = None
    window: Date | None = None


class Result(Part):
    """What came of an advocacy priority."""

    state: Literal["reached", "partly", "not-reached", "goes-on"]
    text: Text | None = None
    evidence: Many[EvidenceId]


class SoughtFunding(Part):
    """Money of the EU that an advocacy priority is to open: the programme, how many euros, for which projects."""

    programme: Line
    text: Text | None = None
    euros: Amount | None = None
    projects: Many[EngagementId]


class Advocacy(Nested):
    """One priority of a year's EU advocacy; the headline says its ask in one line, for leaders."""

    kind: ClassVar[str] = "advocacy"

    names: Text
    headline: Text | None = None
    position: Text | None = None
    ask: Text | None = None
    files: Many[File]
    expert: UnitId | None = None
    coordinator: UnitId | None = None
    channels: Many[Literal["own", "networks", "eu-office", "partner-cities", "association"]]
    allies: Many[Annotated[Id, Refers("partner", "network")]]
    funding: Many[SoughtFunding]
    goals: Many[GoalId]
    result: Result | None = None
    carried_to: Annotated[Id, Refers("advocacy")] | None = None
    carried_because: Text | None = None


class EuAdvocacy(Part):
    """What a framework of type eu-advocacy adds."""

    year: Whole
    priorities: Many[Advocacy]


class Framework(Record, Span):
    """A framework in force from a day; its end ends nothing but its own period."""

    kind: ClassVar[str] = "framework"
    folder: ClassVar[str] = "frameworks"

    type: Literal["strategy", "eu-advocacy", "implementation-plan", "programme"]
    names: Text
    other_names: Many[Name]
    source: SourceId | None = None
    supersedes: Many[FrameworkId]
    parent: FrameworkId | None = None
    goals: Many[Goal]
    priorities: Many[Priority]
    provisions: Many[Provision]
    themes: Many[Theme]
    measures: Many[Measure]
    indicators: Many[Indicator]
    reporting: Many[ReportingPeriod]
    eu_advocacy: Annotated[EuAdvocacy | None, Called("eu-advocacy")] = None

    def gist(self) -> Sequence[str]:
        """Its names."""
        return all_names(self.names, self.other_names)

    def check(self) -> None:
        super().check()
        if self.eu_advocacy and self.type != "eu-advocacy":
            raise BadValueError(
                "KV110",
                f"a framework of type {self.type} has no block eu-advocacy",
                help="mend the type or remove the block",
                at=("eu-advocacy",),
            )
