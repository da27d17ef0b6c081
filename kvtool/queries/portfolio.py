"""The city's networks on a day: memberships and aims apart, what each costs, what was done in it, what overlaps."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from kvtool.model.dates import Day
from kvtool.model.engagement import Engagement, Outcome
from kvtool.model.network import CityMembership, MembershipReview, Network
from kvtool.model.statement import Focus, Membership
from kvtool.queries.reading import Reader
from kvtool.queries.similar import is_part, similar
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import naming, over
from kvtool.store.statements import Resolved, Said
from kvtool.words.sorting import sort_key

Group = Literal["membership", "cooperation", "aim", "left", "unstated"]
NOBODY = CityMembership.holding({})
_GROUPS: dict[str, Group] = {
    "member": "membership",
    "notice-given": "membership",
    "cooperating": "cooperation",
    "aim": "aim",
    "exploring": "aim",
    "applied": "aim",
    "left": "left",
}


class Held(NamedTuple):
    """A network as the city stands to it on a day."""

    network: Network
    membership: CityMembership
    resolved: Resolved
    group: Group
    since: Said | None
    """The statement with which the present membership began."""

    @property
    def priorities(self) -> list[str]:
        """What the network is about: its themes, and the priorities of the goals set for it."""
        return list(
            dict.fromkeys([*self.network.themes, *(one.priority for one in self.membership.goals if one.priority)])
        )

    @property
    def form(self) -> str | None:
        """The form of the membership by the latest statement that holds and gives one."""
        said = [self.resolved.headline, *self.resolved.also]
        forms = (one.statement.form for one in said if one and isinstance(one.statement, Membership))
        return next((form for form in forms if form), None)

    def review(self, day: date) -> MembershipReview | None:
        """The last review up to a day."""
        return next(iter(reviews(self.membership, day)), None)

    def focus(self, day: date) -> Focus | None:
        """The period of focus that runs on a day."""
        return next((one for one in self.membership.focus if one.holds_on(day)), None)


class Cost(NamedTuple):
    """What a membership takes in a year; None is not known, which is not 0."""

    year: int
    euros: Decimal | None
    days: Decimal | None


class Sum(NamedTuple):
    """A sum of what is known of so many amounts, and how many are not known."""

    known: Decimal
    missing: int
    of: int


class Alike(NamedTuple):
    """Two networks that do the same: by the review that says so, or by a theme and most members in common."""

    one: Network
    other: Network
    review: MembershipReview | None
    shared: tuple[str, ...]


def portfolio(reader: Reader) -> list[Held]:
    """All networks, by their names in the reader's language."""
    found = sorted(reader.kb.all(Network), key=lambda one: (sort_key(reader.name(one.id)), one.id))
    return [held(reader, network) for network in found]


def held(reader: Reader, network: Network) -> Held:
    """A network as the city stands to it on the reader's day."""
    resolved = reader.resolved(network)
    said = [one for one in (resolved.headline, *resolved.also) if one]
    member = any(one.status == "member" for one in said) and said[0].status not in ("left", "cooperating")
    group: Group = "membership" if member else _GROUPS[said[0].status] if said else "unstated"
    return Held(network, network.membership or NOBODY, resolved, group, _since(resolved) if member else None)


def _since(resolved: Resolved) -> Said | None:
    begun = sorted((one for one in resolved.every if one.first <= resolved.day), key=lambda one: one.first)
    since: Said | None = None
    for one in begun:
        if one.status == "left" and one.authority == "approved":
            since = None
        elif one.status == "member" and since is None:
            since = one
    return since


def reviews(membership: CityMembership, day: date) -> list[MembershipReview]:
    """The reviews up to a day, the latest first."""
    return sorted((one for one in membership.reviews if one.on.first <= day), key=lambda one: one.on, reverse=True)


def cost(membership: CityMembership, year: int) -> Cost:
    """What a membership takes in a year."""
    euros = next((one.euros for one in membership.fees if one.year == year), None)
    days = next((one.person_days for one in membership.effort if one.year == year), None)
    return Cost(year, euros, days)


def summed(amounts: Iterable[Decimal | None]) -> Sum:
    """The sum of what is known."""
    every = list(amounts)
    known = [one for one in every if one is not None]
    return Sum(sum(known, Decimal(0)), len(every) - len(known), len(every))


def together(sums: Iterable[Sum]) -> Sum:
    """Several sums as one."""
    every = list(sums)
    known = sum((one.known for one in every), Decimal(0))
    return Sum(known, sum(one.missing for one in every), sum(one.of for one in every))


def travel(kb: KnowledgeBase, network: Network, year: int, day: date) -> Sum:
    """What journeys to engagements in a network cost in a year, up to a day; one in several networks counts for each."""
    held = (one for one in done_in(kb, network, day) if one.from_.first.year == year)
    return summed(one.travel_cost for one in held if one.travel_cost is not None or _abroad(one))


def _abroad(one: Engagement) -> bool:
    """Whether somebody is likely to have travelled to an engagement."""
    away = one.type == "visit-out" or (one.event is not None and one.event.place == "abroad")
    return away and one.channel not in ("remote", "letter")


def full_year(day: date) -> int:
    """The last year that is over on a day."""
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1


def done_in(kb: KnowledgeBase, network: Network, day: date) -> list[Engagement]:
    """What was done in a network up to a day, the latest first."""
    found = {one.id: one for one in naming(kb, network.id, "networks", "outcomes", "event")}
    done = [one for one in found.values() if one.state == "held" and one.from_.first <= day]
    return sorted(done, key=lambda one: (over(one), one.id), reverse=True)


def outcomes_in(kb: KnowledgeBase, network: Network, day: date) -> list[tuple[Engagement, Outcome]]:
    """What changed through a network up to a day, the latest first."""
    found = [
        (one, outcome)
        for one in done_in(kb, network, day)
        for outcome in one.outcomes
        if outcome.on is None or outcome.on.first <= day
    ]
    return sorted(found, key=lambda pair: (pair[1].on or pair[0].from_, pair[1].id), reverse=True)


def changes(resolved: Resolved, since: Said | None) -> Iterator[tuple[Day, Said]]:
    """The statements that changed something, with their day: a membership said again is none."""
    for one in sorted(resolved.every, key=lambda one: one.first):
        if one.begins and (one.status != "member" or one is since):
            yield one.begins, one


def alike(kb: KnowledgeBase, every: Sequence[Held], day: date) -> Iterator[Alike]:
    """The pairs that a last review calls overlapping, and those that share a theme and most of their members."""
    known = {one.network.id: one.network for one in every}
    told: set[frozenset[str]] = set()
    for one in every:
        review = one.review(day)
        for other in [known[kb.now(it)] for it in (review.overlaps if review else ()) if kb.now(it) in known]:
            told.add(frozenset((one.network.id, other.id)))
            yield Alike(one.network, other, review, _shared(kb, one.network, other, day))
    for pair in sorted(similar([(one.network.themes, members_on(kb, one.network, day)) for one in every])):
        first, second = every[pair.one].network, every[pair.other].network
        if frozenset((first.id, second.id)) not in told and not is_part(kb, first, second):
            yield Alike(first, second, None, _shared(kb, first, second, day))


def members_on(kb: KnowledgeBase, network: Network, day: date) -> list[str]:
    """The partners that belong to a network on a day."""
    return list(dict.fromkeys(kb.now(one.partner) for one in network.members if one.holds_on(day)))


def _shared(kb: KnowledgeBase, one: Network, other: Network, day: date) -> tuple[str, ...]:
    there = members_on(kb, other, day)
    return tuple(partner for partner in members_on(kb, one, day) if partner in there)


def only_here(kb: KnowledgeBase, one: Held, every: Sequence[Held], day: date) -> list[str]:
    """The members of a network that the city meets in no other of its memberships."""
    others = {
        partner
        for another in every
        if another.group == "membership" and another.network.id != one.network.id
        for partner in members_on(kb, another.network, day)
    }
    return [partner for partner in members_on(kb, one.network, day) if partner not in others]
