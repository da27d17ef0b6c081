"""The lines of the table: what is measured against what, and the figures to beat."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from benchmarks.jobs import BARE, BASELINE, COMPLETION, OVERLAPS, SHIPPED_COMMANDS

SHIPPED: Final = "shipped base"
CALENDAR: Final = "2,000 engagements"
LARGE: Final = 20_000
"""From this size on, peers need minutes."""
HUGE: Final = 100_000
"""From this size on, only the memory of a check is asked."""
GIB: Final = 1024


@dataclass(frozen=True, slots=True)
class Row:
    """A job, the base that it works on, what it is measured against, and what it may at most have."""

    number: str
    at: str
    job: str
    against: str = ""
    """Another job; nothing where the figure is one of seconds or MiB."""
    most: float | None = None
    """The figure to beat; None where there is none."""
    memory: bool = False
    """The peak memory counts, not the time."""
    against_at: str = ""
    """The base of the other job, where it is another one."""


def of_the_shipped_base() -> list[Row]:
    """The lines of start-up and of small commands."""
    limits = {"brief tallinn": None}
    return [
        Row("1", SHIPPED, "kvtool --version", BARE, 1.5),
        Row("2", SHIPPED, "kvtool --help", BARE, 8),
        Row("2", SHIPPED, COMPLETION, BARE, 8),
        *(
            Row("3" if words not in limits else "", SHIPPED, f"kvtool {words}", BARE, limits.get(words, 10))
            for words in SHIPPED_COMMANDS
        ),
    ]


def of_the_calendar() -> list[Row]:
    """The lines of the report that compares every engagement with every other."""
    return [Row("14", CALENDAR, OVERLAPS, "", 2), Row("14", CALENDAR, f"cold {OVERLAPS}", "", 2)]


def named(records: int) -> str:
    """A size as the table names it."""
    return f"{records:,}"


def of_a_base(records: int, smaller: int | None = None) -> list[Row]:
    """The lines of an invented base; those of memory also beside the next smaller base that was measured."""
    at = named(records)

    def row(number: str, job: str, against: str, limits: Mapping[int, float]) -> Row:
        return Row(number, at, job, against, limits.get(records))

    memory = [Row("9", at, "cold lint", "", {LARGE: 300, HUGE: 1.2 * GIB}.get(records), memory=True)]
    if smaller and records >= HUGE:
        most = records / smaller
        memory.append(Row("9", at, "cold lint", "cold lint", most, memory=True, against_at=named(smaller)))
    if records >= HUGE:
        return memory
    return [
        row("5" if records >= LARGE else "4", "cold lint", "check-jsonschema", {2000: 1 / 12, LARGE: 1 / 20}),
        row("4", "cold lint", "yamllint", {2000: 1 / 12}),
        row("4", "cold lint", "yamale", {2000: 1 / 2}),
        Row("6", at, "cold lint", BASELINE, 2),
        row("7", "warm lint", "git status", {2000: 15, LARGE: 5}),
        row("8", "lint after a change", "cold lint", {2000: 0.6}),
        row("8", "lint after other links", "cold lint", {2000: 0.6}),
        *memory,
        row("10", "warm search", "papis", {LARGE: 0.3}),
        row("11", "cold diff A..B", "cold list --at B", {LARGE: 0.4}),
        row("12", "cold list --at B", "cold list", {LARGE: 1.6}),
        row("13", "warm brief", BARE, {2000: 20}),
        row("", "warm show", BARE, {}),
    ]
