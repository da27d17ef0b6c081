"""Elements of a document's XML."""

from pathlib import Path
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml

Element = Any
FOLDER = Path(__file__).parent


def element(tag: str, *inner: Element, **attributes: object) -> Element:
    """An element `w:tag` with its attributes, all of them `w:` too, and what it holds."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(inner)
    return made


def inner(parent: Element, tag: str, *, at: int | None = None) -> Element:
    """The child `w:tag` of an element; where there is none it is made, at the end or at a place."""
    there = parent.find(qn(f"w:{tag}"))
    if there is None:
        there = element(tag)
        parent.insert(len(parent) if at is None else at, there)
    return there


def attribute(of: Element, name: str) -> str | None:
    """The attribute `w:name` of an element."""
    value = of.get(qn(f"w:{name}"))
    return None if value is None else str(value)


def shipped(name: str) -> Element:
    """The root of an XML file that lies beside this one."""
    return parse_xml((FOLDER / name).read_bytes())
