"""Similar networks: those that share a theme and most of their members."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from kvtool.model.network import Network
from kvtool.store.base import KnowledgeBase

FEWEST: Final = 2
"""How many members two networks share at least: lists of members are seldom whole, and one in common says nothing."""


class Similar(NamedTuple):
    """The places of two networks in what was asked about, a theme and the number of members that they share."""

    one: int
    other: int
    theme: str
    members: int


def similar(every: Sequence[tuple[Sequence[str], Collection[str]]]) -> Iterator[Similar]:
    """The pairs of networks, given by their themes and members, that share a theme and more than half of the fewer members.

    Each pair stands once, with the first theme that it shares.
    """
    known: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, (themes, members) in enumerate(every):
        pairs = [(theme, member) for theme in dict.fromkeys(themes) for member in members]
        met = Counter((other, theme) for theme, member in pairs for other in known[theme, member])
        found: dict[int, Similar] = {}
        for (other, theme), shared in met.items():
            if shared >= FEWEST and shared * 2 > min(len(members), len(every[other][1])):
                found.setdefault(other, Similar(other, place, theme, shared))
        yield from sorted(found.values())
        for pair in pairs:
            known[pair].append(place)


def is_part(kb: KnowledgeBase, one: Network, other: Network) -> bool:
    """Whether one of two networks belongs to the other."""
    return kb.now(one.parent) == other.id or kb.now(other.parent) == one.id
