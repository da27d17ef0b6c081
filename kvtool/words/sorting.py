"""Sorting names as Finnish and Swedish do: å, ä, ö after z, other accents as their letters."""

import unicodedata
from functools import lru_cache

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
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in bare if not unicodedata.combining(letter)).replace("-", " ").split())
