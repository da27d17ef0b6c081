"""The seventeen goals of the United Nations' Agenda 2030, and which of them a city's priorities serve."""

from collections.abc import Iterable, Mapping, Sequence

from kvtool.model.framework import Priority
from kvtool.reporting import Say


def names(say: Say) -> Mapping[int, str]:
    """The short names of the goals, by number."""
    every = (
        say("No poverty"),
        say("Zero hunger"),
        say("Good health and well-being"),
        say("Quality education"),
        say("Gender equality"),
        say("Clean water and sanitation"),
        say("Affordable and clean energy"),
        say("Decent work and economic growth"),
        say("Industry, innovation and infrastructure"),
        say("Reduced inequalities"),
        say("Sustainable cities and communities"),
        say("Responsible consumption and production"),
        say("Climate action"),
        say("Life below water"),
        say("Life on land"),
        say("Peace, justice and strong institutions"),
        say("Partnerships for the goals"),
    )
    return dict(enumerate(every, start=1))


def served(priorities: Iterable[Priority]) -> Mapping[int, Sequence[str]]:
    """The priorities that serve each goal, by its number, in their order; a number that no goal has is left out."""
    known = range(1, 18)
    found: dict[int, list[str]] = {}
    for one in priorities:
        for number in dict.fromkeys(one.sdgs):
            if number in known:
                found.setdefault(number, []).append(one.id)
    return dict(sorted(found.items()))


def goals_of(priorities: Iterable[str], by_goal: Mapping[int, Sequence[str]]) -> list[int]:
    """The goals that something serves by way of its priorities."""
    own = set(priorities)
    return [number for number, serving in by_goal.items() if not own.isdisjoint(serving)]
