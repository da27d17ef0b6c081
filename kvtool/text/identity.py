"""Identity numbers of persons, by country: how they are written, and whether date and check digits make them real.

A number that only looks like one is none: a record is full of digits. Each country's own law says how it checks.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

Span = tuple[int, int]
Checks = Callable[[re.Match[str]], bool]

LETTERS: Final = "0123456789ABCDEFHJKLMNPRSTUVWXY"
"""The check characters of a Finnish code, by the remainder of its digits."""
CENTURIES: Final = (1900, 2000)
SWEDISH_SHIFT: Final = 60
NORWEGIAN_SHIFT: Final = 40
BALTIC_WEIGHTS: Final = ((1, 2, 3, 4, 5, 6, 7, 8, 9, 1), (3, 4, 5, 6, 7, 8, 9, 1, 2, 3))
LATVIAN_WEIGHTS: Final = (10, 5, 8, 4, 2, 1, 6, 3, 7, 9)
ICELANDIC_WEIGHTS: Final = (3, 2, 7, 6, 5, 4, 3, 2, 1)
NORWEGIAN_WEIGHTS: Final = ((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))


class Country(NamedTuple):
    """How a country's numbers are written, and what tells a real one from other digits."""

    written: re.Pattern[str]
    real: Checks


LIKE_ONE: Final = re.compile(r"[0-9](?<![\w-][0-9])[0-9]{5}(?=[-+ 0-9A-Za-z][0-9][-+0-9])")
"""How they all start, and no piece of a longer word or number does."""


def _whole(pattern: str) -> re.Pattern[str]:
    """A pattern for what does not go on as a word or number."""
    return re.compile(rf"{pattern}(?!\w|-\w)", re.IGNORECASE | re.ASCII)


def spans(text: str, countries: Sequence[str]) -> Iterator[Span]:
    """Where identity numbers of some countries stand in a text."""
    for start in LIKE_ONE.finditer(text):
        for country in (COUNTRIES[code] for code in countries):
            found = country.written.match(text, start.start())
            if found and country.real(found):
                yield found.span()
                break


def _is_day(day: str, month: str, year: str, *, shift: int = 0) -> bool:
    """Whether there was such a day in either century; some numbers carry a day that is shifted."""
    number = int(day) - shift if int(day) > shift else int(day)
    return any(_exists(century + int(year), int(month), number) for century in CENTURIES)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _digits(text: str) -> list[int]:
    return [int(character) for character in text if character.isdigit()]


def _sum(digits: Sequence[int], weights: Sequence[int]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False))


def _finnish(found: re.Match[str]) -> bool:
    day, month, year, number, check = found.groups()
    remainder = int(day + month + year + number) % 31
    return _is_day(day, month, year) and int(number) >= 2 and check.upper() == LETTERS[remainder]


def _swedish(found: re.Match[str]) -> bool:
    """The check of credit cards, over ten digits; a coordination number carries its day and 60."""
    year, month, day, number = found.groups()
    doubled = [digit * (2 - index % 2) for index, digit in enumerate(_digits(year + month + day + number))]
    checked = sum(value // 10 + value % 10 for value in doubled) % 10 == 0
    return checked and _is_day(day, month, year, shift=SWEDISH_SHIFT)


def _baltic(found: re.Match[str]) -> bool:
    """The check that Estonia and Lithuania share."""
    _, year, month, day = found.groups()
    digits = _digits(found[0])
    first, second = (_sum(digits[:10], weights) % 11 for weights in BALTIC_WEIGHTS)
    check = first if first < 10 else second % 10
    return check == digits[10] and _is_day(day, month, year)


def _latvian(found: re.Match[str]) -> bool:
    """Numbers given since 2017 start with 32 and hold no day."""
    digits = _digits(found[0])
    checked = (1 + _sum(digits[:10], LATVIAN_WEIGHTS)) % 11 % 10 == digits[10]
    return checked and (found[1] == "32" or _is_day(*found.groups()))


def _norwegian(found: re.Match[str]) -> bool:
    digits = _digits(found[0])
    checked = all(_sum(digits, weights) % 11 == 0 for weights in NORWEGIAN_WEIGHTS)
    return checked and _is_day(*found.groups(), shift=NORWEGIAN_SHIFT)


def _icelandic(found: re.Match[str]) -> bool:
    return _sum(_digits(found[0]), ICELANDIC_WEIGHTS) % 11 == 0 and _is_day(*found.groups())


def _danish(found: re.Match[str]) -> bool:
    """There is no check digit any more, so only a day that exists and the hyphen speak for it."""
    return _is_day(*found.groups())


COUNTRIES: Final = {
    "FI": Country(_whole(r"(\d\d)(\d\d)(\d\d)[-+A-FU-Y](\d{3})([0-9A-FHJ-NPR-Y])"), _finnish),
    "SE": Country(_whole(r"(?:18|19|20)?(\d\d)(\d\d)(\d\d)[-+]?(\d{4})"), _swedish),
    "NO": Country(_whole(r"(\d\d)(\d\d)(\d\d) ?\d{5}"), _norwegian),
    "DK": Country(_whole(r"(\d\d)(\d\d)(\d\d)-\d{4}"), _danish),
    "IS": Country(_whole(r"(\d\d)(\d\d)(\d\d)-?\d{3}[089]"), _icelandic),
    "EE": Country(_whole(r"([1-8])(\d\d)(\d\d)(\d\d)\d{4}"), _baltic),
    "LV": Country(_whole(r"(\d\d)(\d\d)(\d\d)-\d{5}"), _latvian),
    "LT": Country(_whole(r"([1-8])(\d\d)(\d\d)(\d\d)\d{4}"), _baltic),
}
"""The countries whose numbers are known."""

CERTAIN: Final = tuple(code for code in COUNTRIES if code != "DK")
"""The countries whose numbers check digits tell from other digits."""
