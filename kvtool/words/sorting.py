"""Sorting names as Finnish and Swedish do: å, ä, ö after z, other accents as their letters."""

import unicodedata
from functools import lru_cache
from itertools import filterfalse

LATE = str.maketrans({"å": "{a", "ä": "{b", "ö": "{c", "æ": "{b", "ø": "{c"})


@lru_cache(maxsize=8192)
def sort_key(text: str) -> tuple[str, str]:
    """A key that orders names the same on every machine."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(LATE)
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter))
    return plain, text


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A text with case and accents taken off, for finding it however it is typed."""
    bare = text.casefold()
    if not bare.isascii():
        bare = "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", bare)))
    return " ".join(bare.replace("-", " ").split())
