"""Typesets a paper: its content, as JSON, goes through paper.typ; letters that no font has are shown by their number."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import typst

TEMPLATE = Path(__file__).with_name("paper.typ")
PROBE = (
    b'#set document(title: "probe")\n#set text(font: json(bytes(sys.inputs.fonts)), fallback: false)\n#sys.inputs.paper'
)
FIRST = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
"""The families that come with the typesetter, in the order in which a letter is sought in them."""


class Fonts(NamedTuple):
    """Fonts, and their families in the order in which a letter is sought in them."""

    found: Any
    families: list[str]


def typeset(content: str) -> bytes:
    """The PDF of a paper. The typesetter's own fonts are used; only letters that they lack are sought in the machine's."""
    own = _fonts(of_machine=False)
    try:
        return _compiled(TEMPLATE.read_bytes(), content, own)
    except typst.TypstError:
        lacking = _lacking(sorted({letter for letter in content if not letter.isascii()}), own)
        if not lacking:
            raise
    fonts = _fonts(of_machine=True)
    for letter in _lacking(lacking, fonts):
        content = content.replace(letter, f"<U+{ord(letter):04X}>")
    return _compiled(TEMPLATE.read_bytes(), content, fonts)


def _fonts(*, of_machine: bool) -> Fonts:
    found = typst.Fonts(include_system_fonts=of_machine)
    return Fonts(found, [*FIRST, *sorted(set(found.families()) - set(FIRST))])


def _compiled(template: bytes, content: str, fonts: Fonts) -> bytes:
    made: bytes = typst.compile(
        template,
        root=str(TEMPLATE.parent),
        font_paths=fonts.found,
        format="pdf",
        sys_inputs={"paper": content, "fonts": json.dumps(fonts.families)},
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
