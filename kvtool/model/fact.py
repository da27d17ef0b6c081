"""A fact: one claim with one value, as of a day, kept once so that messages can refer to it."""

from typing import ClassVar, Literal

from kvtool.model.base import Based, Record
from kvtool.model.dates import Date
from kvtool.model.texts import Text
from kvtool.model.values import Line, SourceId, UnitId


class Fact(Record, Based):
    """A claim with its value and unit; two facts with one claim may not differ on one day."""

    kind: ClassVar[str] = "fact"
    folder: ClassVar[str] = "facts"

    claim: Text
    value: Line
    unit: Text | None = None
    as_of: Date
    until: Date | None = None
    refresh: Literal["month", "year", "none"] | None = None
    source: SourceId | None = None
    quote: Line | None = None
    owner: UnitId | None = None
