"""What a format is: a module of `formats/` with `table`, `record` or `verdict`, each making text of an answer.

A format whose readers count paths from the repository, not from the base, says so by `FROM_REPOSITORY = True`.
"""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from kvtool.errors import KvtoolError
from kvtool.registry import member, names
from kvtool.words.safe import COMMAND, UNSAFE, safe_text

FAMILY = "kvtool.formats"
LONGEST = 500
"""How many characters of a text a line bears."""

NAMED = re.compile(r"([\w-]*)=(.*)", re.DOTALL)
AT_ITS_START = re.compile(r"^(\s*)::")
"""What build services obey where a line starts."""


class Outlet(NamedTuple):
    """One way out for an answer: the function that makes text of it, and the file for that, if it is not printed."""

    write: Any
    file: Path | None
    from_repository: bool


def format_of(name: str, answer: str) -> Any:
    """The function with which a format prints a kind of answer (`table`, `record`, `verdict`)."""
    if name in names(FAMILY):
        module: ModuleType = member(FAMILY, name)
        if hasattr(module, answer):
            return getattr(module, answer)
    able = [one for one in names(FAMILY) if hasattr(member(FAMILY, one), answer)]
    raise KvtoolError(f"no format '{name[:40]}' here", remedy=f"use one of {', '.join(able)}")


def outlets(chosen: str, wanted: Sequence[str], answer: str) -> list[Outlet]:
    """Each `FORMAT=FILE`, and the format chosen to each mere `FILE`; where there is none of these, it is printed."""
    found: list[Outlet] = []
    for one in wanted:
        said = NAMED.fullmatch(one)
        name, file = (said[1], said[2]) if said else (chosen, one)
        if not file:
            raise KvtoolError(f"--output '{one[:40]}' names no file", remedy="write --output FORMAT=FILE")
        if any(Path(file) == taken.file for taken in found):
            raise KvtoolError(f"--output names {file} twice", remedy="give each format a file of its own")
        found.append(_outlet(name, answer, Path(file)))
    if all(NAMED.fullmatch(one) for one in wanted):
        found.append(_outlet(chosen, answer, None))
    return found


def _outlet(name: str, answer: str, file: Path | None) -> Outlet:
    write = format_of(name, answer)
    return Outlet(write, file, getattr(member(FAMILY, name), "FROM_REPOSITORY", False))


def one_line(text: str) -> str:
    """Text for a line: each of its characters can be seen, and there are no more of them than a line bears."""
    seen = safe_text(text)
    return seen if len(seen) <= LONGEST else f"{seen[:LONGEST]}… ({len(seen) - LONGEST} more characters)"


def inert(line: str) -> str:
    """A line of safe text in which no build service finds a command."""
    return AT_ITS_START.sub(r"\1\\::", line) if "::" in line else line


def is_inert(text: str) -> bool:
    """Whether a text of one line needs none of that, nor does any part of it: quick, and true of nearly all."""
    return text.isprintable() and len(text) <= LONGEST and "##" not in text and "::" not in text


def as_json(content: Any, *, ascii_only: bool = False) -> str:
    """Content as JSON that says what it says and does nothing: what a terminal or a build service obeys is escaped."""
    import json

    text = re.sub(COMMAND, r"#\\u0023", json.dumps(content, ensure_ascii=ascii_only, indent=2, default=_plain))
    if not all(line.isprintable() for line in text.split("\n")):
        text = re.sub(UNSAFE, lambda found: found[0] if found[0] == "\n" else json.dumps(found[0])[1:-1], text)
    return text + "\n"


def _plain(value: Any) -> Any:
    from decimal import Decimal

    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no JSON value")
