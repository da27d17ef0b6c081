"""Phone numbers in running text, told from case numbers, dates, amounts and the numbers of books.

One that neither a plus nor a zero leads in, or that is shorter than nine digits, counts only where a word calls it one.
"""

import re
from collections.abc import Iterator
from typing import Final

Span = tuple[int, int]

GAP: Final = "[ \u00a0\u2009\u202f\u2013-]"
ALONE: Final = r"(?<![\w+/].)(?<!\d[.,/: -].)"
"""After its first sign: what is no piece of a longer word or number."""
END: Final = r"(?!\w|[.,:-]\d|/[1-9])"
ABROAD: Final = re.compile(
    rf"[+0]{ALONE}(?:(?<=\+)|0){GAP}?[1-9]"
    rf"(?:[.]?{GAP}?(?:\(0\)|\d|\((?=\d{{1,3}}\))|(?<=\d)\))[.]?{GAP}?){{6,14}}(?<=\d)(?!\w)"
)
"""A number with the country's code, which a plus or two zeros lead in."""
AT_HOME: Final = re.compile(rf"[(0]{ALONE}(?:(?<=0)|0)[1-9]\d{{0,3}}(?:\)|/(?=\d{{4}}))?(?:{GAP}?\d){{5,11}}{END}")
"""A number of the country itself, which a zero leads in."""
DOTTED: Final = re.compile(rf"0{ALONE}[1-9]\d?(?:\.\d{{2,4}}){{2,4}}{END}")
"""The same, written with points."""
SHORT: Final = re.compile(rf"[0-9](?:[ \u00a0]?\d){{6,10}}{END}")
CALLED: Final = re.compile(
    r"(?<!\w)(?:(?:matka)?puh(?:elin)?|(?:mobil)?tel(?:ephone|efon)?|tlf|tfn|phone|gsm|mob(?:ile|iil|il)?|vaihde|v\u00e4xel)"
    r"(?:numero|nummer|number|n?ro|nr|no)?[.:]*[ \u00a0]?$",
    re.IGNORECASE,
)
"""The word before a number without the first digits, such as an extension's: no other tells it from any number."""

LEAST, MOST = 9, 15
"""How many digits a number has that no word calls one: fewer stand in every plan."""

AMOUNT: Final = re.compile(r"\+\d{1,3}(?: \d{3}){2}|\+\d{1,3}(?: \d{3})* 000")
BEFORE: Final = re.compile(r"(?:ISBN|ISSN|EAN|ISMN|DOI|IBAN)[\w: -]{0,8}$", re.IGNORECASE)
AFTER: Final = re.compile(r"[ \u00a0\u202f]?(?:[€$£%‰]|(?:EUR|USD|GBP|SEK|NOK|DKK|euro\w*|M€|[tk]€)\b)", re.IGNORECASE)


def spans(text: str) -> Iterator[Span]:
    """Where phone numbers stand in a text."""
    for found in SHORT.finditer(text):
        if CALLED.search(text, max(0, found.start() - 24), found.start()):
            yield found.span()
    for pattern in (ABROAD, AT_HOME, DOTTED):
        for found in pattern.finditer(text):
            if _is_phone(text, found):
                yield found.span()


def _is_phone(text: str, found: re.Match[str]) -> bool:
    digits = sum(character.isdigit() for character in found[0])
    return (
        LEAST <= digits <= MOST
        and not AMOUNT.fullmatch(found[0])
        and not BEFORE.search(text, max(0, found.start() - 20), found.start())
        and not AFTER.match(text, found.end())
        and not in_address(text, found.start())
    )


def in_address(text: str, at: int) -> bool:
    """Whether a place in a text lies in the address of a web page."""
    start = max(text.rfind(space, 0, at) for space in " \n\t\u00a0<(") + 1
    return "://" in text[start:at]
