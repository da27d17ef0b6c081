"""Plain columns for people, the same in a terminal and in a pipe; nothing is cut or wrapped."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from kvtool.format import inert
from kvtool.table import Table
from kvtool.words.safe import safe_text


def width(text: str) -> int:
    """The columns that a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def table(answer: Table) -> str:
    """Titles in capitals above columns that are two spaces apart; numbers stand right."""
    columns = list(answer.for_people)
    head = [safe_text(answer.titles.get(column, column)) for column in columns]
    body = [
        [safe_text("" if row.get(column) is None else str(row[column])) for column in columns] for row in answer.shown
    ]
    return aligned(
        head,
        body,
        [all(isinstance(row.get(column), int) for row in answer.rows) and bool(answer.rows) for column in columns],
    )


def aligned(head: Sequence[str], body: Sequence[Sequence[str]], right: Sequence[bool]) -> str:
    """Lines of cells under their heads."""
    lines = [[cell.upper() for cell in head], *body]
    widths = [max((width(line[index]) for line in lines), default=0) for index in range(len(head))]
    text = ""
    for line in lines:
        cells = []
        for cell, wide, to_right in zip(line, widths, right, strict=True):
            space = " " * (wide - width(cell))
            cells.append(space + cell if to_right else cell + space)
        text += inert("  ".join(cells).rstrip()) + "\n"
    return text


def record(answer: Mapping[str, Any], shown: Sequence[tuple[str, str]]) -> str:
    """Fields below each other, long values from the same column on."""
    wide = min(24, max((width(label) for label, _ in shown), default=0))
    text = ""
    for label, value in shown:
        first, *rest = value.split("\n") or [""]
        lines = [f"{safe_text(label)}{' ' * (wide - width(label))}  {safe_text(first)}"]
        lines += [f"{' ' * wide}  {safe_text(line)}" for line in rest]
        text += "".join(inert(line.rstrip()) + "\n" for line in lines)
    return text
