"""Reads a paper's Markdown into its tree: raw HTML and images are words, and a link leads to a harmless address or nowhere."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from kvtool.drawing.drawn import Drawn
from kvtool.form.syntax import KEPT, extended
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
    plain,
)
from kvtool.words.safe import safe_lines, safe_text

HARMLESS = re.compile(r"(?:https?://|mailto:|tel:)[^\s]", re.IGNORECASE)
DEEPEST = 6
"""How deep headings, lists and marks go."""
NAMELESS = "–"
LISTED = ("bullet_list", "ordered_list", "table", "picture")
NO_PICTURES: Mapping[str, Drawn] = MappingProxyType({})


@cache
def _parser() -> MarkdownIt:
    parser = extended(MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False}))
    # An address that is not harmless makes no link: what was written stays as words. To put a function of one's own
    # there is the library's way, which its types do not know.
    parser.validateLink = lambda url: HARMLESS.match(url) is not None  # type: ignore[method-assign]
    return parser


def read(markdown: str, language: str, title: str, pictures: Mapping[str, Drawn] = NO_PICTURES) -> Paper:
    """A paper from its Markdown; one without a heading begins with its title, and no heading is empty.

    Each of the pictures stands at its first mark; a mark of any other is nothing.
    """
    return _Reading(language, safe_text(title).strip() or NAMELESS, pictures).paper(markdown)


class _Reading:
    """One paper being read: the notes met so far, and where among the headings it stands."""

    def __init__(self, language: str, title: str, pictures: Mapping[str, Drawn]) -> None:
        self.language, self.title = language, title
        self.pictures = dict(pictures)
        self.texts: dict[str, str] = {}
        self.numbers: dict[str, int] = {}
        self.times: dict[str, int] = {}
        self.level, self.about = 0, title

    def paper(self, markdown: str) -> Paper:
        environment: dict[str, dict[str, str]] = {}
        tokens = _parser().parse(markdown, environment)
        self.texts = environment.get(KEPT, {})
        nodes = SyntaxTreeNode(tokens).children
        begun = bool(nodes) and nodes[0].type == "heading"
        top = () if begun else (self._heading(1, (Words(self.title),)),)
        blocks = (*top, *self._blocks(nodes))
        return Paper(self.title, self.language, blocks, tuple(self._note(label) for label in self.numbers))

    def _note(self, label: str) -> Line:
        """A note's own line, in which no other note is mentioned."""
        (inline,) = SyntaxTreeNode(_parser().parseInline(self.texts[label], {})).children
        return self._line(inline)

    def _blocks(self, nodes: Sequence[SyntaxTreeNode], depth: int = 0) -> Iterator[Block]:
        for place, node in enumerate(nodes):
            match node.type:
                case "heading":
                    fresh = depth == 0 and place > 0 and nodes[place - 1].type == "new_page"
                    yield self._heading(int(node.tag[1:]), self._line(node.children[0]) or (Words(self.title),), fresh)
                case "paragraph":
                    below = nodes[place + 1].type if depth == 0 and place + 1 < len(nodes) else ""
                    yield self._paragraph(self._line(node.children[0]), below)
                case "bullet_list" | "ordered_list" | "blockquote":
                    yield from self._holding(node, depth + 1)
                case "table":
                    yield self._table(node)
                case "fence" | "code_block":
                    yield Preformatted(safe_lines(node.content.rstrip("\n")))
                case "hr":
                    yield Rule()
                case "picture":
                    if found := self.pictures.pop(node.meta["name"], None):
                        yield Image(found)

    def _holding(self, node: SyntaxTreeNode, depth: int) -> Iterator[Block]:
        """A list or a box; what is nested too deep to be seen as such is read as if it were not nested."""
        if node.type == "blockquote":
            inner = tuple(self._blocks(node.children, depth))
            yield from (Box(inner),) if depth == 1 else inner
            return
        items = tuple(tuple(self._blocks(item.children, depth)) for item in node.children)
        if depth > DEEPEST:
            yield from (block for item in items for block in item)
        else:
            yield Listing(items, int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None)

    def _heading(self, level: int, line: Line, fresh: bool = False) -> Heading:
        """A heading that skips no level; only the paper's first has level 1."""
        self.level = min(max(level, 2), self.level + 1, DEEPEST) if self.level else 1
        self.about = plain(line)
        return Heading(self.level, line, fresh)

    def _paragraph(self, line: Line, below: str) -> Block:
        """A paragraph; one that is bold as a whole and stands above a list or a table is the heading that it looks like."""
        if below in LISTED and len(line) == 1 and isinstance(line[0], Marked) and line[0].how == "strong":
            self.about = plain(line)
            return Heading(min(self.level + 1, DEEPEST), line[0].inner)
        return Paragraph(line)

    def _table(self, node: SyntaxTreeNode) -> Table:
        rows = [
            tuple(self._line(cell.children[0]) for cell in row.children)
            for part in node.children
            for row in part.children
        ]
        return Table(rows[0], tuple(rows[1:]), self.about)

    def _line(self, inline: SyntaxTreeNode) -> Line:
        return tuple(_joined(self._inlines(inline.children)))

    def _inlines(self, nodes: Sequence[SyntaxTreeNode], depth: int = 1) -> Iterator[Inline]:
        for place, node in enumerate(nodes):
            match node.type:
                case "text" | "code_inline":
                    yield Words(safe_text(node.content), code=node.type == "code_inline")
                case "softbreak":
                    yield Words(" ")
                case "hardbreak":
                    yield Break()
                case "strong" | "em" | "s" | "link":
                    inner = tuple(_joined(self._inlines(node.children, depth + 1)))
                    yield from (_marked(node, inner),) if depth <= DEEPEST else inner
                case "image":
                    yield Words(safe_text(node.content))
                case "mention":
                    yield self._mention(node.meta["label"], place > 0 and nodes[place - 1].type == "mention")

    def _mention(self, label: str, close: bool) -> Mention:
        """A mention; notes are numbered in the order in which they are met."""
        number = self.numbers.setdefault(label, len(self.numbers) + 1)
        self.times[label] = self.times.get(label, 0) + 1
        return Mention(number, self.times[label], close)


def _marked(node: SyntaxTreeNode, inner: Line) -> Inline:
    match node.type:
        case "strong" | "em" | "s" as how:
            return Marked(how, inner)
        case _:
            return Link(str(node.attrs["href"]), inner)


def _joined(line: Iterator[Inline]) -> Iterator[Inline]:
    """The line with neighbouring plain words in one piece."""
    before: Words | None = None
    for one in line:
        if isinstance(one, Words) and before is not None and one.code == before.code:
            before = replace(before, text=before.text + one.text)
            continue
        if before is not None and before.text:
            yield before
        before = one if isinstance(one, Words) else None
        if before is None:
            yield one
    if before is not None and before.text:
        yield before
