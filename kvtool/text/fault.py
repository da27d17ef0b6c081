"""A fault of one file's text or fields, before anybody knows which rule explains it."""

import re
from typing import Final, NamedTuple

Path = tuple[str | int, ...]

LARGEST: Final = 1 << 20
"""The most bytes of one record's file."""

_STEP: Final = re.compile(r"\[([0-9]+)\]|([^.\[\]]+)")


class Fault(NamedTuple):
    """A code, a place counted from 1 and a message; `field` is the path of the field where there is one."""

    code: str
    line: int
    column: int
    message: str
    help: str = ""
    field: Path = ()


def spell(path: Path) -> str:
    """A path as people write it: `agreements[0].signed`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def steps(spelled: str) -> Path:
    """The path that is spelled so; whatever is no step is passed over."""
    return tuple(int(place) if place else name for place, name in _STEP.findall(spelled))
