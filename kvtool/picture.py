"""What a picture of a paper is: plain values that a drawing shows, with words that say the same, beside the table it is of.

A paper's content holds it beside the table. In Markdown that table stands alone; the other forms find the mark above it.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from kvtool.words.safe import safe_text

MARK = re.compile(r"^<!-- picture: (?P<name>[a-z0-9-]{1,80}) -->$")
"""The line of a template's text above which a picture's table stands."""
MARKS = re.compile(r"^<!-- picture: .*-->\n", re.MULTILINE)
SYLLABLE = re.compile(r"(?=[^\W\daeiouyåäöü][aeiouyåäöü])", re.IGNORECASE)
"""A consonant before a vowel: before it Finnish breaks every word, and other languages many."""
FIELD = "picture"
MOST_ROWS = 40
"""Of more rows than these nobody wants a picture: the table stays."""


class Picture(NamedTuple):
    """A picture: its name, unlike all others of the paper, the drawing that it is filled into, and what it says.

    `text` says the main thing in words, for whoever does not see it. `values` stand in the drawing for `$key`.
    """

    name: str
    drawing: str
    title: str
    text: str
    values: dict[str, Any]


def pictured(block: dict[str, Any], picture: Picture | None) -> dict[str, Any]:
    """A block with the picture of its table; without one where there is nothing to show."""
    return block if picture is None or not block["tables"] else {**block, FIELD: picture._asdict()}


def pictured_section(section: dict[str, Any], picture: Picture | None) -> dict[str, Any]:
    """A section with a picture of its first table."""
    blocks = list(section["blocks"])
    place = next((place for place, block in enumerate(blocks) if block["tables"]), None)
    if place is not None:
        blocks[place] = pictured(blocks[place], picture)
    return {**section, "blocks": blocks}


def pictures_in(content: object) -> Iterator[Picture]:
    """The pictures of a paper's content, in their order."""
    if isinstance(content, dict):
        for key, value in content.items():
            if key == FIELD:
                yield Picture(**value)
            else:
                yield from pictures_in(value)
    elif isinstance(content, list):
        for value in content:
            yield from pictures_in(value)


def lines(text: str, letters: int) -> list[str]:
    """A text in lines of at most so many letters, broken between words; a longer word is broken with a hyphen."""
    made, joins = [""], False
    for word in map(safe_text, text.split()):
        rest = word
        while len(rest) > letters:
            cut = _cut(rest, letters)
            made.append(rest[:cut] + "-")
            rest, joins = rest[cut:], False
        if joins and len(made[-1]) + 1 + len(rest) <= letters:
            made[-1] += f" {rest}"
        else:
            made.append(rest)
        joins = True
    return made[1:] or [""]


def _cut(word: str, letters: int) -> int:
    """Where a long word is broken: before the last consonant with a vowel that leaves room for a hyphen and three letters."""
    last = min(letters - 1, len(word) - 3)
    found = [place.start() for place in SYLLABLE.finditer(word, last // 2, last + 2) if place.start() <= last]
    return found[-1] if found else last


def without_marks(text: str) -> str:
    """A paper's Markdown without the places of its pictures."""
    return MARKS.sub("", text)
