"""Finds the members of a family by their file names; a family is named, not imported, so that its members stay above."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType


def names(family: str) -> list[str]:
    """The members' names as people write them: the file names with hyphens, sorted."""
    return sorted(found.name.replace("_", "-") for found in iter_modules(import_module(family).__path__))


def member(family: str, name: str) -> ModuleType:
    """One member by its name; raises ModuleNotFoundError when there is none."""
    return import_module(f"{family}.{name.replace('-', '_')}")


def discover(family: str) -> Iterator[ModuleType]:
    """All members, in the order of their names."""
    for name in names(family):
        yield member(family, name)


def sources(family: str) -> Iterator[tuple[str, str]]:
    """The members' names with the texts of their files, for what is wanted of many and is quicker read than imported."""
    for found in iter_modules(import_module(family).__path__):
        place = found.module_finder.find_spec(found.name, None)
        if place and place.origin:
            yield found.name.replace("_", "-"), Path(place.origin).read_text(encoding="utf-8")
