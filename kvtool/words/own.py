"""Words of a base's own: a gettext catalogue with what its papers say otherwise, and nothing in it can act."""

from collections.abc import Mapping
from io import BytesIO
from string import Formatter
from typing import Final

from kvtool.words.safe import safe_text

LONGEST: Final = 1000
"""How many letters a label or sentence has at most."""

Own = Mapping[tuple[str, str], str]
"""Words by their context, empty for sentences, and their key in English."""


class BadWordsError(Exception):
    """A catalogue that cannot be used; says where and why."""


def read(data: bytes) -> dict[tuple[str, str], str]:
    """The words of a catalogue; raises BadWordsError. What has no words yet, or is marked fuzzy, is left out."""
    from babel.messages.pofile import PoFileError, read_po

    try:
        data.decode("utf-8")
        catalogue = read_po(BytesIO(data), charset="utf-8", abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError, LookupError) as error:
        place = getattr(error, "lineno", None)
        raise BadWordsError(f"{f'line {place + 1}: ' if place is not None else ''}no catalogue of words") from None
    found: dict[tuple[str, str], str] = {}
    for one in catalogue:
        if one.id and one.string and not one.fuzzy:
            why = _fault(one.id, one.string)
            if why:
                raise BadWordsError(f"line {one.lineno}: {why}")
            found[one.context or "", str(one.id)] = str(one.string)
    return found


def _fault(key: object, said: object) -> str:
    """Why words cannot stand for a key; empty where they can."""
    if not isinstance(key, str) or not isinstance(said, str):
        return "plural forms are not used"
    if len(said) > LONGEST:
        return f"more than {LONGEST} letters"
    if safe_text(said) != said:
        return "a hidden or control character stands in the words"
    try:
        asked, known = places(said), places(key)
    except ValueError:
        return "a brace has no other"
    if wrong := sorted(asked - known):
        return f"{{{safe_text(wrong[0][:40])}}} does not stand in the sentence"
    return ""


def places(sentence: str) -> set[str]:
    """The places of a sentence that are filled, by name; one that asks for more than a value is told as it is written.

    Raises ValueError where a brace has no other.
    """
    found = set()
    for _, name, form, conversion in Formatter().parse(sentence):
        if name is not None:
            plain = name.isidentifier() and not form and not conversion
            found.add(
                name if plain else f"{name}{'!' if conversion else ''}{conversion or ''}{':' if form else ''}{form}"
            )
    return found
