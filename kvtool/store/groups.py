"""The groups that a partner belongs to: what is said of these is said of it."""

from collections.abc import Sequence
from typing import Final, cast

from kvtool.model.partner import Partner
from kvtool.model.walk import Reference
from kvtool.store.asking import in_turn
from kvtool.store.base import KnowledgeBase
from kvtool.store.entry import Entry

MEMBERS: Final = "members"
"""The field of a group or a network that says who belongs to it."""


@in_turn
def groups_of(partner: Partner, kb: KnowledgeBase) -> Sequence[Partner]:
    """The groups that name a partner among their members, in the order of their files."""
    named = kb.pointing.fields(partner.id, Partner)
    groups = dict.fromkeys(entry for entry, field, _ in named if field == MEMBERS and not entry.broken)
    return [cast(Partner, group.record) for group in groups if has_member(kb, group, partner)]


def has_member(kb: KnowledgeBase, entry: Entry, partner: Partner) -> bool:
    """Whether a partner is one of the members of a group or a network."""
    links = entry.survey.links
    return any(is_member(reference) and kb.now(reference.target) == partner.id for reference in links)


def is_member(reference: Reference) -> bool:
    """Whether a reference in a group or a network names a partner that belongs to it."""
    return reference.path[0] == MEMBERS and reference.path[-1] == "partner"
