"""Lines of a paper as runs of a document: marks, links, and mentions of notes, which the word processor numbers itself."""

from dataclasses import dataclass, replace

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from kvtool.form.tree import Break, Inline, Line, Link, Marked, Mention, Words, leftward
from kvtool.form.word.elements import Element, element


@dataclass(frozen=True, slots=True)
class Face:
    """How words look: strong, emphasized, struck out, read from right to left, in a style of their own."""

    strong: bool = False
    em: bool = False
    s: bool = False
    leftward: bool = False
    style: str = ""


def fill(paragraph: Paragraph, line: Line) -> None:
    """Writes a line into a paragraph; one from right to left makes the paragraph so."""
    turned = leftward(line)
    if turned:
        paragraph._p.get_or_add_pPr().insert_element_before(element("bidi"), "w:spacing", "w:ind", "w:jc")
    for one in line:
        _write(paragraph, paragraph._p, one, Face(leftward=turned))


def _write(paragraph: Paragraph, place: Element, one: Inline, face: Face) -> None:
    match one:
        case Words(text, code):
            _run(paragraph, place, replace(face, style="HTML Code") if code else face).text = text
        case Break():
            _run(paragraph, place, face).add_break()
        case Marked(how, inner):
            marked = replace(
                face, strong=face.strong or how == "strong", em=face.em or how == "em", s=face.s or how == "s"
            )
            for each in inner:
                _write(paragraph, place, each, marked)
        case Link(target, inner):
            link = element("hyperlink", history=1)
            link.set(qn("r:id"), paragraph.part.relate_to(target, RT.HYPERLINK, is_external=True))
            place.append(link)
            for each in inner:
                _write(paragraph, link, each, replace(face, style="Hyperlink"))
        case Mention():
            _mention(paragraph, place, one)


def _run(paragraph: Paragraph, place: Element, face: Face) -> Run:
    """A new run at the end of a place within a paragraph."""
    run = paragraph.add_run()
    place.append(run._r)
    if face.style:
        run.style = face.style
    run.bold, run.italic = face.strong or None, face.em or None
    run.font.strike, run.font.rtl = face.s or None, face.leftward or None
    return run


def _mention(paragraph: Paragraph, place: Element, mention: Mention) -> None:
    """The first mention holds the note; a later one is a field that shows the number of the first."""
    name = f"_RefNote{mention.number}"
    face = Face(style="footnote reference")
    if mention.close:
        _run(paragraph, place, face).text = ",\u00a0"
    if mention.time == 1:
        place.append(element("bookmarkStart", id=mention.number, name=name))
        _run(paragraph, place, face)._r.append(element("footnoteReference", id=mention.number))
        place.append(element("bookmarkEnd", id=mention.number))
        return
    for kind in ("begin", "separate", "end"):
        _run(paragraph, place, face)._r.append(element("fldChar", fldCharType=kind))
        if kind == "begin":
            code = element("instrText")
            code.text = f" NOTEREF {name} \\f \\h "
            code.set(qn("xml:space"), "preserve")
            _run(paragraph, place, face)._r.append(code)
        if kind == "separate":
            _run(paragraph, place, face).text = str(mention.number)
