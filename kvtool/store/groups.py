"""The groups that a partner belongs to: what is said of these is said of it."""

from collections.abc import Sequence
from typing import cast

from kvtool.model.partner import Partner
from kvtool.model.walk import Reference
from kvtool.store.asking import in_turn
from kvtool.store.base import KnowledgeBase


@in_turn
def groups_of(partner: Partner, kb: KnowledgeBase) -> Sequence[Partner]:
    """The groups that name a partner among their members, in the order of their files."""
    ties = [tie for tie in kb.pointing.get(partner.id) if tie.entry.kind == Partner.kind and is_member(tie.reference)]
    return [cast(Partner, tie.record) for tie in ties if not tie.entry.broken]


def is_member(reference: Reference) -> bool:
    """Whether a reference in a group names a partner that belongs to it."""
    return reference.path[0] == "members" and reference.path[-1] == "partner"
