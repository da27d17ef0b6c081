"""Dates that may lack day or month: `2022`, `2022-06`, `2022-06-12`."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Final

from kvtool.model.values import BadValueError, Reads, shown

WRITTEN: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
FINNISH: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
AMERICAN: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
LOOSE: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


class Day(str):
    """A date as it is written, at its own precision; equal to its text, so it prints as itself."""

    __slots__ = ()

    @property
    def first(self) -> date:
        """The first day it can mean: what counts for `from` and for acts."""
        return _span(self)[0]

    @property
    def last(self) -> date:
        """The last day it can mean: what counts for `to` and deadlines."""
        return _span(self)[1]

    @property
    def precise(self) -> bool:
        """Whether it names one day."""
        return len(self) == 10


@lru_cache(maxsize=4096)
def _span(text: str) -> tuple[date, date]:
    year = int(text[:4])
    if len(text) == 4:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(text[5:7])
    if len(text) == 7:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    day = date(year, month, int(text[8:]))
    return day, day


@lru_cache(maxsize=4096)
def exists(text: str) -> bool:
    """Whether a text is a date that there is."""
    if not WRITTEN.fullmatch(text):
        return False
    try:
        _span(text)
    except ValueError:
        return False
    return True


_day: Final = lru_cache(maxsize=4096)(Day)
"""One date is written in many records."""


def parse(value: Any) -> Day:
    """A date from its text; a BadValueError of KV105 says how to write it."""
    if not isinstance(value, str):
        raise BadValueError("KV105", f"{shown(value)} is not a date", help="write YYYY, YYYY-MM or YYYY-MM-DD")
    if exists(value):
        return _day(value)
    if WRITTEN.fullmatch(value):
        raise BadValueError("KV105", f"no such date: {value}", help="look it up in a calendar")
    help_ = "write YYYY, YYYY-MM or YYYY-MM-DD"
    for pattern, order in ((FINNISH, (3, 2, 1)), (AMERICAN, (3, 1, 2)), (LOOSE, (1, 2, 3))):
        if found := pattern.fullmatch(value):
            year, month, day = (int(found[i]) for i in order)
            if month > 12 >= day:  # the other order is meant
                month, day = day, month
            advised = f"{year:04d}-{month:02d}-{day:02d}"
            help_ = f"write {advised}" if exists(advised) else "no such date: look it up in a calendar"
            break
    raise BadValueError("KV105", f"{shown(value)} is not a date", help=help_)


Date = Annotated[
    Day,
    Reads(
        parse,
        {
            "anyOf": [
                {"type": "string", "format": "date"},
                {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
                {"type": "integer", "minimum": 1000, "maximum": 9999},
            ]
        },
    ),
]
