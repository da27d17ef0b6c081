"""A paper as a web page: one file that runs no script, asks nobody for anything, and can be read by everyone."""

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from pathlib import Path

from kvtool.drawing.drawn import Drawn
from kvtool.form.files import own_file, shipped_file, unusable
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
    longest_word,
    wide,
)
from kvtool.rendering import own_words
from kvtool.words.labels import Labels, labels

ENDING = "html"
TEXT = True
LOOK, FILE = "paper.css", "paper.toml"
VARIABLES = {"text": "ink", "quiet": "quiet", "headings": "accent", "links": "link", "lines": "line", "tint": "tint"}
"""What a style calls the colours of paper.toml."""
LONGEST = 30
"""How many letters of a word a cell of a table keeps together."""
JOINED = "&NoBreak;"
"""Keeps a note's number on the line of the word before."""
PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#text">{skip}</a>
<main id="text" tabindex="-1"{width}>
{body}
{notes}</main>
</body>
</html>
"""
TABLE = """\
<div class="scroll" role="group" tabindex="0" aria-label="{about}">
<table>
<thead>
<tr>{heads}</tr>
</thead>
<tbody>
{rows}
</tbody>
</table>
</div>"""
FIGURE = """\
<figure>
{svg}
<figcaption>{title}</figcaption>
</figure>"""
NOTES = """\
<section class="notes" role="doc-endnotes" aria-labelledby="notes">
<h2 id="notes">{heading}</h2>
<ol>
{items}
</ol>
</section>
"""


def convert(
    markdown: str,
    language: str,
    title: str,
    templates: Path | None = None,
    pictures: Mapping[str, Drawn] = NO_PICTURES,
) -> bytes:
    """The page's bytes; `templates` is the base's folder.

    Its paper.css stands in for kvtool's own, and its paper.toml sets the colours that either names.
    """
    words = labels(language).with_own(own_words(language, templates))
    return _Page(read(markdown, language, title, pictures), words).html(_style(templates)).encode()


def _style(templates: Path | None) -> str:
    own = own_file(templates, LOOK)
    try:
        style = (shipped_file(LOOK) if own is None else own).decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise unusable(LOOK, "not UTF-8") from None
    if "</" in style or "\0" in style or "\r" in style:  # it could end the style, or would not match its hash
        raise unusable(LOOK, "'</', a NUL or a bare carriage return stands in it")
    return style + _colours(templates)


def _colours(templates: Path | None) -> str:
    """The colours of a base that sets any."""
    if own_file(templates, FILE) is None:
        return ""
    from kvtool.form.look import look

    said = look(templates)[0].colours.model_dump()
    return ":root { " + " ".join(f"--{VARIABLES[name]}: {colour};" for name, colour in said.items()) + " }\n"


class _Page:
    """One paper being written as HTML."""

    def __init__(self, paper: Paper, words: Labels) -> None:
        self.paper, self.words = paper, words
        self.times: dict[int, int] = {}

    def html(self, style: str) -> str:
        """The whole page."""
        digest = b64encode(sha256(style.encode()).digest()).decode()
        body = "\n".join(self._block(block) for block in self.paper.blocks)
        return PAGE.format(
            language=escape(self.paper.language),
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
            title=escape(self.paper.title),
            style=style,
            skip=escape(self.words.say("Skip to the text")),
            width=' class="wide"' if wide(self.paper) else "",
            body=body,
            notes=self._notes(),
        )

    def _notes(self) -> str:
        if not self.paper.notes:
            return ""
        items = "\n".join(self._note(number, line) for number, line in enumerate(self.paper.notes, 1))
        return NOTES.format(heading=escape(self.words.say("Notes")), items=items)

    def _note(self, number: int, line: Line) -> str:
        """A note with a way back to each place that mentions it."""
        back = []
        for time in range(1, self.times[number] + 1):
            label = escape(self.words.say("Back to note {number} in the text", number=number))
            which = f" ({time})" if self.times[number] > 1 else ""
            back.append(
                f'<a class="back" role="doc-backlink" href="#{_place(number, time)}" aria-label="{label}{which}">↩</a>'
            )
        return f'<li id="note-{number}"{_direction(line)}>{self._line(line)} {" ".join(back)}</li>'

    def _block(self, block: Block) -> str:
        match block:
            case Heading(level, line, fresh):
                begins = ' class="fresh"' if fresh else ""
                return f"<h{level}{begins}{_direction(line)}>{self._line(line)}</h{level}>"
            case Paragraph(line):
                return f"<p{_direction(line)}>{self._line(line)}</p>"
            case Preformatted(text):
                return f"<pre>{escape(text)}</pre>"
            case Listing(items, first):
                return self._listing(items, first)
            case Table():
                return self._table(block)
            case Image(drawn):
                return FIGURE.format(svg=drawn.svg, title=escape(drawn.title))
            case Box(blocks):
                return '<div class="box" role="note">\n' + "\n".join(map(self._block, blocks)) + "\n</div>"
            case Rule():
                return "<hr>"

    def _listing(self, items: tuple[tuple[Block, ...], ...], first: int | None) -> str:
        tag = "ul" if first is None else "ol"
        start = f' start="{first}"' if first not in (None, 1) else ""
        return f"<{tag}{start}>\n" + "\n".join(f"<li>{self._item(item)}</li>" for item in items) + f"\n</{tag}>"

    def _item(self, blocks: tuple[Block, ...]) -> str:
        """An item; a single paragraph at its start needs no tag of its own."""
        if blocks and isinstance(blocks[0], Paragraph) and not any(isinstance(one, Paragraph) for one in blocks[1:]):
            line = blocks[0].line
            opened = f"<span{_direction(line)}>{self._line(line)}</span>" if leftward(line) else self._line(line)
            return "\n".join([opened, *map(self._block, blocks[1:])])
        return "\n".join(map(self._block, blocks))

    def _table(self, table: Table) -> str:
        heads = "".join(self._cell('th scope="col"' if line else "td", line) for line in table.heads)
        rows = "\n".join(self._row(row) for row in table.rows)
        return TABLE.format(about=escape(table.about), heads=heads, rows=rows)

    def _row(self, row: tuple[Line, ...]) -> str:
        """A row; one without words is there to be filled in by hand, and gets room for that."""
        blank = "" if any(row) else ' class="blank"'
        return f"<tr{blank}>" + "".join(self._cell("td", line) for line in row) + "</tr>"

    def _cell(self, tag: str, line: Line) -> str:
        """A cell; one with a very long word may break it anywhere."""
        longest = ' class="long"' if longest_word(line) > LONGEST else ""
        return f"<{tag}{longest}{_direction(line)}>{self._line(line)}</{tag[:2]}>"

    def _line(self, line: Line) -> str:
        return "".join(map(self._inline, line))

    def _inline(self, one: Inline) -> str:
        match one:
            case Words(text, code):
                return f"<code>{escape(text)}</code>" if code else escape(text)
            case Marked(how, inner):
                return f"<{how}>{self._line(inner)}</{how}>"
            case Link(target, inner):
                return f'<a href="{escape(target)}" rel="noopener noreferrer">{self._line(inner)}</a>'
            case Break():
                return "<br>"
            case Mention(number, time):  # its brackets keep it apart from another
                self.times[number] = time
                label = escape(self.words.say("Note {number}", number=number))
                link = f'<a role="doc-noteref" href="#note-{number}" aria-label="{label}">{number}</a>'
                return f'{JOINED}<sup id="{_place(number, time)}">{link}</sup>'


def _place(number: int, time: int) -> str:
    return f"mention-{number}-{time}"


def _direction(line: Line) -> str:
    return ' dir="rtl"' if leftward(line) else ""
