"""Units as parts of others."""

from collections.abc import Iterable

from kvtool.model.unit import Unit
from kvtool.store.base import KnowledgeBase


def wholes(kb: KnowledgeBase, units: Iterable[str]) -> set[str] | None:
    """The units and all that they are parts of, by their ids; None where one of these cannot be read."""
    found: set[str] = set()
    waiting = [kb.now(unit) for unit in units]
    while waiting:
        here = waiting.pop()
        if kb.is_broken(here):
            return None
        unit = kb.get(Unit, here)
        if unit is not None and here not in found:
            waiting += [kb.now(place.unit) for place in unit.parents]
        found.add(here)
    return found
