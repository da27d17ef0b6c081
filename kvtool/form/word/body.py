"""The blocks of a paper as paragraphs, lists and tables of a document."""

from dataclasses import dataclass, replace
from io import BytesIO

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Emu, Pt, Twips
from docx.table import Table as Grid
from docx.text.paragraph import Paragraph as Lines

from kvtool.drawing.drawn import Drawn
from kvtool.form.tree import (
    Block,
    Box,
    Heading,
    Image,
    Listing,
    Paper,
    Paragraph,
    Preformatted,
    Rule,
    Table,
    Words,
    small,
    wide,
)
from kvtool.form.widths import widths
from kvtool.form.word.elements import element
from kvtool.form.word.lines import fill
from kvtool.words.safe import safe_text

BULLETS, BOX_BULLETS, NUMBERS = 1, 2, 1
"""Of numbering.xml: the two lists with bullets, and what each list with numbers is made after."""
DEEPEST = 3
INDENT = 340
"""How far each level of a list is moved in, in twentieths of a point."""
ROOM = {False: 98, True: 160}
"""How many letters of a table stand on a line across a page, upright and on its side."""
BLANK = 900
"""The height of a row to be filled in by hand, in twentieths of a point."""
GAP = Pt(8)
LOOK = {"val": "0020", "firstRow": 1, "lastRow": 0, "firstColumn": 0, "lastColumn": 0, "noHBand": 1, "noVBand": 1}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands: in a box, in a list at a level, and whether it bears that list's bullet or number."""

    boxed: bool = False
    level: int = -1
    list_id: int = 0
    marked: bool = False

    @property
    def style(self) -> str:
        """The style of a paragraph here."""
        if self.boxed:
            return "Box"
        if self.level < 0:
            return "Normal"
        return "List Bullet" if self.list_id == BULLETS else "List Number"


class Body:
    """The body of a document that is being filled."""

    def __init__(self, document: Document, paper: Paper) -> None:
        self.document, self.paper = document, paper
        self.made: list[Lines] = []
        self.below_table = False

    @property
    def room(self) -> Emu:
        """How wide a page is between its margins."""
        section = self.document.sections[0]
        return Emu(int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0))

    def fill(self) -> None:
        """Writes all blocks of the paper."""
        for block in self.paper.blocks:
            self._block(block, Place())
        if self.below_table:
            self._divide()

    def _block(self, block: Block, place: Place) -> None:
        match block:
            case Heading(level, line, fresh):
                heading = self._paragraph(f"heading {level}")
                heading.paragraph_format.page_break_before = fresh or None
                fill(heading, line)
            case Paragraph(line):
                fill(self._placed(place), line)
            case Preformatted(text):
                fill(self._paragraph("HTML Preformatted"), (Words(text),))
            case Listing():
                self._listing(block, place)
            case Table():
                self._table(block)
            case Image(drawn):
                self._picture(drawn)
            case Box(blocks):
                self._box(blocks)
            case Rule():
                properties = self._paragraph("Normal")._p.get_or_add_pPr()
                properties.append(element("pBdr", element("bottom", val="single", sz=4, space=1, color="B3B3B3")))

    def _paragraph(self, style: str) -> Lines:
        """A new paragraph, which keeps its distance from a table above."""
        made = self.document.add_paragraph(style=style)
        if self.below_table and not style.startswith("heading"):
            made.paragraph_format.space_before = GAP
        self.below_table = False
        self.made.append(made)
        return made

    def _placed(self, place: Place) -> Lines:
        """A new paragraph at a place of a list or box."""
        made = self._paragraph(place.style)
        if place.marked:
            numbered = made._p.get_or_add_pPr().get_or_add_numPr()
            numbered.get_or_add_ilvl().val, numbered.get_or_add_numId().val = place.level, place.list_id
        elif place.level >= 0:
            made.paragraph_format.left_indent = Twips(INDENT * (place.level + 1))
        return made

    def _picture(self, drawn: Drawn) -> None:
        """A picture over the width that it has on a page, with its text for whoever does not see it, and its title below."""
        holding = self._paragraph("Normal")
        holding.paragraph_format.keep_with_next = True
        width = Emu(int(self.room * drawn.part(wide(self.paper))))
        shape = holding.add_run().add_picture(BytesIO(drawn.png), width=width)
        shape._inline.docPr.set("descr", safe_text(drawn.text))
        shape._inline.docPr.set("name", drawn.name)
        fill(self._paragraph("Caption"), (Words(safe_text(drawn.title)),))

    def _box(self, blocks: tuple[Block, ...]) -> None:
        """A box, which stays on one page where it can."""
        before = len(self.made)
        for block in blocks:
            self._block(block, Place(boxed=True))
        inside = self.made[before:]
        for one in inside[:-1]:
            one.paragraph_format.keep_with_next = True
        if inside:
            inside[0].paragraph_format.space_before = GAP
            inside[-1].paragraph_format.space_after = GAP

    def _listing(self, listing: Listing, place: Place) -> None:
        level = min(place.level + 1, DEEPEST)
        bullets = BOX_BULLETS if place.boxed else BULLETS
        list_id = bullets if listing.first is None else self._numbers(level, listing.first)
        here = replace(place, level=level, list_id=list_id, marked=False)
        for item in listing.items:
            first, *others = item if item and isinstance(item[0], Paragraph) else (Paragraph(()), *item)
            self._block(first, replace(here, marked=True))
            for block in others:
                self._block(block, here)

    def _numbers(self, level: int, first: int) -> int:
        """A new list with numbers from the first on."""
        made = self.document.part.numbering_part.element.add_num(NUMBERS)
        made.add_lvlOverride(ilvl=level).add_startOverride(val=first)
        return int(made.numId)

    def _table(self, table: Table) -> None:
        if self.below_table:
            self._divide()
        grid = self.document.add_table(len(table.rows) + 1, len(table.heads), "Paper Table")
        across = wide(self.paper)
        parts = [Emu(self.room * part // 1000) for part in widths(table, ROOM[across])]
        _described(grid, table.about, Emu(sum(parts)))
        for column, width in zip(grid.columns, parts, strict=True):
            column.width = width
        for row, lines in zip(grid.rows, (table.heads, *table.rows), strict=True):
            row._tr.get_or_add_trPr().append(element("cantSplit"))
            if not any(lines):
                row.height = Twips(BLANK)
            for cell, line, width in zip(row.cells, lines, parts, strict=True):
                cell.width = width
                cell.paragraphs[0].style = "Table Text Small" if across else "Table Text"
                fill(cell.paragraphs[0], line)
        grid.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
        for row in grid.rows[:-1] if small(table) else grid.rows[:1]:  # the heads at least stay with the row below
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        self.below_table = True

    def _divide(self) -> None:
        """A low line between two tables, which else would be one, and below the last, where a paragraph must stand."""
        low = self.document.add_paragraph(style="Table Text").paragraph_format
        low.space_before = low.space_after = Pt(0)
        low.line_spacing = Pt(4)
        self.below_table = False


def _described(grid: Grid, about: str, width: Emu) -> None:
    """Says of a table how wide it is, which of its rows has the heads, and what it is about."""
    grid.autofit = False
    properties = grid._tbl.tblPr
    for tag, attributes in (("tblW", {"w": width.twips, "type": "dxa"}), ("tblLook", LOOK)):
        for old in properties.findall(qn(f"w:{tag}")):
            properties.replace(old, element(tag, **attributes))
    properties.append(element("tblCaption", val=about))
