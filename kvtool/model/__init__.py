"""The kinds of record, one a file; knows no file.

A kind is imported when its first record is met: a base without needs does not pay for them.
"""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # who asks only which kinds there are needs no model
    from kvtool.model.base import Record

FOLDERS: Final = {
    "partners": "partner",
    "networks": "network",
    "messages": "message",
    "engagements": "engagement",
    "frameworks": "framework",
    "sources": "source",
    "units": "unit",
    "facts": "fact",
    "needs": "need",
}
"""The kinds by the folder under `data/` that holds their files, in the order in which `list` counts them."""

KINDS: Final = tuple(FOLDERS.values())

NAMING: Final = ("names", "title", "headline", "claim")
"""The fields that name a record, one of them in each kind."""


@cache
def kind(name: str) -> "type[Record]":
    """The model of a kind, by its name: its module is named like it."""
    found = getattr(import_module(f"{__name__}.{name}"), name.capitalize())
    model: type[Record] = found
    return model
