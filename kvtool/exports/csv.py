"""The tables as a folder of CSV files (RFC 4180, UTF-8, with a header), described by `datapackage.json`.

No value is an empty cell. A text that a spreadsheet would run as a formula has an apostrophe before it; who wants the
very words reads another export.
"""

import csv
from io import StringIO
from typing import Any

from kvtool.export import Asked, packed
from kvtool.formats.csv import NUMBER, STARTS
from kvtool.queries.keys import Filled


def files(asked: Asked) -> dict[str, bytes]:
    """The files of the folder."""
    return packed(asked, "csv", "text/csv", _written)


def _written(table: Filled) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.name for column in table.sheet.columns)
    writer.writerows([_guarded(value) for value in row] for row in table.cells())
    return text.getvalue().encode("utf-8")


def _guarded(value: Any) -> Any:
    """A value; text that is no number and would be run gets an apostrophe."""
    runs = isinstance(value, str) and value.startswith(STARTS) and not NUMBER.fullmatch(value)
    return f"'{value}" if runs else value
