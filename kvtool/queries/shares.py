"""Projects and their money by years, and how far they are tied to a strategy in force."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from kvtool.model.engagement import Engagement
from kvtool.model.project import Appropriation, Project
from kvtool.queries.projects import UNBOUND
from kvtool.store.base import KnowledgeBase
from kvtool.store.periods import placed

STATES = ("running", "funded", "applied", "reserve", "preparing", "idea", "ended", "reported", "rejected")
"""The states of a project, those that bind people and money first."""

STRATEGY = "strategy"

Tie = Literal["strategy", "other", "none"]
TIES: Sequence[Tie] = ("strategy", "other", "none")
"""Whether a project serves a strategy in force, only something else or something past, or nothing."""


class Known(NamedTuple):
    """An engagement that is a project, with what it adds as one; nothing is known of it where that is empty."""

    engagement: Engagement
    project: Project

    @property
    def binds(self) -> bool:
        """Whether it takes money of the city's own."""
        return self.project.state not in UNBOUND and self.engagement.state != "cancelled"

    @property
    def counts(self) -> bool:
        """Whether it is, was or may yet become something: not where it was turned down or called off."""
        return self.project.state != "rejected" and self.engagement.state != "cancelled"

    @property
    def goes_on(self) -> bool:
        """Whether it is neither over nor turned down."""
        return self.counts and self.project.state not in ("ended", "reported") and self.engagement.state != "held"

    def in_year(self, year: int) -> list[Appropriation]:
        """The money of a year."""
        return [one for one in self.project.appropriations if one.year == year]


NOTHING = Project.holding({})


def known(kb: KnowledgeBase) -> list[Known]:
    """All projects, by their states, then by begin."""
    found = [Known(one, one.project or NOTHING) for one in kb.all(Engagement) if one.type == "project"]
    return sorted(found, key=lambda one: (_rank(one.project.state), one.engagement.from_.first, one.engagement.id))


def _rank(state: str | None) -> int:
    return STATES.index(state) if state in STATES else len(STATES)


def years(projects: Iterable[Known]) -> list[int]:
    """The years for which money is on record."""
    return sorted({money.year for one in projects for money in one.project.appropriations})


def by_payer(projects: Iterable[Known], year: int) -> Mapping[str, Decimal]:
    """The own shares of a year in projects that bind money, by who pays: central, unit, or nobody named."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for one in projects:
        for money in one.in_year(year) if one.binds else ():
            found[one.project.own_source or ""] += money.euros
    return found


def undecided(one: Known) -> list[Appropriation]:
    """The money of a project that no decision grants."""
    return [money for money in one.project.appropriations if money.decision is None]


def tie(kb: KnowledgeBase, one: Known, day: date) -> Tie:
    """How a project is tied: by one goal or priority of a strategy in force on a day at least."""
    named = [*one.engagement.goals, *one.engagement.priorities]
    places = [place for aim in named if (place := placed(kb, aim))]
    if any(place.framework.type == STRATEGY and place.holds_on(day) for place in places):
        return "strategy"
    return "other" if named else "none"


def lacks_money(one: Known, day: date) -> bool:
    """Whether a project runs in the year of a day, and no decision grants it anything for that year."""
    begun = one.engagement.from_.first <= day
    over = one.engagement.to is not None and one.engagement.to.last < day
    return one.binds and one.project.state == "running" and begun and not over and not any(
        money.decision for money in one.in_year(day.year)
    )  # fmt: skip


def granted_beyond(one: Known) -> bool:
    """Whether more is granted over the years than the own share that was agreed."""
    granted = sum((money.euros for money in one.project.appropriations), Decimal(0))
    return one.project.own is not None and granted - one.project.own >= 1


def uneven(one: Known) -> bool:
    """Whether own share and grant do not make up the city's share; cents are lost in rounding."""
    parts = (one.project.own, one.project.grant, one.project.city_share)
    own, grant, whole = parts
    return own is not None and grant is not None and whole is not None and abs(own + grant - whole) >= 1
