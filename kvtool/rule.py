"""What a rule is: one fault that the data can have, how it is found, and what is said about it."""

import sys
from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from kvtool.diagnostics import Severity
from kvtool.model.base import Record
from kvtool.text.fault import Path
from kvtool.text.tree import Place

OF_THE_FILE = ("KV0", "KV1")
"""The families that the reader and the schema find; nobody can suppress them."""

OF_THE_CALENDAR = "KV9"
"""The one family that knows what day it is."""


BYTES: Final = "bytes"
"""What a record has whose file must be looked at as it is: it speaks to kvtool in a comment, or may hold personal data."""

TEXTS: Final = "texts"
"""What a record has whose texts may hold more than words: facts by their ids, or hashes of what was translated."""


class Finding(NamedTuple):
    """A fault in a record: which field, what is wrong, what mends it; `at_key` puts it at the field's name.

    `due` is the day by which something was or is to be done, for the rules of the calendar; `at` is line and column
    of what stands in no field but in a comment.
    """

    record: Record
    path: Path
    message: str
    help: str = ""
    at_key: bool = False
    due: date | None = None
    at: Place | None = None


class Page(NamedTuple):
    """What a rule's docstring says."""

    fault: str
    why: str
    bad: str
    good: str


class Rule(NamedTuple):
    """A code, a name, a severity; `on` says what the check is called with, and is None where reading finds the fault.

    `of` is what a record must have one of for there to be anything to check: attributes, BYTES or TEXTS; nothing where
    that is not known. `said` is its docstring.
    """

    code: str
    name: str
    severity: Severity
    on: type | None
    check: Callable[..., Iterator[Finding]]
    of: Collection[str]
    said: str

    @property
    def page(self) -> Page:
        """What its docstring says."""
        return page(self.said)


def rule(
    code: str, severity: Severity, *, on: type, of: Collection[str] = ()
) -> Callable[[Callable[..., Iterator[Finding]]], Rule]:
    """Makes a rule of a check; the rule is named as its file and explained by its file's docstring."""

    def decorate(check: Callable[..., Iterator[Finding]]) -> Rule:
        return _made(code, severity, check.__module__, on, check, of)

    return decorate


def found_by_reading(code: str, severity: Severity, module: str) -> Rule:
    """Makes a rule of a fault that reading a file finds; its file only explains it."""
    return _made(code, severity, module, None, _nothing)


def _nothing(*_: Any) -> Iterator[Finding]:
    return iter(())


def _made(
    code: str,
    severity: Severity,
    module: str,
    on: type | None,
    check: Callable[..., Iterator[Finding]],
    of: Collection[str] = (),
) -> Rule:
    name = module.rsplit(".", 1)[-1].replace("_", "-")
    return Rule(code, name, severity, on, check, of, sys.modules[module].__doc__ or "")


def page(docstring: str) -> Page:
    """Takes a docstring apart: the first line, then the parts that start with Why, Bad and Good."""
    lines = docstring.strip().split("\n")
    found: dict[str, list[str]] = {"why": [], "bad": [], "good": []}
    current: list[str] | None = None
    for line in lines[1:]:
        head, _, rest = line.partition(":")
        if head.lower() in found and not line.startswith(" "):
            current = found[head.lower()]
            line = rest.strip()
        if current is not None and (line or current):
            current.append(line)
    why = " ".join(line.strip() for line in found["why"] if line.strip())
    return Page(lines[0].rstrip("."), why[:1].upper() + why[1:], _block(found["bad"]), _block(found["good"]))


def _block(lines: list[str]) -> str:
    return "\n".join(line[4:] if line.startswith("    ") else line for line in lines).strip("\n")
