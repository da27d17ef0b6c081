"""A paper as a tree of what it says, free of any form: headings, lists, tables, boxes, notes."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kvtool.drawing.drawn import Drawn


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text; code is text too, set in another face."""

    text: str
    code: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that are strong, emphasized or struck out."""

    how: Literal["strong", "em", "s"]
    inner: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address whose scheme is harmless."""

    target: str
    inner: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line that is no end of a paragraph."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that leads to a note: the note's number, and which of the places with that number it is, from 1.

    `close` says that another mention stands right before, so that 1 and 2 must not be read as 12.
    """

    number: int
    time: int
    close: bool = False


Inline = Words | Marked | Link | Break | Mention
Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the first has level 1, and none is more than one level deeper than the one before; `fresh` begins a page."""

    level: int
    line: Line
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    line: Line


@dataclass(frozen=True, slots=True)
class Preformatted:
    """Text whose lines and spaces stay as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `first` is the number of its first item, or none for bullets."""

    items: tuple[tuple["Block", ...], ...]
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one row of heads, and rows of as many cells; `about` is the heading above it, in plain words."""

    heads: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    about: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the table that follows."""

    drawn: Drawn


@dataclass(frozen=True, slots=True)
class Box:
    """What stands apart from the running text, such as the gaps of a paper."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


Block = Heading | Paragraph | Preformatted | Listing | Table | Image | Box | Rule


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper; the note with number n is `notes[n - 1]`."""

    title: str
    language: str
    blocks: tuple[Block, ...]
    notes: tuple[Line, ...]


def plain(line: Line) -> str:
    """The words of a line without their marks."""
    return "".join(_plain(line))


def _plain(line: Line) -> Iterator[str]:
    for one in line:
        match one:
            case Words():
                yield one.text
            case Break():
                yield " "
            case Marked() | Link():
                yield from _plain(one.inner)
            case Mention():
                pass


def longest_word(line: Line) -> int:
    """How many letters the longest word of a line has."""
    return max(map(len, plain(line).split()), default=0)


def leftward(line: Line) -> bool:
    """Whether a line runs from right to left: its first letter says so."""
    for letter in plain(line):
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    """All tables in some blocks, wherever they stand."""
    for block in blocks:
        match block:
            case Table():
                yield block
            case Box():
                yield from tables(block.blocks)
            case Listing():
                for item in block.items:
                    yield from tables(item)


FEW, SHORT = 4, 600
"""A table with no more rows and letters than these stays on one page."""


def small(table: Table) -> bool:
    """Whether a table stays on one page: it would look torn on two."""
    letters = sum(len(plain(line)) for row in table.rows for line in row)
    return len(table.rows) <= FEW and letters <= SHORT


def running(paper: Paper) -> str:
    """What stands on top of all pages but the first: the title, and what the paper's head says first, which is the day."""
    head = next((block for block in paper.blocks[:2] if isinstance(block, Table) and len(block.rows) == 1), None)
    told = f"{plain(head.heads[0])} {plain(head.rows[0][0])}".strip() if head else ""
    return " · ".join(filter(None, (paper.title, told)))


WIDE = 7
"""More columns than these are laid across a page turned on its side."""


def wide(paper: Paper) -> bool:
    """Whether a paper's pages are turned on their side, for a table with many columns."""
    return any(len(table.heads) > WIDE for table in tables(paper.blocks))
