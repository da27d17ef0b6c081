"""A fault in the data, in the one form in which all faults are sorted, counted and printed."""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a fault weighs: an error blocks, a warning informs, a due finding is a matter of the calendar."""

    ERROR = "error"
    WARNING = "warning"
    DUE = "due"


class Diagnostic(NamedTuple):
    """One fault at one place; line and column count from 1, path is relative to the base with forward slashes."""

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

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The order in which every format prints findings."""
        return (self.path, self.line, self.column, self.code, self.message)
