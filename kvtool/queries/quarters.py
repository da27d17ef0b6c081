"""What is done by quarters of the year."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from kvtool.model.dates import Day
from kvtool.model.engagement import Engagement


class Quarter(NamedTuple):
    """Three months of a year, from 1 to 4."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, 12, 31) if self.number == 4 else Quarter(self.year, self.number + 1).first - timedelta(1)


def quarter(day: date) -> Quarter:
    """The quarter that a day is in."""
    return Quarter(day.year, (day.month + 2) // 3)


def of_day(day: Day) -> Quarter | None:
    """The quarter of what is dated by a day or a month; None of what is dated by a year."""
    first, last = quarter(day.first), quarter(day.last)
    return first if first == last else None


def between(first: date, last: date) -> list[Quarter]:
    """The quarters that a period touches."""
    here, end = quarter(first), quarter(last)
    found = [here]
    while here < end:
        here = Quarter(here.year, here.number + 1) if here.number < 4 else Quarter(here.year + 1, 1)
        found.append(here)
    return found


def counted(doings: Iterable[Engagement]) -> Mapping[tuple[Quarter | None, str], int]:
    """How many engagements of each type begin in each quarter."""
    return Counter((of_day(one.from_), one.type) for one in doings)
