"""Engagements by the quarter in which they began, in a period and the one before it, as a table."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final, NamedTuple

from kvtool.annexes import behind, part
from kvtool.model.dates import Day
from kvtool.model.engagement import Engagement
from kvtool.parts.monitored import Monitored
from kvtool.parts.sections import Block, Row, computed, listed, table
from kvtool.picture import Picture, pictured
from kvtool.queries.quarters import between, of_day
from kvtool.reporting import Period

HIGHEST: Final = ("mayor", "deputy-mayor")
MOST: Final = 20
"""More quarters than these are not told one by one."""

Place = tuple[int, int]
"""A year and a quarter of it; the quarter is 0 where it is not on record."""


class Quarter(NamedTuple):
    """A quarter with how many engagements began in it, and how many of these at the level of a mayor or deputy mayor."""

    place: Place
    every: int
    high: int

    def told(self, look: Monitored) -> str:
        """The quarter in words."""
        year, quarter = self.place
        if not quarter:
            return look.say("{year}, quarter not on record", year=year)
        return look.say("{year}, quarter {quarter}", year=year, quarter=quarter)


def quarters(look: Monitored) -> Sequence[Quarter]:
    """The quarters of the period and of the one before, up to the day; nothing where none has an engagement, or too many are."""
    every: Counter[Place] = Counter()
    high: Counter[Place] = Counter()
    first, last = min(look.former.first, look.period.first), min(look.period.last, look.paper.reader.day)
    for period in (look.former, look.period):
        for one in _begun(look, period):
            place = place_of(one.from_)
            every[place] += 1
            high[place] += one.level in HIGHEST
    places = [one for one in _places(first, last) if one[1] or every[one]]
    if not every or len(places) > MOST:
        return ()
    return [Quarter(one, every[one], high[one]) for one in places]


def _begun(look: Monitored, period: Period) -> list[Engagement]:
    """The engagements that began in a period."""
    return [one for one in look.engagements(period) if period.first <= one.from_.first <= period.last]


def place_of(day: Day) -> Place:
    """The quarter of a day, however roughly it is dated."""
    found = of_day(day)
    return (found.year, found.number) if found else (day.first.year, 0)


def _places(first: date, last: date) -> Iterator[Place]:
    """The quarters from one day to another; at the end of each year, the one that is not on record."""
    for year, some in groupby(between(first, last), lambda one: one.year):
        yield from ((year, one.number) for one in some)
        yield year, 0


def engagements_begun(look: Monitored, picture: Callable[[Monitored], Picture | None]) -> Block:
    """How many engagements began in the period and in the one before; an annex has them by quarter."""
    if not quarters(look):
        return listed([])
    now, before = (len(_begun(look, period)) for period in (look.period, look.former))
    lead = computed(look.say("Engagements begun: {number}; in the period before: {former}.", number=now, former=before))
    title = look.say("Engagements begun, by quarter (of which mayor or deputy mayor)")
    return behind(listed([lead]), title, part("", pictured(_table(look), picture(look))))


def _table(look: Monitored) -> Block:
    """The table of the quarters, a row for each year."""
    say, found = look.say, {one.place: one for one in quarters(look)}
    used = [quarter for quarter in (1, 2, 3, 4, 0) if any(place[1] == quarter for place in found)]
    heads = [say("Quarter {quarter}", quarter=quarter) if quarter else say("Quarter not on record") for quarter in used]

    def row(year: int) -> Row:
        cells = (found.get((year, quarter)) for quarter in used)
        return [computed(str(year)), *(f"{one.every} ({one.high})" if one else "–" for one in cells)]

    return table([say("Year"), *heads], map(row, dict.fromkeys(year for year, _ in found)))
