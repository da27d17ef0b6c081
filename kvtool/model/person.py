"""The holder of an office or role. Never a record: people stand in a file of their own, outside the base and of Git."""

from typing import Literal

from kvtool.model.base import Span
from kvtool.model.dates import Date
from kvtool.model.part import Part
from kvtool.model.values import Line, Many


class Person(Span):
    """Who holds an office or role, and what the law wants to be known of everyone who is kept: nothing else."""

    name: Line
    office: Line
    organisation: Line
    source: Line
    purpose: Line
    basis: Literal["consent", "contract", "legal-obligation", "vital-interests", "public-task", "legitimate-interests"]
    delete_after: Date


class People(Part):
    """The whole file."""

    people: Many[Person]
