"""A base's own look for documents: the styles, the theme and the page of its `templates/reference.docx`.

Nothing else is taken from that file, so no macro, field, picture or link of it comes into a paper.
"""

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import parse_xml
from lxml.etree import XMLSyntaxError, tostring

from kvtool.form.files import own_file, unusable
from kvtool.form.word.elements import Element, attribute, inner, shipped

FILE = "reference.docx"
LARGEST = 4 << 20
"""How many bytes of XML one part of the file may hold."""
A4 = {"w": 11906, "h": 16838, "top": 1021, "bottom": 1134, "left": 1077, "right": 1077, "header": 567, "footer": 567}
"""Sizes and margins of a page, in twentieths of a point."""
LEAST = 5000
"""Less room than this between the margins, and no paper fits in."""
TWIPS = re.compile(r"\d{1,5}")


class Look(NamedTuple):
    """The styles of documents, and what goes with them: a theme, sizes and margins of a page."""

    styles: Element
    theme: bytes | None = None
    page: Mapping[str, int] = MappingProxyType(A4)


def look(templates: Path | None) -> Look:
    """The look of the base's reference document; kvtool's own where there is none, and for styles that it lacks."""
    own = shipped("styles.xml")
    data = own_file(templates, FILE)
    if data is None:
        return Look(own)
    try:
        with ZipFile(BytesIO(data)) as archive:
            styles, body = _part(archive, "styles"), _part(archive, "document")
            theme = _part(archive, "theme/theme1") if "word/theme/theme1.xml" in archive.namelist() else None
    except (BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, OSError, ZlibError, XMLSyntaxError):
        raise unusable(FILE, "not a document of a word processor") from None
    _completed(styles, own)
    if theme is not None and theme.xpath("//@*[namespace-uri() = $of]", of=nsmap["r"]):
        theme = None  # it needs pictures
    return Look(styles, None if theme is None else tostring(theme, encoding="UTF-8"), _page(body))


def _part(archive: ZipFile, name: str) -> Element:
    """The root of a part; what is too large or declares a document type is refused."""
    with archive.open(f"word/{name}.xml") as part:
        data = part.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise unusable(FILE, f"word/{name}.xml is too large")
    root = parse_xml(data)
    if root.getroottree().docinfo.doctype:
        raise unusable(FILE, f"word/{name}.xml declares a document type")
    return root


def _completed(styles: Element, own: Element) -> None:
    """Adds kvtool's styles that are missing; the others stay as they are, but number nothing."""
    for numbered in list(styles.iter(qn("w:numPr"))):
        numbered.getparent().remove(numbered)
    there = {_name(style).lower(): style for style in styles.iterchildren(qn("w:style"))}
    names = {_identifier(style): _name(style).lower() for style in own.iterchildren(qn("w:style"))}
    taken = {_identifier(style) for style in there.values()}
    for style in list(own.iterchildren(qn("w:style"))):
        name = _name(style)
        if (same := there.get(name.lower())) is not None:
            if attribute(same, "type") != attribute(style, "type"):
                raise unusable(FILE, f"the style '{name}' is no {attribute(style, 'type')} style")
            inner(same, "name", at=0).set(qn("w:val"), name)  # in the case in which it is asked for
            continue
        for tag in ("w:basedOn", "w:next"):  # by name: the identifiers of styles differ from language to language
            for pointer in style.findall(qn(tag)):
                pointer.set(qn("w:val"), _identifier(there[names[attribute(pointer, "val") or ""]]))
        if _identifier(style) in taken:
            style.set(qn("w:styleId"), f"Paper{_identifier(style)}")
        styles.append(style)
        there[name.lower()] = style


def _identifier(style: Element) -> str:
    return attribute(style, "styleId") or ""


def _name(style: Element) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else attribute(name, "val") or ""


def _page(body: Element) -> dict[str, int]:
    """Sizes and margins of the last page of a document, those of A4 where it does not say them."""
    said = dict(A4)
    for tag, names in (("pgSz", ("w", "h")), ("pgMar", ("top", "bottom", "left", "right", "header", "footer"))):
        for place in list(body.iter(qn(f"w:{tag}")))[-1:]:
            for name in names:
                if TWIPS.fullmatch(value := attribute(place, name) or ""):
                    said[name] = int(value)
    across, down = sorted((said["w"], said["h"]))
    if min(across - said["left"] - said["right"], down - said["top"] - said["bottom"]) < LEAST:
        raise unusable(FILE, "its margins leave no room on the page")
    return said
