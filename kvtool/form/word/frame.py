"""The document around a paper: its parts, page, language and properties, and the archive, which is always the same bytes."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import docx
from babel.core import get_global
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart
from docx.parts.settings import SettingsPart
from docx.parts.styles import StylesPart
from docx.section import Section
from docx.shared import Twips

from kvtool.form.tree import Paper, running, wide
from kvtool.form.word.elements import element, inner, shipped
from kvtool.form.word.reference import Look

LONGEST_TITLE = 255
"""A longer title does not fit into a document's properties."""
BRITISH = {"en": "en-GB"}
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the earliest that an archive can say."""


def framed(paper: Paper, look: Look) -> Document:
    """An empty document with the look, the page and the properties of a paper."""
    document = docx.Document()
    _emptied(document)
    _dressed(document, look, _tag(paper.language))
    _page(document, look.page, across=wide(paper))
    _running(document.sections[0], running(paper))
    properties = document.core_properties
    properties.title, properties.language = paper.title[:LONGEST_TITLE], paper.language
    return document


def _emptied(document: Document) -> None:
    """Takes away what the library's own document brings along: pictures, other people's names, dates, old styles."""
    for whole, kept in ((document.part, ()), (document.part.package, (RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES))):
        for identifier, relation in list(whole.rels.items()):
            if relation.reltype not in kept:
                del whole.rels[identifier]
    properties = document.core_properties._element
    for one in list(properties):
        properties.remove(one)


def _dressed(document: Document, look: Look, tag: str) -> None:
    """Gives a document its styles, settings and numbers, and the language of its words."""
    settings = shipped("settings.xml")
    defaults = inner(inner(look.styles, "docDefaults", at=0), "rPrDefault", at=0)
    spoken = inner(inner(defaults, "rPr"), "lang")
    spoken.set(qn("w:val"), tag)
    spoken.set(qn("w:eastAsia"), tag)
    inner(settings, "themeFontLang").set(qn("w:val"), tag)
    package = document.part.package
    for made in (
        (StylesPart(PackURI("/word/styles.xml"), CT.WML_STYLES, look.styles, package), RT.STYLES),
        (SettingsPart(PackURI("/word/settings.xml"), CT.WML_SETTINGS, settings, package), RT.SETTINGS),
        (
            NumberingPart(PackURI("/word/numbering.xml"), CT.WML_NUMBERING, shipped("numbering.xml"), package),
            RT.NUMBERING,
        ),
    ):
        document.part.relate_to(*made)
    if look.theme is not None:
        theme = Part(PackURI("/word/theme/theme1.xml"), CT.OFC_THEME, look.theme, package)
        document.part.relate_to(theme, RT.THEME)


def _tag(language: str) -> str:
    """A language with the country where most speak it, as word processors want it: `fi-FI`."""
    likely = str(get_global("likely_subtags").get(language, language)).split("_")
    return BRITISH.get(language, f"{likely[0]}-{likely[-1]}" if len(likely) > 1 else language)


def _page(document: Document, sizes: Mapping[str, int], *, across: bool) -> None:
    """The page, turned on its side where a table needs that, with its number at the foot."""
    section = document.sections[0]
    low, high = sorted((sizes["w"], sizes["h"]))
    section.page_width, section.page_height = Twips(high if across else low), Twips(low if across else high)
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Twips(sizes["top"]), Twips(sizes["bottom"])
    section.left_margin, section.right_margin = Twips(sizes["left"]), Twips(sizes["right"])
    section.header_distance, section.footer_distance = Twips(sizes["header"]), Twips(sizes["footer"])


def _running(section: Section, told: str) -> None:
    """On top of all pages but the first what they belong to, and at the foot of all the page's number."""
    section.different_first_page_header_footer = True
    for footer in (section.first_page_footer, section.footer):
        foot = footer.paragraphs[0]
        foot.style = "footer"
        for code, after in ((" PAGE ", " / "), (" NUMPAGES ", "")):
            foot._p.append(element("fldSimple", element("r", _text("1")), instr=code))
            if after:
                foot.add_run(after)
    head = section.header.paragraphs[0]
    head.style = "header"
    head.text = told


def _text(words: str) -> object:
    made = element("t")
    made.text = words
    return made


def archived(document: Document) -> bytes:
    """The document's bytes: no time of its making, no order by chance, and no packing, which differs between machines."""
    packed = BytesIO()
    document.save(packed)
    whole = BytesIO()
    with ZipFile(packed) as source, ZipFile(whole, "w", ZIP_STORED) as target:
        for name in sorted(source.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            entry = ZipInfo(name, EARLIEST)
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return whole.getvalue()
