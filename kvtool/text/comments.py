"""Comments that speak to kvtool: `# kvtool: allow NAME until 2027-01-31 because …`."""

import re
from bisect import bisect_right
from typing import NamedTuple

from kvtool.text.characters import BOM
from kvtool.text.spans import scalars

ALLOW = re.compile(
    r"allow\s+(?P<names>[A-Za-z0-9-]+(?:\s*,\s*[A-Za-z0-9-]+)*)"
    r"(?:\s+until\s+(?P<until>\S+))?(?:\s+because\s+(?P<because>\S.*))?"
)


class Allowance(NamedTuple):
    """A wish to hide findings, where it stands, and which line it speaks of; 0 for the whole record."""

    line: int
    column: int
    names: tuple[str, ...]
    until: str
    because: str
    speaks_of: int
    understood: bool = True


def allowances(data: bytes) -> list[Allowance]:
    """The comments of a readable file that speak to kvtool, in order; text inside values never counts."""
    if b"kvtool:" not in data:
        return []
    text = data.decode("utf-8").removeprefix(BOM)
    spans = scalars(text)
    first = spans[0][0] if spans else len(text)
    allowed = []
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if "kvtool:" in line and (at := _comment(text, start, start + len(line), spans)) >= 0:
            head, found, said = text[at : start + len(line)].lstrip("#").partition("kvtool:")
            if found and not head.strip():
                alone = not text[start:at].strip()
                whole = alone and at < first
                allowed.append(_allowance(said.strip(), number, at - start + 1, 0 if whole else number + alone))
        start += len(line) + 1
    return allowed


def _allowance(said: str, line: int, column: int, speaks_of: int) -> Allowance:
    match = ALLOW.fullmatch(said)
    if match is None:
        return Allowance(line, column, (), "", "", speaks_of, understood=False)
    names = tuple(re.split(r"\s*,\s*", match["names"]))
    return Allowance(line, column, names, match["until"] or "", match["because"] or "", speaks_of)


def _comment(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> int:
    """Where the comment of a line starts; -1 where it has none."""
    at = text.find("#", start, end)
    while at >= 0:
        before = bisect_right(spans, (at, len(text))) - 1
        inside = before >= 0 and at < spans[before][1]
        if not inside and (at == start or text[at - 1] in " \t"):
            return at
        at = text.find("#", max(at + 1, spans[before][1] if inside else 0), end)
    return -1
