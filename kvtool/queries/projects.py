"""Externally funded projects: the city's own share of them by year, beside what is set aside for it."""

import re
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from kvtool.errors import KvtoolError
from kvtool.model.engagement import Engagement
from kvtool.model.project import Project
from kvtool.settings import FILE, Settings
from kvtool.store.base import KnowledgeBase
from kvtool.store.policy import value

YEAR = re.compile(r"[12][0-9]{3}")

LIMITS = "own_share_appropriation"
"""The value of policy that says what is set aside centrally: {year = euros, …}."""

UNBOUND = ("idea", "preparing", "applied", "reserve", "rejected")
"""The states in which a project binds no money."""

DETAILED = ("applied", "funded", "reserve", "running", "ended", "reported")
"""The states from which on an application is out, and was not turned down."""


class Share(NamedTuple):
    """A year's money for a project's own share, and which of the project's appropriations gives it."""

    project: Engagement
    row: int
    euros: Decimal


def central_shares(kb: KnowledgeBase) -> Mapping[int, list[Share]]:
    """By year, the own shares that are paid centrally, in the order in which their projects begin."""
    paid = [(one, one.project) for one in kb.all(Engagement) if one.project and _binds(one, one.project)]
    found: dict[int, list[Share]] = defaultdict(list)
    for engagement, project in sorted(paid, key=lambda pair: (pair[0].from_.first, pair[0].id)):
        for row, money in enumerate(project.appropriations):
            found[money.year].append(Share(engagement, row, money.euros))
    return found


def _binds(engagement: Engagement, project: Project) -> bool:
    """Whether a project takes central money."""
    return project.own_source == "central" and project.state not in UNBOUND and engagement.state != "cancelled"


def limits(settings: Settings) -> dict[int, Decimal]:
    """What is set aside for own shares, by year; nothing where the base does not say."""
    if LIMITS not in settings.policy:
        return {}
    table = value(settings, LIMITS)
    if not isinstance(table, dict) or not all(YEAR.fullmatch(year) and _money(table[year]) for year in table):
        remedy = f"write {LIMITS} = {{value = {{2026 = 500000}}}}"
        raise KvtoolError(f"{FILE}: policy.{LIMITS} is no table of years and euros", remedy=remedy)
    return {int(year): Decimal(str(euros)) for year, euros in table.items()}


def _money(said: object) -> bool:
    return isinstance(said, int | float) and not isinstance(said, bool) and 0 <= said < float("inf")
