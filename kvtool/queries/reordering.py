"""Differences as people see them: what only stands elsewhere in its list neither went nor came."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from typing import Any

from kvtool.queries.comparing import CHANGED, Difference, between, key_of
from kvtool.text.fault import Path

REORDERED = "reordered"

Items = dict[tuple[str, Path, str], deque[Difference]]
"""Items that went from lists: the record, the list and what the item is known by."""


def regrouped(found: Sequence[Difference]) -> Iterator[Difference]:
    """The same differences, but once for each list that has items in another order, and what changed within these."""
    gone: Items = defaultdict(deque)
    for one in found:
        if _is_item(one) and one.new is None:
            gone[_known_by(one, one.old)].append(one)
    elsewhere = {}
    for place, one in enumerate(found):
        if _is_item(one) and one.old is None and (before := gone.get(_known_by(one, one.new))):
            elsewhere[place] = before.popleft()
    went = {id(one) for one in elsewhere.values()}
    told: set[tuple[str, Path]] = set()
    for place, one in enumerate(found):
        if place not in elsewhere and id(one) not in went:
            yield one
            continue
        if (one.id, one.path[:-1]) not in told:
            told.add((one.id, one.path[:-1]))
            yield one._replace(change=REORDERED, path=one.path[:-1], old=None, new=None)
        if place in elsewhere:
            for path, was, now in between(elsewhere[place].old, one.new, one.path):
                yield Difference(one.id, one.kind, CHANGED, path, was, now)


def _is_item(one: Difference) -> bool:
    return one.change == CHANGED and one.path != () and isinstance(one.path[-1], int)


def _known_by(one: Difference, item: Any) -> tuple[str, Path, str]:
    return one.id, one.path[:-1], key_of(item)
