"""What ties the city to a partner beyond its own record: networks, engagements, promises, measures, messages."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kvtool.model.engagement import Commitment, Engagement
from kvtool.model.message import Message
from kvtool.model.network import Network, NetworkMember
from kvtool.model.partner import Partner
from kvtool.store.base import KnowledgeBase
from kvtool.store.entry import Entry, Tie
from kvtool.store.groups import groups_of

OTHERS_WITHIN = timedelta(days=60)
"""How far around a meeting other units' engagements with the same partner matter."""

OPEN = ("open", "in-progress", "moved")


class Shared(NamedTuple):
    """A network in which a partner takes part as a member, itself or by a group of its; without a member, as the host."""

    network: Network
    member: NetworkMember | None
    group: str | None


def circle(kb: KnowledgeBase, partner: Partner) -> list[str]:
    """The ids by which a partner is spoken of: its own and its groups'."""
    return [partner.id, *(group.id for group in groups_of(partner, kb))]


def shared_networks(kb: KnowledgeBase, partner: Partner) -> Iterator[Shared]:
    """The networks in which a partner, or a group of it, takes part, or which it runs."""
    names = circle(kb, partner)
    ties = (tie for name in names for tie in kb.pointing.get(name, ()))
    near = {tie.entry.id for tie in ties if tie.entry.kind == Network.kind}
    for network in kb.all(Network, near):
        member = next((one for one in network.members if kb.now(one.partner) in names), None)
        if member or kb.now(network.host) in names:
            name = kb.now(member.partner) if member else partner.id
            yield Shared(network, member, name if name != partner.id else None)


def engagements_with(kb: KnowledgeBase, partner: Partner) -> list[Engagement]:
    """The engagements with a partner, the latest first."""
    ties = (tie for tie in kb.pointing.get(partner.id, ()) if tie.reference.path[0] == "partners")
    near = kb.all(Engagement, {tie.entry.id for tie in ties})
    found = [one for one in near if partner.id in map(kb.now, one.partners) and one.state != "cancelled"]
    return sorted(found, key=lambda one: (one.from_.first, one.id), reverse=True)


def around(engagements: Sequence[Engagement], day: date, own: Engagement | None) -> list[Engagement]:
    """The other engagements within two months of a day."""
    return [one for one in engagements if one is not own and abs(one.from_.first - day) <= OTHERS_WITHIN]


def promises(
    kb: KnowledgeBase, partner: Partner, engagements: Sequence[Engagement]
) -> list[tuple[Engagement, Commitment]]:
    """What is promised in some engagements to a partner or by it, by when it is due; not what names another partner."""
    found = [
        (one, promise)
        for one in engagements
        for promise in one.commitments
        if kb.now(promise.partner) in (partner.id, "")
    ]
    return sorted(found, key=lambda pair: (pair[1].due.last if pair[1].due else date.max, pair[0].id))


def is_open(promise: Commitment) -> bool:
    """Whether a promise is still to be kept."""
    return promise.state in OPEN


def elsewhere(kb: KnowledgeBase, partner: Partner, kinds: Sequence[str]) -> Iterator[Tie]:
    """The references to a partner from records of some kinds, one a record."""
    seen = set()
    for tie in kb.pointing.get(partner.id, []):
        if tie.record.kind in kinds and tie.record.id not in seen:
            seen.add(tie.record.id)
            yield tie


def topics(partners: Sequence[Partner], engagement: Engagement | None) -> list[str]:
    """The priorities that a meeting is about: the engagement's, else those of the partners' themes and cooperation."""
    if engagement and engagement.priorities:
        return list(dict.fromkeys(engagement.priorities))
    named = [theme for partner in partners for theme in partner.themes]
    named += [one.priority for partner in partners for one in partner.cooperation if one.priority]
    return list(dict.fromkeys(named))


def messages_for(kb: KnowledgeBase, partners: Sequence[Partner], engagement: Engagement | None) -> list[Message]:
    """The messages for a meeting: those it names, then the partners', the topics', and the general ones."""
    chosen = [kb.now(message) for message in engagement.messages] if engagement else []
    names, about = [partner.id for partner in partners], topics(partners, engagement)

    def rank(message: Message) -> int | None:
        scope = message.scope
        if message.id in chosen:
            return 0
        if kb.now(scope.partner) in names:
            return 1
        if scope.priority in about:
            return 2
        return 3 if scope.general else None

    asked = {kb.now(one) for one in (*chosen, *names, *about)}

    def is_bound(entry: Entry) -> bool:
        return any(link.path[0] == "scope" and kb.now(link.target) in asked for link in entry.survey.links)

    elsewhere = kb.referring(Message, "scope")
    near = {entry.id for entry in kb.of_kind(Message) if entry.id in asked or entry.id not in elsewhere}
    near |= {entry.id for entry in kb.naming(Message, asked) if is_bound(entry)}
    ranked = [(found, message) for message in kb.all(Message, near) if (found := rank(message)) is not None]
    return [message for _, message in sorted(ranked, key=lambda pair: (pair[0], pair[1].id))]
