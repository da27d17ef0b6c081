"""Where something is said, and with what weight: the places that a change of policy leads to and from."""

from datetime import date
from typing import NamedTuple

from kvtool.model.source import AUTHORITIES, UNDECIDED, Source
from kvtool.store.base import KnowledgeBase
from kvtool.store.statements import authority_on


class Ground(NamedTuple):
    """The source that says something, if any is named, and the authority that it has on a day."""

    source: str | None
    authority: str

    @property
    def decided(self) -> bool:
        """Whether it is more than an idea of what might be decided."""
        return self.authority not in UNDECIDED

    def ends(self, other: "Ground") -> bool:
        """Whether it can take the place of another: it is decided, and weighs no less."""
        return self.decided and AUTHORITIES.index(self.authority) <= AUTHORITIES.index(other.authority)


def ground_of(kb: KnowledgeBase, source_id: str | None, day: date) -> Ground:
    """The ground of what a source says, with its authority on a day."""
    source = kb.get(Source, source_id)
    return Ground(source.id if source else None, authority_on(kb, source_id, day))


class Passage(NamedTuple):
    """A place in a record: the field, what stands there by its id, the words that are quoted, who says it."""

    record: str
    field: str
    id: str
    quote: str
    ground: Ground


class Pair(NamedTuple):
    """What an old and a new text say on one matter, each where it stands; one of them may say nothing."""

    matter: str
    before: tuple[Passage, ...]
    after: tuple[Passage, ...]
