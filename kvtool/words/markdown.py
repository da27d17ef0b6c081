"""The one Markdown escaper: whatever text a record holds, the rendered page shows its characters and nothing else."""

import re

from markupsafe import Markup

from kvtool.words.safe import safe_lines

INLINE = re.compile(r"([\\`*_\[\]<>|~$])")
ENTITY = re.compile(r"&(?=#?\w+;)")
ORDERED = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)")
ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|javascript|data|vbscript|file):")
CLOSING = re.compile(r"(#+)$")
SPACE = re.compile(r"\s+")


def escape(text: str) -> str:
    """Text for one line of Markdown: runs of white space become one space, and no character has a meaning of its own."""
    line = INLINE.sub(r"\\\1", SPACE.sub(" ", safe_lines(text)).strip())
    line = ENTITY.sub(r"\\&", line)
    line = ORDERED.sub(r"\1\\\2", line)
    line = ADDRESS.sub(lambda found: f"{found[1]}\\:", line)
    line = CLOSING.sub(r"\\\1", line)
    return f"\\{line}" if line[:1] in ("-", "+", "#", "=", ":", "^", "!") else line


def finalize(value: object) -> object:
    """What Jinja does with every value that a template prints: text is escaped, and nothing is empty in silence."""
    if value is None:
        raise TypeError("an empty value is printed")
    if isinstance(value, str) and not isinstance(value, Markup):
        return Markup(escape(value))  # noqa: S704 - escaped for Markdown just now
    return value
