"""The notes of a paper as a document's footnotes."""

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.oxml.text.paragraph import CT_P
from docx.parts.story import StoryPart
from docx.text.paragraph import Paragraph

from kvtool.form.tree import Line, Words
from kvtool.form.word.elements import element
from kvtool.form.word.lines import fill


def add_notes(document: Document, notes: tuple[Line, ...]) -> None:
    """Adds the footnotes to a document, with the two lines that divide them from the text."""
    root = element("footnotes")
    for identifier, kind in ((-1, "separator"), (0, "continuationSeparator")):
        line = element("p", element("r", element(kind)))
        root.append(element("footnote", line, type=kind, id=identifier))
    part = StoryPart(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, root, document.part.package)
    document.part.relate_to(part, RT.FOOTNOTES)
    for number, line in enumerate(notes, 1):
        made: CT_P = element("p")
        root.append(element("footnote", made, id=number))
        paragraph = Paragraph(made, part)
        paragraph.style = "footnote text"
        mark = paragraph.add_run()
        mark.style = "footnote reference"
        mark._r.append(element("footnoteRef"))
        fill(paragraph, (Words(" "), *line))
