"""Two memberships share a theme and most of their members.

Why: the same work is done twice with the same cities. Networks of which one belongs to the other are not compared, and a
review that names the other under `overlaps` has weighed them.

Bad:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    themes: [harbours]
    members: [{partner: lyra}, {partner: vega}, {partner: cygnus}]
    membership:
      statements: [{status: member, from: 2020, source: plan}]
      owner: harbour-unit

    # networks/winter-harbours.yaml
    id: winter-harbours
    names: {en: Winter Harbours}
    themes: [harbours]
    members: [{partner: cygnus}, {partner: vega}, {partner: deneb}]    # expect: KV413
    membership:
      statements: [{status: member, from: 2021, source: plan}]
      owner: climate-unit

Good:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    themes: [harbours]
    members: [{partner: lyra}, {partner: vega}, {partner: cygnus}]
    membership:
      statements: [{status: member, from: 2020, source: plan}]
      owner: harbour-unit

    # networks/winter-harbours.yaml
    id: winter-harbours
    names: {en: Winter Harbours}
    themes: [harbours]
    members: [{partner: cygnus}, {partner: rigel}, {partner: deneb}]
    membership:
      statements: [{status: member, from: 2021, source: plan}]
      owner: climate-unit
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from kvtool.diagnostics import Severity
from kvtool.model.network import CityMembership, Network
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.memberships import counted, spell

FEWEST = 2
"""How many members two networks share at least: lists of members are seldom whole, and one in common says nothing."""


class Held(NamedTuple):
    """A network of which the city is a member: since when, and with whom."""

    network: Network
    membership: CityMembership
    since: date
    members: frozenset[str]


@rule("KV413", Severity.WARNING, on=KnowledgeBase)
def check(kb: KnowledgeBase) -> Iterator[Finding]:
    for earlier, later, theme, shared in _alike(list(_held(kb))):
        if not _settled(kb, earlier, later):
            yield Finding(
                later.network,
                ("members",),
                f"{_named(later)} shares the theme '{theme}' and {shared} members with {_named(earlier)}",
                f"leave one of them, or weigh both in a review with overlaps: [{earlier.network.id}]",
                at_key=True,
            )


def _held(kb: KnowledgeBase) -> Iterator[Held]:
    for network in kb.all(Network):
        members = frozenset(kb.now(member.partner) for member in network.members)
        if network.themes and len(members) >= FEWEST:
            for membership in counted(network, kb):
                begins = spell(kb, membership).begins
                yield Held(network, membership, begins.first if begins else date.min, members)


def _alike(every: list[Held]) -> Iterator[tuple[Held, Held, str, int]]:
    """The pairs that share a theme and most members, the one that was joined first in front; each once."""
    known: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, held in enumerate(every):
        pairs = [(theme, member) for theme in dict.fromkeys(held.network.themes) for member in held.members]
        met = Counter((other, theme) for theme, member in pairs for other in known[theme, member])
        found: dict[int, tuple[str, int]] = {}
        for (other, theme), shared in met.items():
            if shared * 2 > min(len(held.members), len(every[other].members)):
                found.setdefault(other, (theme, shared))
        for other, (theme, shared) in sorted(found.items()):
            earlier, later = sorted((every[other], held), key=lambda one: one.since)
            yield earlier, later, theme, shared
        for pair in pairs:
            known[pair].append(place)


def _settled(kb: KnowledgeBase, one: Held, other: Held) -> bool:
    """Whether one network is part of the other, or a review of one has weighed it against the other."""
    pairs = ((one, other.network.id), (other, one.network.id))
    return any(
        kb.now(here.network.parent) == there
        or any(there in map(kb.now, review.overlaps) for review in here.membership.reviews)
        for here, there in pairs
    )


def _named(held: Held) -> str:
    """A network with the unit that owns its membership."""
    owner = held.membership.owner
    return f"'{held.network.id}' (owner: {owner or 'none'})"
