"""A fault in the data, in the one form in which all faults are sorted, counted and printed."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

FIXABLE = frozenset(("KV013", "KV017", "KV018", "KV019", "KV020", "KV205", "KV214"))
"""The codes of the findings that `lint --fix` mends wherever they stand."""


class Severity(StrEnum):
    """How much a fault weighs: an error blocks, a warning informs, a due finding is a matter of the calendar."""

    ERROR = "error"
    WARNING = "warning"
    DUE = "due"


class Diagnostic(NamedTuple):
    """One fault at one place; line and column count from 1, path is relative to the base with forward slashes.

    `due` is the day by which something was or is to be done, for findings of the calendar.
    """

    path: str
    line: int
    column: int
    code: str
    name: str
    severity: Severity
    message: str
    record: str = ""
    field: str = ""
    help: str = ""
    due: date | None = None

    @property
    def matter(self) -> tuple[str, str, str, str]:
        """What is found in which field of which record, on whatever line that stands now."""
        return (self.code, self.record, self.field, self.message)

    @property
    def fixable(self) -> bool:
        """Whether `lint --fix` mends it, as far as its code tells."""
        return self.code in FIXABLE

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The order in which every format prints findings."""
        return (self.path, self.line, self.column, self.code, self.message)


def packed(one: Diagnostic) -> list[Any]:
    """A fault in values that JSON knows."""
    return [*one[:-1], one.due.isoformat() if one.due else None]


def unpacked(said: Sequence[Any]) -> Diagnostic:
    """A fault from what was packed; raises TypeError or ValueError where that is none."""
    path, line, column, code, name, severity, message, record, field, help_, due = said
    day = date.fromisoformat(due) if due else None
    return Diagnostic(path, line, column, code, name, Severity(severity), message, record, field, help_, day)
