"""Markdown tables, for issues, pull requests and notes."""

from collections.abc import Mapping, Sequence
from typing import Any

from kvtool.table import Table
from kvtool.words.markdown import escape


def table(answer: Table) -> str:
    """A table in words."""
    columns = answer.for_people
    rows = [["" if row.get(column) is None else str(row[column]) for column in columns] for row in answer.shown]
    return _table([answer.titles.get(column, column) for column in columns], rows)


def record(answer: Mapping[str, Any], shown: Sequence[tuple[str, str]]) -> str:
    """Fields and values as a table of two columns."""
    return _table(["", ""], [[label, value.replace("\n", "; ")] for label, value in shown])


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(
        "| " + " | ".join(cell if index == 1 else escape(cell) for cell in line) + " |\n"
        for index, line in enumerate(lines)
    )
