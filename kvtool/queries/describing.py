"""The tables in which a base can be asked in SQL: their columns, and the nearest to a name that none of them has."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from kvtool.errors import KvtoolError
from kvtool.model import FOLDERS
from kvtool.queries.reading import Reader
from kvtool.queries.tables import Column, Sheet, sheets
from kvtool.table import Table
from kvtool.words.safe import safe_text

TABLES: Final = "'kvtool sql --schema' prints the tables and their columns"


def described(reader: Reader, start: str = "") -> Table:
    """The tables with their columns, types and fields; of one kind, in singular or plural, or of one table."""
    known = sheets(reader.kb.settings.languages)
    begin = FOLDERS.get(start.casefold(), start.casefold())
    chosen = [sheet for name, sheet in known.items() if not start or name == begin or name.startswith(f"{begin}_")]
    if not chosen:
        raise KvtoolError(f"no table '{safe_text(start[:60])}'", remedy=near_to(start, known) or TABLES)
    found = [
        {"table": sheet.name, "column": column.name, "type": column.type, "field": column.field}
        for sheet in chosen
        for column in sheet.columns
    ]
    shown = [
        {**row, "field": _label(reader, sheet, column)}
        for row, (sheet, column) in zip(found, ((one, column) for one in chosen for column in one.columns), strict=True)
    ]
    columns = ("table", "column", "type", "field")
    return Table(columns, found, shown, {name: reader.labels.code("column", name) for name in columns})


def _label(reader: Reader, sheet: Sheet, column: Column) -> str:
    """What a column holds, in words."""
    say, name = reader.labels.say, column.name
    if column.field:
        step, _, language = column.field.rpartition(".")
        if name.endswith(f"_{language}") and language in reader.kb.settings.languages:
            return f"{reader.labels.field(step.rpartition('.')[2])} ({language})"
        label = reader.labels.field(column.field.rpartition(".")[2])
        if name.endswith("_first"):
            return say("{field}: the first day that it can mean", field=label)
        return say("{field}: the last day that it can mean", field=label) if name.endswith("_last") else label
    if column.name in sheet.computed:
        return say("computed, as 'list' does")
    owner = name.removesuffix("_id")
    keys = {
        f"{owner}_id": reader.labels.code("kind", owner),
        "at": say("the path of the item"),
        "nth": say("the item's number, from 0"),
        "inside": say("the path of the item that holds it"),
        "source": say("the record that refers"),
        "target": say("the id that it refers to"),
    }
    return keys.get(name, "")


def near_to(name: str, names: Iterable[str]) -> str:
    """Which names somebody may mean who writes one that there is not; empty where none is like it."""
    near = get_close_matches(name.lower(), names, 2, 0.7)
    return f"did you mean {' or '.join(near)}?" if near else ""
