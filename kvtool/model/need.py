"""A resource need: what advancing a priority takes, how much, when, and what follows without it."""

from typing import ClassVar, Literal

from kvtool.model.base import Based, Record
from kvtool.model.texts import Text
from kvtool.model.values import Amount, GoalId, Line, Many, MeasureId, PriorityId, SourceId, UnitId, Year


class Need(Record, Based):
    """A need of one kind for one purpose; euros and person-years are never summed together.

    It serves the goals of its measures, and its own. Amount, granted and used are counted in one unit.
    """

    kind: ClassVar[str] = "need"
    folder: ClassVar[str] = "needs"

    type: Literal["person-years", "euros", "competence", "material", "system", "travel"]
    title: Text
    state: Literal["identified", "sized", "proposed", "funded", "partly-funded", "not-funded", "done"]
    purpose: Literal["messages", "competence", "networks", "projects", "events"] | None = None
    priority: PriorityId | None = None
    amount: Amount | None = None
    unit: Line | None = None
    years: Many[Year]
    granted: Amount | None = None
    used: Amount | None = None
    proposer: UnitId | None = None
    grounds: Text | None = None
    consequence: Text | None = None
    budget: Line | None = None
    decision: SourceId | None = None
    measures: Many[MeasureId]
    goals: Many[GoalId]
    source: SourceId | None = None
    quote: Line | None = None
