"""The one door through which text reaches a terminal, a log or an annotation: nothing in it can act, all of it can be seen."""

import re
from functools import cache

UNSAFE = (
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


COMMAND = "##(?=(?:vso)?\\[)"
"""What build services obey wherever it stands in a line."""


@cache
def _unsafe() -> re.Pattern[str]:
    return re.compile(UNSAFE)


def safe_text(text: str) -> str:
    """One line: control characters as symbols (␛), hidden ones by number (<U+202E>), commands spelt apart."""
    seen = text if text.isprintable() else _unsafe().sub(_visible, text)
    return re.sub(COMMAND, r"#\\#", seen) if "##" in seen else seen


def safe_lines(text: str) -> str:
    """Several lines, made by the tool itself: line feeds and tabs stay, all else is as in `safe_text`."""
    return "\n".join("\t".join(safe_text(cell) for cell in line.split("\t")) for line in text.split("\n"))


def _visible(match: re.Match[str]) -> str:
    number = ord(match[0])
    if number < 0x20:
        return chr(0x2400 + number)
    return "␡" if number == 0x7F else f"<U+{number:04X}>"
