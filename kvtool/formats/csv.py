"""Comma-separated values for spreadsheets; text that a spreadsheet would run as a formula gets a leading apostrophe."""

import csv as _csv
import json
import re
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from kvtool.table import Table
from kvtool.words.safe import safe_lines

NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
STARTS = ("=", "+", "-", "@", "\t", "\r", "::")


def table(answer: Table) -> str:
    """The rows with their codes and ISO dates under the columns' names."""
    return _written(answer.columns, [[row.get(column) for column in answer.columns] for row in answer.rows])


def record(answer: Mapping[str, Any], shown: Sequence[tuple[str, str]]) -> str:
    """Field and value, one a line."""
    return _written(("field", "value"), shown)


def _written(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    text = StringIO(newline="")
    writer = _csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: Any) -> str:
    """A number stays a number; only text is guarded."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, str):
        return str(value)
    text = safe_lines(value)
    return f"'{text}" if text.startswith(STARTS) and not NUMBER.fullmatch(text) else text
