"""How often something comes round: `14d`, `2w`, `12m`, `1y`."""

import re
from typing import Annotated, Any, Final

from kvtool.model.values import BadValueError, Reads, shown

PATTERN: Final = r"[1-9][0-9]{0,2}[dwmy]"
WRITTEN: Final = re.compile(PATTERN)
DAYS: Final = {"d": 1.0, "w": 7.0, "m": 365.25 / 12, "y": 365.25}
"""How long each unit is, in the mean."""


class Interval(str):
    """A time as it is written, a number and its unit; equal to its text, so it prints as itself."""

    __slots__ = ()

    @property
    def days(self) -> float:
        """How long it is, in the mean: `12m` as long as `1y`."""
        return int(self[:-1]) * DAYS[self[-1]]


def is_written(text: str) -> bool:
    """Whether a text is such a time."""
    return WRITTEN.fullmatch(text) is not None


def parse(value: Any) -> Interval:
    """A time from its text; a BadValueError of KV111 says how to write it."""
    if isinstance(value, str) and is_written(value):
        return Interval(value)
    raise BadValueError("KV111", f"{shown(value)} is not a rhythm", help="write a number and d, w, m or y, such as 12m")


Rhythm = Annotated[Interval, Reads(parse, {"type": "string", "pattern": f"^{PATTERN}$"})]
