"""How wide the columns of a table are: as wide as their words ask for, and no word is broken that need not be."""

from kvtool.form.tree import Line, Table, longest_word, plain

MARGIN = 3
"""What a cell's edges take, in letters."""
LONGEST = 18
"""Longer words may be broken, so that one of them does not squeeze all other columns."""
FULL = 45
"""A column with longer texts than this asks for no more: its texts run over several lines."""


def widths(table: Table, room: int) -> list[int]:
    """The columns' widths as parts of a thousand; `room` is how many letters a line of the whole page holds."""
    columns = list(zip(table.heads, *table.rows, strict=True))
    least = [min(max(map(longest_word, column)), LONGEST) + MARGIN for column in columns]
    asked = [
        max(low, min(max(map(_letters, column)), FULL) + MARGIN) for low, column in zip(least, columns, strict=True)
    ]
    free, more = room - sum(least), sum(asked) - sum(least)
    share = min(1.0, free / more) if free > 0 and more else 0.0
    granted = [low + (high - low) * share for low, high in zip(least, asked, strict=True)]
    parts = [round(1000 * width / sum(granted)) for width in granted]
    return [*parts[:-1], 1000 - sum(parts[:-1])]


def _letters(line: Line) -> int:
    return len(plain(line))
