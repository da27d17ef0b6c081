"""What the body of a report is built of: sections of lists and tables, each with the reason why it may be empty."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from kvtool.annexes import behind, length, part
from kvtool.report import Item, Paper, item

Block = dict[str, Any]
Section = dict[str, Any]
Cell = str | Item | Sequence[Item]
Row = Sequence[Cell]

WIDEST = 6
"""How many columns a table has at most on a page; a wider one goes on below, under its first column again."""


def section(reason: str, *blocks: Block) -> Section:
    """A section; the reason is the sentence that stands there when no block has anything to show."""
    return {"blocks": [block for block in blocks if block["lines"] or block["tables"]], "reason": reason}


def listed(items: Iterable[Item], title: str = "") -> Block:
    """A list of statements, each with its notes, or computed."""
    return {"title": title, "lines": list(items), "tables": [], "more": ""}


def in_numbers(blocks: Iterable[Block], annex: str, room: int) -> list[Block]:
    """Blocks under titles; of those with more than `room` lines in all only the numbers, and the blocks in an annex."""
    there = [block for block in blocks if length(block)]
    if sum(map(length, there)) <= room:
        return there
    told = ", ".join(f"{block['title']} {length(block)}" for block in there)
    return [behind(listed([computed(told)]), annex, part("", *there))]


def table(columns: Sequence[str], rows: Iterable[Row], title: str = "") -> Block:
    """A table; a cell is a text, a statement with its notes, or several of these; each row has a note somewhere."""
    cells = [[_statements(cell) for cell in row] for row in rows]
    tables = [_part(columns, cells, place) for place in _places(len(columns))] if cells else []
    return {"title": title, "lines": [], "tables": tables, "more": ""}


def computed(text: str, notes: list[int] | None = None) -> Item:
    """A line or cell that no source states: it follows from what the paper shows or from the records named."""
    return item(text, notes, mark="computed")


def inferred(text: str, notes: list[int] | None = None) -> Item:
    """A line or cell that its source does not say, but lets be inferred."""
    return item(text, notes, mark="inferred")


def number(paper: Paper, amount: Decimal | int) -> str:
    """A number as the paper's language writes it."""
    from babel.numbers import format_decimal

    return str(format_decimal(amount, "#,##0.##", locale=paper.reader.labels.language))


def _places(columns: int) -> Iterator[range]:
    """The columns of each table that a wide one is split into, besides the first, as even as can be."""
    others = columns - 1
    parts = max(1, -(-others // (WIDEST - 1)))
    start = 1
    for place in range(parts):
        size = others // parts + (place < others % parts)
        yield range(start, start + size)
        start += size


def _statements(cell: Cell) -> list[Item]:
    if isinstance(cell, str):
        return [item(cell)]
    return [cell] if isinstance(cell, dict) else list(cell)


def _part(columns: Sequence[str], rows: Sequence[Sequence[list[Item]]], place: range) -> dict[str, Any]:
    """Some columns of a table under its first, whose statements get notes of their own, since these are numbered in place."""
    return {
        "columns": [columns[0], *(columns[index] for index in place)],
        "rows": [
            [[{**one, "notes": list(one["notes"])} for one in row[0]], *(row[index] for index in place)] for row in rows
        ],
    }
