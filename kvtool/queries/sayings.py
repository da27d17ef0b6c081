"""What a new text says of partners and networks for which something held before: the same, something else, or nothing."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from kvtool.model.network import Network
from kvtool.model.partner import Partner
from kvtool.model.statement import ENDING
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import later
from kvtool.store.groups import groups_of
from kvtool.store.sources import treating
from kvtool.store.statements import Resolved, Said, membership, standing

AGAIN, OTHERWISE, ENDING_IT, NAMED, SILENT, FIRST = "again", "otherwise", "ending", "named", "silent", "first"


class Saying(NamedTuple):
    """A partner or network: what held of it on the eve of a period, the headline first, and what the new text says.

    `change` tells how the two go together: it says one of the same things `again`, speaks `otherwise`, of an `ending`,
    only has it `named`, is `silent`, though it treats the matter, or speaks of it `first` of all.
    """

    record: str
    kind: str
    change: str
    before: tuple[Said, ...]
    after: tuple[Said, ...]

    def was(self, status: str) -> bool:
        """Whether a status held before."""
        return any(one.status == status for one in self.before)

    def will_be(self, status: str) -> bool:
        """Whether the new text says a status."""
        return any(one.status == status for one in self.after)


def sayings(kb: KnowledgeBase, source: str, begins: date, day: date) -> Iterator[Saying]:
    """The partners, then the networks, of which something held on the eve of a day or a source says something.

    The authority of each statement is the one that its source has on `day`.
    """
    eve = later(begins, -1)
    for partner in kb.all(Partner):
        circle = (partner, *groups_of(partner, kb))
        resolved = standing(kb, partner, eve), standing(kb, partner, day)
        yield from _saying(kb, source, circle, resolved)
    for network in kb.all(Network):
        resolved = membership(kb, network, eve), membership(kb, network, day)
        yield from _saying(kb, source, (network,), resolved)


def _saying(
    kb: KnowledgeBase, source: str, circle: Sequence[Partner | Network], resolved: tuple[Resolved, Resolved]
) -> Iterator[Saying]:
    """What is said of the first of a circle, for which counts what is said of the others too."""
    then, now = resolved
    weighed = {(one.record.id, one.path): one for one in now.every}
    held = [one for one in (then.headline, *then.also) if one and one.status not in ENDING]
    before = tuple(weighed.get((one.record.id, one.path), one) for one in held if kb.now(one.source) != source)
    after = tuple(one for one in now.every if kb.now(one.source) == source)
    named = any(source in kb.mentions(one) for one in circle)
    treated = any(one.id == source for one in treating(kb).get(f"{circle[0].kind}s", ()))
    if after or (before and (named or treated)):
        yield Saying(circle[0].id, circle[0].kind, _change(before, after, named), before, after)


def _change(before: tuple[Said, ...], after: tuple[Said, ...], named: bool) -> str:
    if not after:
        return NAMED if named else SILENT
    if all(one.status in ENDING for one in after):
        return ENDING_IT
    if not before:
        return FIRST
    return AGAIN if {one.status for one in before} & {one.status for one in after} else OTHERWISE
