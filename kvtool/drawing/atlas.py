"""The shapes of countries, of Natural Earth in the form of world-atlas, and a place for a number in each."""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from math import cos, hypot, radians
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).with_name("countries-110m.json")
KOSOVO: Final = "983"
"""Which ISO 3166-1 has not, and the locale data give to the code XK."""
RUSSIA, UKRAINE, CRIMEA, BORDER = "643", "804", [[163, 164]], 163
"""The two countries, and of the file's lines those around Crimea, and the one between Crimea and the mainland.

Natural Earth draws who holds a place; under the law of nations, and to the European Union, Crimea is Ukraine's.
"""
NEAR: Final = 1.0
"""How near two points of a line are on a map of the world at least, in degrees."""
STEPS: Final = 14
"""In how many steps a country is looked over each way for its middle."""

Point = tuple[float, float]


@cache
def world() -> dict[str, Any]:
    """All countries as TopoJSON, each with its number of ISO 3166-1 as its id."""
    atlas: dict[str, Any] = json.loads(FILE.read_bytes())
    countries = {one.get("id"): one for one in countries_of(atlas)}
    countries[RUSSIA]["arcs"].remove(CRIMEA)
    (outline,) = countries[UKRAINE]["arcs"]
    outline[outline.index(~BORDER)] = CRIMEA[0][1]
    next(one for one in countries_of(atlas) if one["properties"]["name"] == "Kosovo")["id"] = KOSOVO
    del atlas["objects"]["land"]
    return atlas


@cache
def globe() -> dict[str, Any]:
    """The same for a small map of the whole world: no two points of a line are nearer to each other than can be seen."""
    atlas = world()
    least = NEAR / float(atlas["transform"]["scale"][0])
    return {**atlas, "arcs": [list(_thinned(line, least)) for line in atlas["arcs"]]}


def _thinned(line: Sequence[Sequence[int]], least: float) -> Iterator[tuple[int, int]]:
    """A line, told in steps, without the points between its ends that are near the one before."""
    right = up = 0
    for place, step in enumerate(line):
        right, up = right + step[0], up + step[1]
        if place in (0, len(line) - 1) or hypot(right, up) >= least:
            yield right, up
            right = up = 0


def countries_of(atlas: dict[str, Any]) -> list[dict[str, Any]]:
    """The countries of an atlas."""
    found: list[dict[str, Any]] = atlas["objects"]["countries"]["geometries"]
    return found


def middles(ids: Iterable[str]) -> list[dict[str, Any]]:
    """Of each of some countries, the place farthest from all borders of its largest piece, in degrees."""
    return [{"id": one, **_middle(one)} for one in sorted(set(ids))]


@cache
def shapes() -> dict[str, str]:
    """The number of each country that has a shape, by its code of two letters, as Babel's locale data knows both."""
    from babel.core import get_global

    codes = get_global("territory_aliases")
    found = (one["id"] for one in countries_of(world()) if "id" in one)
    return {codes[number][0]: number for number in found if number in codes}


@cache
def _middle(number: str) -> dict[str, float]:
    country = next(one for one in countries_of(world()) if one.get("id") == number)
    pieces = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    largest = max((list(_ring(world(), piece[0])) for piece in pieces), key=lambda ring: abs(_area(ring)))
    west, east = min(x for x, _ in largest), max(x for x, _ in largest)
    south, north = min(y for _, y in largest), max(y for _, y in largest)
    narrow = cos(radians((south + north) / 2))  # a degree to the east is shorter than one to the north
    inside = (
        (west + (east - west) * (i + 0.5) / STEPS, south + (north - south) * (j + 0.5) / STEPS)
        for i, j in product(range(STEPS), range(STEPS))
    )
    best = max(
        (place for place in inside if _holds(largest, place)),
        key=lambda place: min(_distance(side, place, narrow) for side in _sides(largest)),
    )
    return {"longitude": round(best[0], 2), "latitude": round(best[1], 2)}


def _holds(ring: Sequence[Point], place: Point) -> bool:
    """Whether a place is within a ring: a line from it to the east crosses an odd number of sides."""
    x, y = place
    crossed = (
        x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in _sides(ring) if (a[1] > y) != (b[1] > y)
    )
    return sum(crossed) % 2 == 1


def _distance(side: tuple[Point, Point], place: Point, narrow: float) -> float:
    """How far a place is from a side."""
    (ax, ay), (bx, by) = ((x * narrow, y) for x, y in side)
    x, y = place[0] * narrow, place[1]
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = max(0.0, min(1.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length)) if length else 0.0
    return hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay))


def _ring(atlas: dict[str, Any], lines: Sequence[int]) -> Iterator[Point]:
    """The points of a ring, going on beyond 180 degrees; a line whose number is negative runs backwards."""
    east = 0.0
    for number in lines:
        points = list(_line(atlas, number if number >= 0 else ~number))
        for x, y in (points if number >= 0 else points[::-1])[1:]:
            east = x - 360 * round((x - east) / 360)
            yield east, y


def _line(atlas: dict[str, Any], number: int) -> Iterator[Point]:
    """The points of a line, each of which the file tells as a step from the one before."""
    (wide, high), (west, south) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    x = y = 0
    for right, up in atlas["arcs"][number]:
        x, y = x + right, y + up
        yield x * wide + west, y * high + south


def _sides(ring: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def _area(ring: Sequence[Point]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in _sides(ring)) / 2
