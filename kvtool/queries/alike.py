"""Words compared however they are typed."""

import unicodedata
from functools import lru_cache

from kvtool.words.sorting import fold


@lru_cache(maxsize=4096)
def _counts(letter: str) -> bool:
    """Whether a character is more than punctuation or white space."""
    return unicodedata.category(letter)[0] not in "PZ"


def bare(text: str) -> str:
    """A text without case, accents, white space and punctuation: two that are bare alike say the same words."""
    folded = fold(text)
    plain = folded.replace(" ", "")
    return plain if plain.isalnum() else "".join(filter(_counts, plain))
