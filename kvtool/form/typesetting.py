"""Typesets a paper: its content, as JSON, goes through paper.typ; letters that no font has are shown by their number."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import typst

from kvtool.form.files import unusable
from kvtool.form.look import Look

TEMPLATE = Path(__file__).with_name("paper.typ")
PROBE = (
    b'#set document(title: "probe")\n#set text(font: json(bytes(sys.inputs.fonts)), fallback: false)\n#sys.inputs.paper'
)
PICTURE = (
    b'#set document(title: "probe")\n#set page(header: image(bytes(json(bytes(sys.inputs.paper)))))\n'
    b"#set text(font: json(bytes(sys.inputs.fonts)))\nprobe"
)
FIRST = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
"""The families that come with the typesetter, in the order in which a letter is sought in them."""


class Fonts(NamedTuple):
    """Fonts, and their families in the order in which a letter is sought in them."""

    found: Any
    families: list[str]


def typeset(content: str, look: Look, logo: bytes) -> bytes:
    """The PDF of a paper in a look.

    The typesetter's own fonts are used; only those that the look asks for, and letters that they lack, are sought in the
    machine's. Raises KvtoolError where the logo cannot be read.
    """
    wanted = look.fonts.text
    own = _fonts(wanted, of_machine=bool(wanted))
    if logo:
        _readable(look.logo.file, logo, own)
    shown = json.dumps({**look.model_dump(), "picture": list(logo)})
    try:
        return _compiled(TEMPLATE.read_bytes(), content, own, shown)
    except typst.TypstError:
        lacking = _lacking(sorted({letter for letter in content if not letter.isascii()}), own)
        if not lacking:
            raise
    fonts = _fonts(wanted, of_machine=True)
    for letter in _lacking(lacking, fonts):
        content = content.replace(letter, f"<U+{ord(letter):04X}>")
    return _compiled(TEMPLATE.read_bytes(), content, fonts, shown)


def _fonts(wanted: list[str], *, of_machine: bool) -> Fonts:
    found = typst.Fonts(include_system_fonts=of_machine)
    families = set(found.families())
    first = [*(one for one in wanted if one in families), *FIRST]
    return Fonts(found, [*first, *sorted(families - set(first))])


def _readable(name: str, logo: bytes, fonts: Fonts) -> None:
    try:
        _compiled(PICTURE, json.dumps(list(logo)), fonts)
    except typst.TypstError:
        raise unusable(name, "not a picture that can be read") from None


def _compiled(template: bytes, content: str, fonts: Fonts, look: str = "") -> bytes:
    made: bytes = typst.compile(
        template,
        root=str(TEMPLATE.parent),
        font_paths=fonts.found,
        format="pdf",
        sys_inputs={"paper": content, "fonts": json.dumps(fonts.families), "look": look},
        pdf_standards=["ua-1"],
        timestamp=0,
    )
    return made


def _lacking(letters: list[str], fonts: Fonts) -> list[str]:
    """Those of some letters that no font has: halves of the letters are tried until each of these is found."""
    try:
        _compiled(PROBE, " ".join(letters), fonts)
    except typst.TypstError:
        if len(letters) == 1:
            return letters
        half = len(letters) // 2
        return _lacking(letters[:half], fonts) + _lacking(letters[half:], fonts)
    return []
