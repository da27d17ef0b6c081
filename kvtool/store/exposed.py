"""What a record holds that must not be kept in it, known by whoever asks; few bases need what it takes to find it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kvtool.model.base import Record
from kvtool.store.asking import once
from kvtool.store.base import KnowledgeBase
from kvtool.text.fault import Path
from kvtool.text.tree import Place


class Exposed(NamedTuple):
    """Something that must not be kept: the rule that speaks of it, and what may be said of it.

    `at` is line and column of what stands in a comment.
    """

    path: Path
    code: str
    said: str
    at: Place | None = None


def exposed(record: Record, kb: KnowledgeBase, code: str) -> Sequence[Exposed]:
    """What a rule of personal data finds in a record; all records are looked through once, for all these rules."""
    return _all(kb).get((record, code), ())


@once
def _all(kb: KnowledgeBase) -> Mapping[tuple[Record, str], Sequence[Exposed]]:
    from kvtool.store.privacy import all_exposed  # its patterns take a while to be made

    return all_exposed(kb)
