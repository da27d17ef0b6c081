"""A quick look at a text: whether it may hold personal data or a secret, and is worth looking through."""

import re
from typing import Final

SPACES: Final = b" \t\r\n()\xc2\xa0"
GAPS: Final = SPACES + b"[]/.+-\xe2\x80\xaf\x89\x93"
"""What may stand between the digits of one number, in UTF-8."""
SHAPES: Final = bytes(
    ord("0") if 0x30 <= one <= 0x39 else ord("A") if 0x41 <= one <= 0x5A else ord("a") for one in range(256)
)
"""Digits, capitals, and all the rest."""
LONG: Final = b"000000000"
DIGITS: Final = b"000000"
NUMBERS: Final = (b"0000000", b"A000000", b"000000A000")
"""The shapes of an extension, a passport's number, a code with a letter for the century: without gaps but spaces.

`DIGITS` stands in each of them.
"""
RARE: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ@\\(_x"
COMMON: Final = bytes(one for one in range(256) if one not in RARE)
"""What is left out where only capitals and the rarest signs are looked at: what remains is short."""
RARE_SIGNS: Final = tuple(
    (few, re.compile(pattern).search)
    for few, pattern in (
        (b"@", rb"@"),
        (b"\\", rb"\\"),
        (b"J", rb"J(?<=eyJ)"),
        (b"BEGIN", rb"-BEGIN "),
        (b"AI", rb"AIza"),
        (b"AKIA", rb"AKIA"),
        (b"ASIA", rb"ASIA"),
        (b"SSW", rb"PASSW"),
        (b"SECRET", rb"SECRET"),
        (b"TOKEN", rb"TOKEN"),
        (b"API_", rb"API_KEY"),
        (b"_", rb"_(?:[A-Za-z0-9_]{16}|key)"),
        (b"xx", rb"xox"),
        (b"(", rb"\(at\)"),
    )
)
"""What stands among these, and what in the text then, where there is a secret or an address."""
SIGNS: Final = tuple(
    re.compile(pattern).search
    for pattern in (
        rb"w(?<=assw)",
        rb"alasana",
        rb"d(?<=senord)",
        rb"c(?<=ec)(?=ret)",
        rb"oken(?<=[tT]oken)",
        rb"-(?:(?<=sk-)[A-Za-z0-9_-]{20}|(?<=glpat-))",
    )
)
"""Each begins with what it can be found by, a rare letter where it has one: a search for that is quick."""


def suspicious(data: bytes) -> bool:
    """Whether the bytes of a text may hold any of it: quick, and never no where `hits` of `personal` finds something."""
    if LONG in data.translate(SHAPES, GAPS):
        return True
    shapes = data.translate(SHAPES, SPACES)
    if DIGITS in shapes and any(shape in shapes for shape in NUMBERS):
        return True
    return secretive(data)


def secretive(data: bytes) -> bool:
    """Whether the bytes of a text may hold a secret or an address."""
    rare = data.translate(None, COMMON)
    for few, search in RARE_SIGNS:
        if few in rare and search(data):
            return True
    return any(search(data) for search in SIGNS)
