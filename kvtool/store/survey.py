"""What a record holds that others ask about: its references, its nested things with ids of their own, its gist.

Of each record of a base one is held, so it is small: ids and places in records are the same text for all.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from sys import intern
from typing import Final

from kvtool.model.base import Nested, Record
from kvtool.model.part import Part
from kvtool.model.walk import Path, Reference, plan
from kvtool.store import oneline


class Survey:
    """The references of one record, in their order, its nested things: ids with kinds and places, and its gist.

    `spots` says of each reference where it stands and what it may name, in one word.
    """

    __slots__ = ("_spots", "gist", "inner", "targets")

    def __init__(
        self,
        spots: Iterable[str] = (),
        targets: Iterable[str] = (),
        inner: Iterable[tuple[str, str, Path]] = (),
        gist: Iterable[str] = (),
    ) -> None:
        self._spots = tuple(spots)
        self.targets: Sequence[str] = tuple(map(intern, targets))
        self.inner: Sequence[tuple[str, str, Path]] = tuple(inner)
        self.gist: Sequence[str] = tuple(map(intern, gist))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Survey) and self._all == other._all

    @property
    def _all(self) -> tuple[Sequence[object], ...]:
        return self._spots, self.targets, self.inner, self.gist

    @property
    def links(self) -> Sequence[Reference]:
        """The references."""
        return [_reference(*both) for both in zip(self._spots, self.targets, strict=True)]

    @property
    def kinds(self) -> Sequence[Sequence[str]]:
        """The kinds that each of the references may name."""
        return _kinds_of(self._spots)

    def link(self, number: int) -> Reference:
        """One of the references."""
        return _reference(self._spots[number], self.targets[number])

    def field(self, number: int) -> str:
        """The field of the record in which one of the references stands."""
        return str(_meaning(self._spots[number])[0][0])

    def repeated(self, aliases: Mapping[str, str]) -> Iterator[int]:
        """The numbers of the references that stand in a list after one to the same; former ids count as what they became."""
        lists = _lists_of(self._spots)
        if len(set(zip(lists, self.targets, strict=True))) == len(lists) and aliases.keys().isdisjoint(self.targets):
            return  # as nearly always
        seen: set[tuple[str, str]] = set()
        for number, (within, target) in enumerate(zip(lists, self.targets, strict=True)):
            named = within, aliases.get(target, target)
            if named in seen:
                yield number
            seen.add(named)

    def refers_in(self, field: str) -> bool:
        """Whether a reference stands in a field of the record."""
        return _refers_in(self._spots, field)

    def told(self) -> str:
        """All of it in one line."""
        inner = [(one, kind, _written(path)) for one, kind, path in self.inner]
        return oneline.written(self._spots, self.targets, inner, self.gist)


NOTHING: Final = Survey()


def survey_of(record: Record) -> Survey:
    """What stands in a record."""
    spots: list[str] = []
    targets: list[str] = []
    inner: list[tuple[str, str, Path]] = []
    _look(record, "", spots, targets, inner)
    return Survey(spots, targets, inner, record.gist())


def _look(part: Part, above: str, spots: list[str], targets: list[str], inner: list[tuple[str, str, Path]]) -> None:
    """Notes what stands in a part; `above` is what its fields begin with, in one word."""
    given = vars(part)
    references, inside, _ = plan(type(part))
    if isinstance(part, Nested):
        inner.append((intern(part.id), part.kind, _path(above[:-1])))
    for attribute, alias, many, refers in references:
        if attribute not in given or not (value := given[attribute]):
            continue
        if many:
            targets += value
            spots += _spots(above + alias, len(value), refers.kinds)
        elif value not in refers.words:
            targets.append(value)
            spots.append(_spot(above + alias, refers.kinds))
    for attribute, alias, many, _ in inside:
        if attribute not in given or not (value := given[attribute]):
            continue
        if many:
            for index, item in enumerate(value):
                _look(item, f"{above}{alias}.{index}.", spots, targets, inner)
        else:
            _look(value, f"{above}{alias}.", spots, targets, inner)


def heard(line: str) -> Survey:
    """What was told in a line; raises ValueError, TypeError or AttributeError where nothing was."""
    said = oneline.read(line)
    spots, targets = _spots_in(said.spots), said.targets.split()
    if len(spots) != len(targets):
        raise ValueError(line)
    nested = [(intern(one), intern(kind), _path(at)) for one, kind, at in said.nested()] if said.inner else ()
    return Survey(spots, targets, nested, json.loads(said.gist) if said.gist else ())


@lru_cache(maxsize=4096)
def _spots_in(line: str) -> Sequence[str]:
    """The spots of one line, which records of one shape share."""
    return tuple(map(intern, line.split(";"))) if line else ()


@cache
def _spot(written: str, kinds: tuple[str, ...]) -> str:
    """Where a reference stands and what it may name."""
    return intern(f"{written} {' '.join(kinds)}")


@cache
def _spots(written: str, number: int, kinds: tuple[str, ...]) -> Sequence[str]:
    """Where the references of a list stand and what they may name."""
    return [_spot(f"{written}.{index}", kinds) for index in range(number)]


@cache
def _meaning(spot: str) -> tuple[Path, tuple[str, ...]]:
    path, *kinds = spot.split(" ")
    return _path(path), tuple(kinds)


@lru_cache(maxsize=4096)
def _kinds_of(spots: Sequence[str]) -> Sequence[Sequence[str]]:
    """What the references at some spots, which records of one shape share, may name."""
    return [_meaning(spot)[1] for spot in spots]


@lru_cache(maxsize=4096)
def _lists_of(spots: Sequence[str]) -> Sequence[str]:
    """The lists in which the references at some spots stand; or the spots themselves, of which no two are the same."""
    return [_list_of(spot) for spot in spots]


@lru_cache(maxsize=4096)
def _refers_in(spots: Sequence[str], field: str) -> bool:
    """Whether one of some spots, which records of one shape share, is in a field."""
    return any(spot.startswith((f"{field}.", f"{field} ")) for spot in spots)


def _list_of(spot: str) -> str:
    """The list in which a reference stands by itself; the spot where it stands in a field of its own."""
    holder, _, last = spot.split(" ", 1)[0].rpartition(".")
    return holder if last.isdecimal() else spot


def _reference(spot: str, target: str) -> Reference:
    path, kinds = _meaning(spot)
    return Reference(path, target, kinds)


def _written(path: Path) -> str:
    return ".".join(map(str, path))


@cache
def _path(written: str) -> Path:
    return tuple(int(step) if step.isdecimal() else step for step in written.split("."))
