"""Whether words stand in a text letter by letter, however its lines and signs are set, and where it says nearly the same.

Words and text are folded alike, and nothing else is forgiven; small letters and capitals differ. Folded are:

- white space: any run of it is one space, be it of spaces that do not break, of ends of lines or of pages;
- a hyphen between letters at the end of a line: `sea-` above `side` may be `seaside`, `sea-side` or `sea- side`; any
  other dash that ends a line may have a space after it or none;
- characters that cannot be seen, such as soft hyphens, and the `*` and `_` around words that Markdown emphasises: they
  are left out;
- quotation marks: double ones, straight, curly or angled, are all `"`; single ones and apostrophes are all `'`;
- hyphens, dashes and minus signs: all are `-`, and none counts at either end of the words;
- accents that are typed apart from their letters, and letters that are printed as one (`ﬁ`).

`[…]`, `(…)` and `…`, also with three points, stand for what is left out: the words around them follow in that order.
"""

import re
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple
from unicodedata import normalize

SPLIT: Final = "\x02"
"""Stands in a folded text for a hyphen that may vanish."""
BROKEN: Final = "\x03"
"""Stands in a folded text for a dash that may have a space after it."""

UNSEEN: Final = dict.fromkeys(map(ord, f"{SPLIT}{BROKEN}\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛‹›′´`ʼ", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **{joined: normalize("NFKC", joined) for joined in "ﬀﬁﬂﬃﬄﬅﬆ"},
    }
)
EMPHASIS: Final = re.compile(r"(?<!\*)\*++(?=\S)|(?<=[^\s*])\*++|(?<!\w)_++(?=\S)|(?<=[^\s_])_++(?!\w)")
SOFT_END: Final = re.compile(r"\u00ad[^\S\n]*\n\s*")
LETTERS_APART: Final = re.compile(r"(?<=[^\W\d_])[-‐‑][^\S\n]*\n\s*(?=[^\W\d_])")
DASH_AT_END: Final = re.compile(r"(?<=\S)[-‐‑‒–—―−][^\S\n]*\n\s*")
GAP: Final = re.compile(f"[- {SPLIT}{BROKEN}]")
LEFT_OUT: Final = re.compile(r"\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3}")
WORD: Final = re.compile(r"\w+")

MOST_TRIES: Final = 1000
"""At how many places that have the letters of some words it is looked whether they are those words."""
MOST_PLACES: Final = 200
"""At how many places of each word it is looked for a passage that says nearly the same."""
NEARLY: Final = 0.5
"""The share of words that such a passage must have."""
SHIFTS: Final = range(-3, 4)
"""By how many places its words may be moved."""


class Passage(NamedTuple):
    """Words of a text, and the line in which they start, counted from 1."""

    line: int
    words: str


def pieces(quote: str) -> list[str]:
    """The words of a quote between what it leaves out, folded; none where it holds no word."""
    folded = (_folded(_seen(piece)).strip(" -") for piece in LEFT_OUT.split(quote))
    return [piece for piece in folded if WORD.search(piece)]


class Wording:
    """A text in which words are looked for."""

    def __init__(self, text: str) -> None:
        self._text = normalize("NFC", text)
        whole = _seen(SOFT_END.sub("", self._text))
        self._folded = _folded(DASH_AT_END.sub(BROKEN, LETTERS_APART.sub(SPLIT, whole)))
        self._letters = GAP.sub("", self._folded)
        gaps = (gap.start() - nth for nth, gap in enumerate(GAP.finditer(self._folded)))
        self._gaps = array("L", gaps)
        """How many letters stand before each gap."""

    def lacks(self, quote: Sequence[str]) -> str:
        """The first of a quote's pieces that does not stand in the text after those before it; empty where all do."""
        at = 0
        for piece in quote:
            at = self._find(piece, at)
            if at < 0:
                return piece
        return ""

    def near(self, piece: str) -> Passage | None:
        """The passage that has most words of a piece in their places, and as many; nothing where it has too few."""
        asked = [word.casefold() for word in WORD.findall(piece)]
        votes = Counter(place - nth for nth, word in enumerate(asked) for place in self._places.get(word, ()))
        start = max(votes, key=lambda place: (votes[place], -place), default=0)
        if sum(votes[start + shift] for shift in SHIFTS) < max(1, NEARLY * len(asked)):
            return None
        words = self._words[max(0, start) : max(0, start) + len(asked)]
        first, last = words[0][0], words[-1][1]
        return Passage(self._text.count("\n", 0, first) + 1, " ".join(self._text[first:last].split()))

    def _find(self, piece: str, start: int) -> int:
        """How many letters stand before the end of a piece that comes after so many; -1 where it does not come."""
        letters = GAP.sub("", piece)
        at = self._letters.find(letters, start)
        for _ in range(MOST_TRIES):
            if at < 0 or self._says(at, at + len(letters) - 1, piece):
                return at if at < 0 else at + len(letters)
            at = self._letters.find(letters, at + 1)
        return -1

    def _says(self, first: int, last: int, piece: str) -> bool:
        """Whether a piece stands from one letter to another, and no word goes on before or behind it."""
        start, end = self._place(first), self._place(last) + 1
        around = (self._folded[max(0, start - 1) : start + 1], self._folded[end - 1 : end + 1])
        return not any(len(two) == 2 and two.isalnum() for two in around) and _reads(self._folded[start:end], piece)

    def _place(self, letter: int) -> int:
        """Where one of the letters stands in the folded text."""
        return letter + bisect_right(self._gaps, letter)

    @cached_property
    def _words(self) -> list[tuple[int, int]]:
        return [found.span() for found in WORD.finditer(self._text)]

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        """The first places of each word, counted in words."""
        found: dict[str, list[int]] = defaultdict(list)
        for nth, (start, end) in enumerate(self._words):
            places = found[self._text[start:end].casefold()]
            if len(places) < MOST_PLACES:
                places.append(nth)
        return found


def _seen(text: str) -> str:
    return EMPHASIS.sub("", normalize("NFC", text).translate(UNSEEN))


def _folded(text: str) -> str:
    return " ".join(text.translate(SIGNS).split())


def _reads(folded: str, piece: str) -> bool:
    """Whether a stretch of a folded text is a piece, in one of the ways in which its line ends can be read."""
    if SPLIT not in folded and BROKEN not in folded:
        return folded == piece
    ways = re.escape(folded).replace(SPLIT, "(?:- ?)?").replace(BROKEN, "- ?")
    return re.fullmatch(ways, piece) is not None
