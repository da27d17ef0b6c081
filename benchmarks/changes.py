"""Changes to one record of an invented base, each of which the next one takes back."""

import re
from pathlib import Path
from typing import Final

from benchmarks.timing import Failed

WORDS: Final = "objectives:\n", "objectives:\n  - fi: Sovitaan seuraavasta tapaamisesta\n"
PARTNERS: Final = re.compile(r"^partners: \[([\w-]+), ([\w-]+)", re.MULTILINE)


def engagement(base: Path) -> Path:
    """The first engagement of a base that names several partners; raises Failed where none does."""
    for file in sorted((base / "data" / "engagements").rglob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        if PARTNERS.search(text) and WORDS[0] in text:
            return file
    raise Failed(f"no engagement of {base.name} can be changed")


def words(file: Path) -> None:
    """Says more than before, or what it said before."""
    less, more = WORDS
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(more, less) if more in text else text.replace(less, more), encoding="utf-8")


def links(file: Path) -> None:
    """Names its first two partners the other way round."""
    text = file.read_text(encoding="utf-8")
    file.write_text(PARTNERS.sub(r"partners: [\2, \1", text, count=1), encoding="utf-8")
