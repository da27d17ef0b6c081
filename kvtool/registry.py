"""Finds the members of a family by their file names; a family is named, not imported, so that its members stay above."""

from collections.abc import Iterator
from importlib import import_module
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
