"""A paper as a PDF that everyone can read: tagged as PDF/UA asks, with title, language and bookmarks."""

import json
from pathlib import Path
from typing import Any

from kvtool.form.extras import need
from kvtool.form.reading import read
from kvtool.form.tree import (
    Block,
    Box,
    Break,
    Heading,
    Inline,
    Line,
    Link,
    Listing,
    Marked,
    Mention,
    Paper,
    Paragraph,
    Preformatted,
    Rule,
    Table,
    Words,
    leftward,
    wide,
)
from kvtool.form.widths import widths

ENDING = "pdf"
TEXT = False
ROOM = {False: 95, True: 150}
"""How many letters of a table stand on a line across the page, upright and on its side."""


def convert(markdown: str, language: str, title: str, templates: Path | None = None) -> bytes:
    """The PDF's bytes, the same on every machine unless a letter is borrowed from the machine's own fonts.

    Raises KvtoolError where the extra `pdf` is not installed.
    """
    need("typst", "typst", "pdf")
    from kvtool.form.typesetting import typeset

    return typeset(json.dumps(_paper(read(markdown, language, title)), ensure_ascii=False))


def _paper(paper: Paper) -> dict[str, Any]:
    across = wide(paper)
    return {
        "title": paper.title,
        "language": paper.language,
        "wide": across,
        "blocks": [_block(block, ROOM[across]) for block in paper.blocks],
        "notes": [_line(line) for line in paper.notes],
    }


def _block(block: Block, room: int) -> dict[str, Any]:
    match block:
        case Heading(level, line):
            return {"is": "heading", "level": level, "line": _line(line)}
        case Paragraph(line):
            return {"is": "paragraph", "line": _line(line)}
        case Preformatted(text):
            return {"is": "preformatted", "text": text}
        case Listing(items, first):
            inner = [[_block(one, room) for one in item] for item in items]
            return (
                {"is": "bullets", "items": inner}
                if first is None
                else {"is": "numbers", "items": inner, "first": first}
            )
        case Table(heads, rows):
            cells = [[_line(line) for line in row] for row in rows]
            return {
                "is": "table",
                "widths": widths(block, room),
                "heads": [_line(line) for line in heads],
                "rows": cells,
            }
        case Box(blocks):
            return {"is": "box", "blocks": [_block(one, room) for one in blocks]}
        case Rule():
            return {"is": "rule"}


def _line(line: Line) -> dict[str, Any]:
    return {"leftward": leftward(line), "inner": [_inline(one) for one in line]}


def _inline(one: Inline) -> dict[str, Any]:
    match one:
        case Words(text, code):
            return {"is": "words", "text": text, "code": code}
        case Marked(how, inner):
            return {"is": how, "inner": [_inline(each) for each in inner]}
        case Link(target, inner):
            return {"is": "link", "target": target, "inner": [_inline(each) for each in inner]}
        case Break():
            return {"is": "break"}
        case Mention(number, time, close):
            return {"is": "mention", "number": number, "time": time, "close": close}
