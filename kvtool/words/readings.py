"""What a word may be read as besides what a dictionary says, which has one base form for each word.

`delar` is a form of `dela` there, and of `del`, too: that shows by `delarna`, another form, which can only be of that one.
So words are changed by their endings into such forms, and a dictionary says whether there are any, and of what.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from kvtool.words.alike import shared
from kvtool.words.sorting import fold

LEAST: Final = 3
"""The letters with which a word and what it is read as begin alike."""

Change = tuple[re.Pattern[str], str, str | None]
"""An ending, what another form has in its place, and what the base form has there, where that is always the same."""


def _changes(*changes: tuple[str, str] | tuple[str, str, str]) -> Sequence[Change]:
    return [(re.compile(f"(?:{ending})$"), other, base[0] if base else None) for ending, other, *base in changes]


OF_WORDS: Final[Mapping[str, Sequence[Change]]] = {
    "fi": _changes(
        ("([aeiouyäö])", r"\1vat"),
        ("([aeiouyäö])", r"\1vät"),
        ("(aa|[eiouy])", r"\1matta"),
        ("(ää|[eiouy])", r"\1mättä"),
        ("mist[aä]", "misen"),
    ),
    "sv": _changes(
        ("ar", "arna", ""), ("er", "erna", ""), ("or", "orna", "a"), ("tt", "dare", "d"), ("d[ae]?", "t", "a")
    ),
}
"""Words that a verb and a noun have in common, or an adjective and a participle."""

OF_BASES: Final[Mapping[str, Sequence[Change]]] = {
    "fi": _changes(
        ("(n[uy]t|t[uy]|v[aä]|minen)", r"\1"),
        ("t[uy]", "tiin"),
        ("t[aä]va", "taan"),
        ("t[aä]vä", "tään"),
        ("va|minen", "matta"),
        ("vä|minen", "mättä"),
        (r"(?<=\w{4})mpi", "", ""),
        (r"(?<=\w{4})empi", "a", "a"),
        (r"(?<=\w{4})empi", "ä", "ä"),
    ),
    "sv": _changes(("(d|[ae]nde)", r"\1"), ("d", "t", "a")),
}
"""Participles, comparatives and the like, which have a base form of their own, and are forms of another word."""


def readings(word: str, base: str, code: str, looked_up: Callable[[str, str], str]) -> Iterator[str]:
    """The other base forms of a word that a dictionary knows by one; some are told twice."""
    for one, changes in ((word if word != base else "", OF_WORDS), (word, OF_BASES), (base, OF_BASES)):
        for ending, other, own in changes.get(code, ()):
            if found := ending.search(one):
                stem = one[: found.start()]
                form = stem + found.expand(other)
                read = looked_up(form, code)
                if read == stem + own if own is not None else _fits(read, one, form):
                    yield read


def _fits(read: str, one: str, form: str) -> bool:
    """Whether what another form of a word is of is no word of its own, and begins as the word does but for accents (å, ä)."""
    return read not in ("", form) and shared(fold(read), fold(one)) >= LEAST
