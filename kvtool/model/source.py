"""A document or page that says something: what it is, what was done with it, what it treats and replaces."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from kvtool.model.base import Citation, Record
from kvtool.model.dates import Date
from kvtool.model.part import Part
from kvtool.model.texts import Text
from kvtool.model.values import Language, Line, Link, Many, Sha256, SourceId, UnitId, Written

Authority = Literal["approved", "noted", "tabled", "proposal", "draft", "web-page", "external"]

AUTHORITIES: tuple[str, ...] = ("approved", "noted", "tabled", "proposal", "draft", "web-page", "external")
"""From the weightiest to the lightest."""

UNDECIDED = frozenset(("tabled", "proposal", "draft"))
"""The authorities on which nothing rests unmarked."""

Matter = Literal[
    "partners",
    "networks",
    "goals",
    "priorities",
    "organisation",
    "messages",
    "eu",
    "events",
    "monitoring",
    "resources",
]


class Act(Citation):
    """What was done with a document on a day, by whom, under which section and case number."""

    on: Date
    act: Authority
    by: UnitId | None = None
    section: Line | None = None
    case: Line | None = None
    class_code: Line | None = None


class Original(Part):
    """The file with the source's text, which is kept outside Git, and its hash."""

    file: Annotated[str, Written(r"^[A-Za-z0-9][A-Za-z0-9._-]*$", 120)]
    sha256: Sha256


class Source(Record):
    """A source: its acts give every statement that rests on it date and authority."""

    kind: ClassVar[str] = "source"
    folder: ClassVar[str] = "sources"

    title: Text
    body: UnitId | None = None
    language: Language | None = None
    acts: Many[Act]
    treats: Many[Matter]
    replaces: Many[SourceId]
    updates: Many[SourceId]
    link: Link | None = None
    seen: Date | None = None
    annex_of: SourceId | None = None
    reference: Line | None = None
    text: Original | None = None

    def act_on(self, day: date) -> Act | None:
        """The last act not after a day, else the first there is."""
        acts = sorted(self.acts, key=lambda act: act.on.first)
        return next((act for act in reversed(acts) if act.on.first <= day), acts[0] if acts else None)
