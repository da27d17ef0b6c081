"""What a record is tied to, both ways, and the shortest way from one record to another."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from kvtool.model import KINDS
from kvtool.queries.find import Meant
from kvtool.queries.reading import Reader
from kvtool.store.base import KnowledgeBase
from kvtool.store.entry import Entry
from kvtool.table import Table
from kvtool.text.fault import Path, spell
from kvtool.words.sorting import sort_key

COLUMNS = ("here", "direction", "field", "id", "kind", "record", "name")
TO, FROM, IN, HOLDS = "to", "from", "in", "holds"
"""How one thing is tied to another: it refers to it, is referred to by it, stands in it, or holds it."""


class Step(NamedTuple):
    """One tie as it is seen from `here`; `field` is where the reference stands, in the record that makes it."""

    here: str
    direction: str
    field: str
    id: str


def ties(reader: Reader, meant: Meant) -> Table:
    """All that a record, or a nested thing, refers to and is referred to by."""
    steps = list(_around(reader.kb, meant))
    note = "" if steps else reader.labels.say("{id} is tied to nothing", id=id_of(meant))
    return _table(reader, sorted(steps, key=lambda step: _order(reader, step)), id_of(meant), note)


def way(reader: Reader, start: Meant, goal: Meant, without: Collection[str] = ()) -> Table:
    """The shortest way between two things, over references of both directions and over what holds what.

    Of several the one over the fewest sources, then the first by its ids. Kinds can be left out of the way.
    """
    kb, first, last = reader.kb, id_of(start), id_of(goal)
    near = _neighbours(kb)
    path = _shortest(kb, near, first, last, without)
    note = ""
    if first == last:
        note = reader.labels.say("{id} and {other} are one thing", id=first, other=last)
    elif not path:
        note = reader.labels.say("no way leads from {id} to {other}", id=first, other=last)
    return _table(reader, [near[one][two] for one, two in pairwise(path)], "", note)


def id_of(meant: Meant) -> str:
    """The id of what was meant: the nested thing, or the record."""
    return meant.part.id if meant.part else meant.record.id


def _around(kb: KnowledgeBase, meant: Meant) -> Iterator[Step]:
    entry, own = meant.entry, id_of(meant)
    nested = _nested(entry)
    place = next((path for path, inner_id in nested.items() if meant.part and inner_id == own), ())
    if meant.part:
        yield Step(own, IN, spell(place), entry.id)
    for link in entry.survey.links:
        if _within(link.path, place):
            yield Step(_holder(entry, nested, link.path), TO, spell(link.path), kb.now(link.target))
    for mine in dict.fromkeys((own, *(inner_id for path, inner_id in nested.items() if _within(path, place)))):
        for tie in kb.pointing.get(mine, ()):
            path = tie.reference.path
            if tie.entry is not entry or not _within(path, place):
                yield Step(mine, FROM, spell(path), _holder(tie.entry, _nested(tie.entry), path))


def _within(path: Path, place: Path) -> bool:
    return path[: len(place)] == place


def _nested(entry: Entry) -> Mapping[Path, str]:
    """The things with ids that stand in a file, by their paths."""
    return {path: inner_id for inner_id, _, path in entry.inner}


def _holder(entry: Entry, nested: Mapping[Path, str], path: Path) -> str:
    """The innermost thing with an id in which a field of a file stands."""
    return next((nested[path[:end]] for end in range(len(path) - 1, 0, -1) if path[:end] in nested), entry.id)


def _neighbours(kb: KnowledgeBase) -> Mapping[str, Mapping[str, Step]]:
    """For each id those that it is tied to, each by the first of their ties."""
    near: dict[str, dict[str, Step]] = defaultdict(dict)

    def tie(one: str, out: str, back: str, field: str, other: str) -> None:
        if one != other:
            near[one].setdefault(other, Step(one, out, field, other))
            near[other].setdefault(one, Step(other, back, field, one))

    for entry in kb.entries:
        nested = _nested(entry)
        for link in entry.survey.links:
            target = kb.now(link.target)
            for end in dict.fromkeys((entry.id, _holder(entry, nested, link.path))) if kb.kind_of(target) else ():
                tie(end, TO, FROM, spell(link.path), target)
        for path, inner_id in nested.items():
            tie(inner_id, IN, HOLDS, spell(path), entry.id)
    return near


def _shortest(
    kb: KnowledgeBase, near: Mapping[str, Mapping[str, Step]], first: str, last: str, without: Collection[str]
) -> Sequence[str]:
    """The ids along the way; none where there is no way."""
    waiting: list[tuple[int, int, tuple[str, ...]]] = [(0, 0, (first,))]
    seen: set[str] = set()
    while waiting:
        steps, sources, path = heappop(waiting)
        here = path[-1]
        if here == last:
            return path
        if here in seen:
            continue
        seen.add(here)
        for other in near.get(here, ()):
            kind = kb.kind_of(other)
            if other not in seen and (other == last or kind not in without):
                heappush(waiting, (steps + 1, sources + (kind == "source"), (*path, other)))
    return ()


def _order(reader: Reader, step: Step) -> tuple[object, ...]:
    kind = reader.kb.kind_of(step.id) or ""
    rank = KINDS.index(kind) if kind in KINDS else len(KINDS)
    return ((IN, TO, FROM).index(step.direction), rank, kind, sort_key(reader.name(step.id)), step.id)


def _table(reader: Reader, steps: Iterable[Step], own: str, note: str) -> Table:
    """The ties as rows; people see columns only where they say something that others do not."""
    rows = [_row(reader, step) for step in steps]
    shown = [{**row, **_words(reader, row)} for row in rows]
    hidden = {
        "here": bool(own) and all(row["here"] == own for row in rows),
        "record": all(row["record"] == row["id"] for row in rows),
    }
    people = tuple(column for column in COLUMNS if not hidden.get(column))
    titles = {column: reader.labels.code("column", column) for column in COLUMNS}
    return Table(COLUMNS, rows, shown, titles, people, note)


def _row(reader: Reader, step: Step) -> dict[str, str | None]:
    kb = reader.kb
    inner = None if step.id in kb.by_id else kb.inner.get(step.id)
    said = (*step, kb.kind_of(step.id), inner.entry.id if inner else step.id, reader.name(step.id))
    return dict(zip(COLUMNS, said, strict=True))


def _words(reader: Reader, row: Mapping[str, str | None]) -> dict[str, str]:
    say = reader.labels.say
    ways = {TO: say("refers to"), FROM: say("is referred to by"), IN: say("is part of"), HOLDS: say("holds")}
    return {
        "direction": ways[str(row["direction"])],
        "kind": reader.labels.code("kind", row["kind"]),
    }
