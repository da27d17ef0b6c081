"""An answer with rows: what every question about the records gives and every format prints."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple


class Table(NamedTuple):
    """Rows of codes and ISO dates for machines, the same rows in words for people, with titles above their columns."""

    columns: Sequence[str]
    rows: Sequence[Mapping[str, Any]]
    shown: Sequence[Mapping[str, Any]]
    titles: Mapping[str, str] = MappingProxyType({})
    shown_columns: Sequence[str] = ()
    note: str = ""
    """Why there are no rows, where there are none."""

    @property
    def counted(self) -> "Table":
        """How many rows it has, as a table."""
        number = [{"count": len(self.rows)}]
        return Table(("count",), number, number)

    @property
    def for_people(self) -> Sequence[str]:
        """The columns that people see."""
        return self.shown_columns or self.columns
