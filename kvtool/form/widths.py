"""How wide the columns of a table are: so that it is as low as can be, and no word is broken that need not be."""

from kvtool.form.tree import Line, Table, longest_word, plain

MARGIN = 2
"""What a cell's edges take, in letters."""
BOLD = 1.2
"""How much wider the letters of heads are."""
LONGEST = 12
"""Longer words may be broken, so that one of them does not squeeze all other columns."""
STEP = 2
"""How many letters of room are given at a time."""
WEIGHED = 60
"""How many rows are weighed, those with the longest texts: the others are as low with them."""


def widths(table: Table, room: int) -> list[int]:
    """The columns' widths as parts of a thousand; `room` is how many letters a line of the whole page holds."""
    columns = list(zip(table.heads, *table.rows, strict=True))
    granted = [min(_longest_word(column), LONGEST) + MARGIN for column in columns]
    wanted = [max(low, _longest(column) + MARGIN) for low, column in zip(granted, columns, strict=True)]
    rows = sorted(([len(plain(line)) for line in row] for row in table.rows), key=max, reverse=True)[:WEIGHED]
    while sum(granted) + STEP <= room and (open_ := [at for at, low in enumerate(granted) if low < wanted[at]]):
        best = min(open_, key=lambda at: (_height(rows, granted, at), -wanted[at] / granted[at], at))
        granted[best] += STEP
    parts = [round(1000 * width / sum(granted)) for width in granted]
    return [*parts[:-1], 1000 - sum(parts[:-1])]


def _height(rows: list[list[int]], granted: list[int], wider: int) -> int:
    """How many lines the rows take where one column gets some more room."""
    lines = [width - MARGIN + (STEP if at == wider else 0) for at, width in enumerate(granted)]
    return sum(max(-(-letters // width) for letters, width in zip(row, lines, strict=True)) for row in rows)


def _longest_word(column: tuple[Line, ...]) -> int:
    head, *cells = column
    return max([round(longest_word(head) * BOLD), *map(longest_word, cells)])


def _longest(column: tuple[Line, ...]) -> int:
    head, *cells = column
    return max([round(len(plain(head)) * BOLD), *(len(plain(cell)) for cell in cells)])
