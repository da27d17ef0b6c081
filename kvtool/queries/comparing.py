"""What differs between two states of a base: record by record, field by field."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from kvtool.queries.fields import plain
from kvtool.store.base import KnowledgeBase
from kvtool.store.entry import Entry
from kvtool.text.fault import Path, spell

ADDED, REMOVED, RENAMED, CHANGED, BROKEN, MENDED = "added", "removed", "renamed", "changed", "broken", "mended"


class Difference(NamedTuple):
    """One field of a record that is not what it was, or a whole record where `path` is empty.

    An item that went has the index that it had; one that came or changed has the one that it has now.
    """

    id: str
    kind: str
    change: str
    path: Path = ()
    old: Any = None
    new: Any = None

    @property
    def field(self) -> str:
        """The path as people write it."""
        return spell(self.path)


def differences(old: KnowledgeBase, new: KnowledgeBase) -> Iterator[Difference]:
    """All that differs, in the order of the kinds and ids; a renamed record is one that has its former id for an alias."""
    before, after = _entries(old), _entries(new)
    unread = tuple(entry.path for kb in (old, new) for entry in kb.entries if entry.path.endswith("/"))
    former = {new.aliases[one]: one for one in before if one not in after and new.aliases.get(one) in after}
    for one in sorted(before.keys() | after.keys(), key=lambda one: ((after.get(one) or before[one]).kind, one)):
        if one in former:
            yield Difference(one, after[one].kind, RENAMED, ("id",), former[one], one)
            yield from _changed(before[former[one]], after[one])
        elif (after.get(one) or before[one]).path.startswith(unread) and one not in before.keys() & after.keys():
            continue  # nobody can tell whether it is there
        elif one not in before:
            yield Difference(one, after[one].kind, ADDED, new=_fields(after[one]))
        elif one not in after:
            if one not in former.values():
                yield Difference(one, before[one].kind, REMOVED, old=_fields(before[one]))
        else:
            yield from _changed(before[one], after[one])


def _entries(kb: KnowledgeBase) -> dict[str, Entry]:
    return {one: entry for one, entry in kb.by_id.items() if entry.kind}


def _fields(entry: Entry) -> dict[str, Any]:
    return plain(entry.record) if entry.record else {}


def _changed(old: Entry, new: Entry) -> Iterator[Difference]:
    if old is new:  # a file that both states share
        return
    if old.broken and new.broken:
        if (old.fields, old.faults) != (new.fields, new.faults):
            yield Difference(new.id, new.kind, BROKEN)
        return
    if old.broken or new.broken:
        yield Difference(new.id, new.kind, BROKEN if new.broken else MENDED)
        return
    for path, was, now in between(_fields(old), _fields(new)):
        if path != ("id",):
            yield Difference(new.id, new.kind, CHANGED, path, was, now)


def between(old: Any, new: Any, path: Path = ()) -> Iterator[tuple[Path, Any, Any]]:
    """The places at which two values differ, with what stands at each; nothing stands where a field or item is not."""
    if old == new:  # most of what two states have, seen at a glance
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for name in [*old, *(name for name in new if name not in old)]:
            yield from between(old.get(name), new.get(name), (*path, name))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _items(old, new, path)
    else:
        yield path, old, new


def _items(old: list[Any], new: list[Any], path: Path) -> Iterator[tuple[Path, Any, Any]]:
    """Items that have an id are the same by it, others where they are alike; what stands between two such is paired."""
    keys = [key_of(one) for one in old], [key_of(one) for one in new]
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    for tag, i, end_i, j, end_j in matcher.get_opcodes():
        if tag == "equal":
            for was, now, at in zip(old[i:end_i], new[j:end_j], range(j, end_j), strict=True):
                yield from between(was, now, (*path, at))
            continue
        paired = min(end_i - i, end_j - j) if not any(_named(one) for one in (*old[i:end_i], *new[j:end_j])) else 0
        for step in range(paired):
            yield from between(old[i + step], new[j + step], (*path, j + step))
        yield from (((*path, at), old[at], None) for at in range(i + paired, end_i))
        yield from (((*path, at), None, new[at]) for at in range(j + paired, end_j))


def _named(item: Any) -> bool:
    return isinstance(item, dict) and "id" in item


def key_of(item: Any) -> str:
    """What an item of a list is known by: its id, else all that it says."""
    return f"id {item['id']}" if _named(item) else json.dumps(item, sort_keys=True, default=str)


def applied(node: Any, changes: Iterable[tuple[Path, Any, Any]]) -> Any:
    """What a value becomes by changes: `applied(old, between(old, new))` is `new`; the items that go do so first."""
    own: list[tuple[Path, Any, Any]] = []
    inside: dict[str | int, list[tuple[Path, Any, Any]]] = defaultdict(list)
    for path, old, new in changes:
        if not path:
            return new
        if len(path) == 1:
            own.append((path, old, new))
        else:
            inside[path[0]].append((path[1:], old, new))
    made = node.copy()
    for step in sorted((path[0] for path, _, new in own if new is None), reverse=True):
        del made[step]
    for (step, *_), old, new in own:
        if new is not None and old is None and isinstance(step, int):
            made.insert(step, new)
        elif new is not None:
            made[step] = new
    for step, deeper in inside.items():
        made[step] = applied(made[step], deeper)
    return made
