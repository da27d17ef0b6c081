"""An SVG looked through: it keeps what draws, does nothing, leads nowhere, and says in words what it shows."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from kvtool.picture import Picture
from kvtool.words.safe import safe_text

LARGEST: Final = 4_000_000
"""How many pixels a picture has at most."""
SPACE: Final = "http://www.w3.org/2000/svg"
DRAWING: Final = frozenset(
    {"g", "path", "rect", "line", "circle", "text", "tspan", "defs", "clipPath", "linearGradient", "stop"}
)
DRAWN: Final = frozenset(
    """
    clip-path clip-rule cx cy d dominant-baseline dx dy fill fill-opacity fill-rule font-family font-size font-style
    font-weight gradientUnits height id offset opacity r rx ry stop-color stop-opacity stroke stroke-dasharray
    stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor
    transform width x x1 x2 y y1 y2
    """.split()  # noqa: SIM905 - forty names one a line would fill a page
)
LEADING: Final = re.compile(r"(?:url|href|src|script|import|data)\s*[(:]", re.IGNORECASE)
PAINTED: Final = frozenset(("fill", "stroke"))
LONG: Final = re.compile(r"-?\d*\.\d{2,}(?!\d*e)")
"""A number of a path that is told more finely than anybody can see."""
NOWHERE: Final = "translate(0,0)"
WITHIN: Final = re.compile(r"url\(#([\w-]+)\)")


class Still(NamedTuple):
    """An SVG that does nothing, and its size in CSS pixels."""

    text: str
    width: float
    height: float


class NoDrawingError(ValueError):
    """What makes an SVG one that is not put into a paper."""


def looked_through(svg: str, picture: Picture) -> Still:
    """The SVG of a picture with its title and text; raises NoDrawingError where anything but drawing is in it."""
    if "<!" in svg or "<?" in svg:
        raise NoDrawingError("it declares something")
    root = ElementTree.fromstring(svg)  # noqa: S314 - nothing is declared, so nothing can be expanded
    start = f"picture-{picture.name}"
    ids: dict[str, str] = {}
    named = {"role": "img", "aria-labelledby": f"{start}-title {start}-text"}
    width, height = _size(root)
    size = {"width": f"{width:g}", "height": f"{height:g}", "viewBox": f"0 0 {width:g} {height:g}"}
    made = Element("svg", {"xmlns": SPACE, **size, **named})
    for tag, text in (("title", picture.title), ("text", picture.text)):
        told = ElementTree.SubElement(made, "desc" if tag == "text" else tag, {"id": f"{start}-{tag}"})
        told.text = safe_text(text)
    made.extend([one for child in root for one in _kept(child, ids, start)])
    return Still(ElementTree.tostring(made, encoding="unicode"), width, height)


def _size(root: Element) -> tuple[float, float]:
    size = [root.get(name, "") for name in ("width", "height")]
    if not all(re.fullmatch(r"\d{1,5}(\.\d{1,20})?", one) for one in size):
        raise NoDrawingError("it has no size")
    width, height = map(float, size)
    if width * height > LARGEST:
        raise NoDrawingError("it is too large")
    return width, height


def _kept(node: Element, ids: dict[str, str], start: str) -> Iterator[Element]:
    """A piece of a drawing, without what nobody sees."""
    tag = node.tag.removeprefix(f"{{{SPACE}}}")
    if tag not in DRAWING:
        raise NoDrawingError(f"'{tag}' stands in it")
    if node.get("display") == "none" or (tag == "path" and not (node.get("d") and PAINTED & node.attrib.keys())):
        return
    told = {name: value for name, value in node.attrib.items() if name in DRAWN and value != NOWHERE}
    kept = Element(tag, {name: _value(value, name, ids, start) for name, value in told.items()})
    kept.text = safe_text(node.text) if tag in ("text", "tspan") and node.text else None
    kept.extend([one for child in node for one in _kept(child, ids, start)])
    if tag != "g" or len(kept):
        yield kept


def _value(value: str, name: str, ids: dict[str, str], start: str) -> str:
    """A value; ids are counted anew within the picture, so that none stands twice on a page."""

    def own(found: str) -> str:
        return ids.setdefault(found, f"{start}-{len(ids) + 1}")

    if name == "id":
        return own(value)
    if name == "d":
        return LONG.sub(lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), value)
    if found := WITHIN.fullmatch(value):
        return f"url(#{own(found[1])})"
    if LEADING.search(value):
        raise NoDrawingError(f"'{value[:40]}' stands in it")
    return value
