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

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from kvtool.diagnostics import Severity
from kvtool.model.network import CityMembership, Network
from kvtool.model.walk import Reference
from kvtool.queries.similar import is_part, similar
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.groups import is_member
from kvtool.store.memberships import counted, spell


class Held(NamedTuple):
    """A network of which the city is a member: since when, and with whom."""

    network: Network
    membership: CityMembership
    since: date
    members: frozenset[str]


@rule("KV413", Severity.WARNING, on=KnowledgeBase)
def check(kb: KnowledgeBase) -> Iterator[Finding]:
    every = list(_held(kb))
    for one, other, theme, shared in similar([(held.network.themes, held.members) for held in every]):
        earlier, later = sorted((every[one], every[other]), key=lambda held: held.since)
        if not is_part(kb, earlier.network, later.network) and not _settled(kb, earlier, later):
            yield Finding(
                later.network,
                ("members",),
                f"{_named(later)} shares the theme '{theme}' and {shared} members with {_named(earlier)}",
                f"leave one of them, or weigh both in a review with overlaps: [{earlier.network.id}]",
                at_key=True,
            )


def _alike(kb: KnowledgeBase) -> Collection[str]:
    """The ids of the networks that are similar to another one, whether or not the city is a member."""
    entries = kb.of_kind(Network)
    every = [_themes_and_members(kb, entry.survey.links) for entry in entries]
    return {entries[place].id for found in similar(every) for place in (found.one, found.other)}


def _themes_and_members(kb: KnowledgeBase, links: Sequence[Reference]) -> tuple[Sequence[str], Collection[str]]:
    themes = [link.target for link in links if link.path[0] == "themes"]
    return themes, frozenset(kb.now(link.target) for link in links if is_member(link))


def _held(kb: KnowledgeBase) -> Iterator[Held]:
    for network in kb.all(Network, _alike(kb)):
        members = frozenset(kb.now(member.partner) for member in network.members)
        for membership in counted(network, kb) if network.themes and members else ():
            begins = spell(kb, membership).begins
            yield Held(network, membership, begins.first if begins else date.min, members)


def _settled(kb: KnowledgeBase, one: Held, other: Held) -> bool:
    """Whether a review of one network has weighed it against the other."""
    pairs = ((one, other.network.id), (other, one.network.id))
    return any(there in map(kb.now, review.overlaps) for here, there in pairs for review in here.membership.reviews)


def _named(held: Held) -> str:
    """A network with the unit that owns its membership."""
    owner = held.membership.owner
    return f"'{held.network.id}' (owner: {owner or 'none'})"
