"""An answer with rows: what every question about the records gives and every format prints."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of codes and ISO dates for machines, the same rows in words for people, with titles above their columns."""

    columns: Sequence[str]
    rows: Sequence[Mapping[str, Any]]
    shown: Sequence[Mapping[str, Any]]
    titles: Mapping[str, str] = field(default_factory=dict)
    shown_columns: Sequence[str] = ()
    note: str = ""
    """Why there are no rows, where there are none."""

    @property
    def for_people(self) -> Sequence[str]:
        """The columns that people see."""
        return self.shown_columns or self.columns
