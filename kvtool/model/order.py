"""The order in which a record's fields are written: what it is, what it is called, when, all else, where it is said."""

from collections.abc import Iterable, Mapping
from functools import cache

from kvtool.model.base import Record, Span

FIRST = (
    "id",
    "visibility",
    "aliases",
    "type",
    "scope",
    "names",
    "title",
    "headline",
    "claim",
    "other_names",
    "from",
    "to",
)
LAST = ("sources", "review", "notes")


@cache
def ranks(model: type[Record]) -> Mapping[str, int]:
    """The place of each field of a kind by its name in the file."""
    rest = [name for name in model.fields if name not in (*FIRST, *LAST)]
    order = [name for name in (*FIRST, *rest, *LAST) if name in model.fields or name in Span.fields]
    return {name: place for place, name in enumerate(order)}


def in_order(model: type[Record], names: Iterable[str]) -> list[str]:
    """The names of fields in the order in which they are written; unknown ones last."""
    place = ranks(model)
    return sorted(names, key=lambda name: place.get(name, len(place)))
