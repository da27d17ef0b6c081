"""Untidy ends of lines and of files: they mean nothing, and make every other change harder to read."""

import re
from bisect import bisect_right

from kvtool.text.characters import BOM, place
from kvtool.text.fault import Fault
from kvtool.text.spans import scalars

TRAILING = re.compile(r"[ \t]+(?=\r?$)", re.MULTILINE)
ENDS = re.compile(rb"\n(?<=[ \t]\n)")
"""The end of a line with white space before it: to look from the few ends of lines is quicker than from each space."""


def untidy(data: bytes) -> list[Fault]:
    """White space at the end of lines, outside values, and a last line without an end, in a readable file."""
    found = []
    plain = data.replace(b"\r\n", b"\n") if b"\r" in data else data
    if ENDS.search(plain) or plain.endswith((b" ", b"\t")):
        text = data.decode("utf-8").removeprefix(BOM)
        spans = scalars(text)
        for hit in TRAILING.finditer(text):
            before = bisect_right(spans, (hit.start(), len(text))) - 1
            if before < 0 or hit.start() >= spans[before][1]:
                found.append(
                    Fault("KV018", *place(text, hit.start()), "white space at the end of the line", "remove it")
                )
    if not data.endswith(b"\n"):
        text = data.decode("utf-8").removeprefix(BOM)
        found.append(Fault("KV019", *place(text, len(text)), "the last line has no end", "end it with a new line"))
    return found
