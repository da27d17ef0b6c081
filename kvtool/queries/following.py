"""Which thing of one state is which of another: an item of a list, a record under another id."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from kvtool.model import NAMING
from kvtool.queries.comparing import between
from kvtool.text.fault import Path

NEAR: Final = 0.6
"""How much two records must have in common, beside a name, for one to be the other under another id."""
OF_ITSELF: Final = ("id", "aliases")
"""The fields that change where nothing but the id does."""


def value_at(node: Any, path: Path) -> Any:
    """What a path leads to in plain values; nothing where it leads nowhere."""
    for step in path:
        if isinstance(step, int):
            node = node[step] if isinstance(node, list) and step < len(node) else None
        else:
            node = node.get(step) if isinstance(node, dict) else None
    return node


def path_before(old: Any, new: Any, path: Path) -> Path | None:
    """Where in an old value stood what is at a path of the new one; None where the path leads through an item that is new."""
    found: list[str | int] = []
    for step in path:
        if isinstance(step, int):
            at = _index_before(old, new, step) if isinstance(old, list) and isinstance(new, list) else None
            if at is None:
                return None
            found.append(at)
            old = old[at]
        else:
            found.append(step)
            old = value_at(old, (step,))
        new = value_at(new, (step,))
    return tuple(found)


def _index_before(old: list[Any], new: list[Any], at: int) -> int | None:
    """Which item of an old list is the one at a place of the new one, as differences are told, or as it went elsewhere."""
    changes = [(int(path[0]), was, now) for path, was, now in between(old, new) if len(path) == 1]
    gone = {index for index, _, now in changes if now is None}
    come = {index for index, was, _ in changes if was is None}
    if at in come:
        return next((index for index in sorted(gone) if _same(old[index], new[at])), None)
    stayed = [index for index in range(len(old)) if index not in gone]
    place = sum(index not in come for index in range(at))
    return stayed[place] if at < len(new) and place < len(stayed) else None


def _same(old: Any, new: Any) -> bool:
    return bool(old == new or (isinstance(old, dict) and isinstance(new, dict) and old.get("id", "") == new.get("id")))


def are_near(old: Any, new: Any) -> bool:
    """Whether two records share a name and most of what they say."""
    return _shares_name(old, new) and likeness(old, new) >= NEAR


def likeness(old: Any, new: Any) -> float:
    """How much of what two records say is the same, from 0 to 1; their ids do not count."""
    before, after = Counter(_leaves(old)), Counter(_leaves(new))
    every = before.total() + after.total()
    return 2 * (before & after).total() / every if every else 0.0


def _shares_name(old: Any, new: Any) -> bool:
    return any(set(_leaves(value_at(old, (name,)))) & set(_leaves(value_at(new, (name,)))) for name in NAMING)


def _leaves(node: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """The plain values with their paths, as if all items of a list stood at one place."""
    if isinstance(node, dict):
        for name, inner in node.items():
            if path or name not in OF_ITSELF:
                yield from _leaves(inner, (*path, name))
    elif isinstance(node, list):
        for item in node:
            yield from _leaves(item, (*path, 0))
    elif node is not None:
        yield path, str(node)
