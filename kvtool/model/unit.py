"""A unit of the city: a division, department, office, company, group or body, with its offices and duties."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from kvtool.model.base import Citation, Mention, Name, Nested, Record, Span, Successor, all_names
from kvtool.model.texts import Text
from kvtool.model.values import Id, Line, Many, Refers, Truth, UnitId


class Responsibility(Citation):
    """A duty that a source gives to a unit or an office, for as long as it holds."""

    text: Text | None = None


class Office(Nested, Span):
    """A post, never its holder."""

    kind: ClassVar[str] = "office"

    names: Text
    other_names: Many[Name]
    responsibilities: Many[Responsibility]
    sources: Many[Mention]


class Seat(Citation):
    """A unit or office that sits in a group, as chair or member."""

    member: Annotated[Id, Refers("unit", "office", "partner")]
    chair: Truth | None = None


class Owner(Citation):
    """A party that owns or funds a unit together with others."""

    party: Annotated[Id, Refers("partner", "unit")]
    form: Literal["owner", "funder"] = "owner"


class Place(Citation):
    """The unit that it belongs to, for as long as it does."""

    unit: UnitId


class Unit(Record, Span):
    """A unit with its place in the organisation over time."""

    kind: ClassVar[str] = "unit"
    folder: ClassVar[str] = "units"

    type: Literal["city", "division", "department", "unit", "company", "office", "group", "body"]
    names: Text
    other_names: Many[Name]
    parents: Many[Place]
    owners: Many[Owner]
    successors: Many[Successor]
    mailbox: Line | None = None
    offices: Many[Office]
    members: Many[Seat]
    responsibilities: Many[Responsibility]

    def gist(self) -> Sequence[str]:
        """Its names."""
        return all_names(self.names, self.other_names)
