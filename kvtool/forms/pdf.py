"""A paper as a PDF that everyone can read: tagged as PDF/UA asks, with title, language and bookmarks."""

import json
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kvtool.drawing.drawn import Drawn
from kvtool.form.extras import need
from kvtool.form.reading import NO_PICTURES, read
from kvtool.form.tree import (
    Block,
    Box,
    Break,
    Heading,
    Image,
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
    plain,
    running,
    small,
    wide,
)
from kvtool.form.widths import widths
from kvtool.words.safe import safe_text

ENDING = "pdf"
TEXT = False
ROOM = {False: 100, True: 150}
"""How many letters of a table stand on a line across the page, upright and on its side."""
LONG = 800
"""A cell with more letters may go on on the next page."""


def convert(
    markdown: str,
    language: str,
    title: str,
    templates: Path | None = None,
    pictures: Mapping[str, Drawn] = NO_PICTURES,
) -> bytes:
    """The PDF's bytes, the same on every machine unless letters are borrowed from the machine's own fonts.

    `templates` is the base's folder, whose paper.toml changes the look. Raises KvtoolError where that cannot be used, or
    the extra `pdf` is not installed.
    """
    need("typst", "typst", "pdf")
    from kvtool.form.look import look
    from kvtool.form.typesetting import typeset

    return typeset(json.dumps(_paper(read(markdown, language, title, pictures)), ensure_ascii=False), *look(templates))


def _paper(paper: Paper) -> dict[str, Any]:
    across = wide(paper)
    return {
        "title": paper.title,
        "running": running(paper),
        "language": paper.language,
        "wide": across,
        "blocks": [_block(block, across) for block in paper.blocks],
        "notes": [_line(line) for line in paper.notes],
    }


def _block(block: Block, turned: bool) -> dict[str, Any]:
    match block:
        case Heading(level, line, fresh):
            return {"is": "heading", "level": level, "line": _line(line), "fresh": fresh}
        case Paragraph(line):
            return {"is": "paragraph", "line": _line(line)}
        case Preformatted(text):
            return {"is": "preformatted", "text": text}
        case Listing(items, first):
            inner = [[_block(one, turned) for one in item] for item in items]
            return (
                {"is": "bullets", "items": inner}
                if first is None
                else {"is": "numbers", "items": inner, "first": first}
            )
        case Table(heads, rows):
            cells = [[_line(line) for line in row] for row in rows]
            return {
                "is": "table",
                "widths": widths(block, ROOM[turned]),
                "whole": small(block),
                "heads": [_line(line) for line in heads],
                "rows": cells,
            }
        case Image(drawn):
            told = {"title": safe_text(drawn.title), "text": safe_text(drawn.text)}
            return {"is": "picture", "image": _within(drawn), "part": drawn.part(turned), **told}
        case Box(blocks):
            return {"is": "box", "blocks": [_block(one, turned) for one in blocks]}
        case Rule():
            return {"is": "rule"}


def _within(drawn: Drawn) -> str:
    """A picture in dots within an SVG, as text: its letters need no font of the typesetter's."""
    dots = b64encode(drawn.png).decode()
    box = f'width="{drawn.width}" height="{drawn.height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><image {box} href="data:image/png;base64,{dots}"/></svg>'


def _line(line: Line) -> dict[str, Any]:
    long = len(plain(line)) > LONG
    return {"leftward": leftward(line), "long": long, "inner": [_inline(one) for one in line]}


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
