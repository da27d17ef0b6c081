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
NUMBERS: Final = (b"0000000", b"A000000", b"000000A000")
"""The shapes of an extension, a passport's number, a code with a letter for the century: without gaps but spaces."""
CAPITALS: Final = bytes(one for one in range(256) if not (0x41 <= one <= 0x5A or one in b"@\\"))
"""What is left out where only capitals and the rarest signs are looked at: what remains is short."""
CAPITAL_SIGNS: Final = (
    (b"@", b"@"),
    (b"\\", b"\\"),
    (b"J", b"eyJ"),
    (b"BEGIN", b"-BEGIN "),
    (b"AI", b"AIza"),
    (b"AKIA", b"AKIA"),
    (b"ASIA", b"ASIA"),
    (b"SSW", b"PASSW"),
    (b"SECRET", b"SECRET"),
    (b"TOKEN", b"TOKEN"),
    (b"API", b"API_KEY"),
)
"""What stands among the capitals, and what in the text then, where there is a secret."""
SIGNS: Final = (b"assw", b"alasana", b"senord", b"ecret", b"token", b"Token", b"glpat-")
OTHERS: Final = tuple(
    re.compile(pattern).search
    for pattern in (rb"\((?=at\))", rb"_(?=[A-Za-z0-9_]{16}|key)", rb"x(?=ox)", rb"sk-[A-Za-z0-9_-]{20}")
)
"""Each begins with what it can be found by: a search for that is quick."""


def suspicious(data: bytes) -> bool:
    """Whether the bytes of a text may hold any of it: quick, and never no where `hits` of `personal` finds something."""
    if LONG in data.translate(SHAPES, GAPS):
        return True
    shapes = data.translate(SHAPES, SPACES)
    for shape in NUMBERS:
        if shape in shapes:
            return True
    return secretive(data)


def secretive(data: bytes) -> bool:
    """Whether the bytes of a text may hold a secret or an address."""
    capitals = data.translate(None, CAPITALS)
    for few, whole in CAPITAL_SIGNS:
        if few in capitals and whole in data:
            return True
    for sign in SIGNS:
        if sign in data:
            return True
    found = None
    for search in OTHERS:
        found = found or search(data)
    return found is not None
