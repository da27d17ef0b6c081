"""What a format is: a module of `formats/` with `table`, `record` or `verdict`, each making text of an answer."""

from types import ModuleType
from typing import Any

from kvtool.errors import KvtoolError
from kvtool.registry import member, names

FAMILY = "kvtool.formats"


def format_of(name: str, answer: str) -> Any:
    """The function with which a format prints a kind of answer (`table`, `record`, `verdict`)."""
    if name in names(FAMILY):
        module: ModuleType = member(FAMILY, name)
        if hasattr(module, answer):
            return getattr(module, answer)
    able = [one for one in names(FAMILY) if hasattr(member(FAMILY, one), answer)]
    raise KvtoolError(f"no format '{name}' here", remedy=f"use one of {', '.join(able)}")
