"""The passages of a record: every text, name and line in it, where it stands, in which language, and how much it says."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Final, NamedTuple, get_args, get_origin
from unicodedata import normalize

from kvtool.model.base import Record
from kvtool.model.part import Part
from kvtool.model.values import Line
from kvtool.model.walk import parts, texts
from kvtool.text.fault import Path

NAME: Final = 0
TITLE: Final = 1
OTHER: Final = 2
"""How much a passage says of its record: it names it, it heads it, or it is anything else."""

NAMES: Final = ("names", "other_names")
TITLES: Final = ("title", "headline", "claim", "id", "aliases")
WORD: Final = re.compile(r"[^\W_]+(?:[:'’][^\W_]+)*")


class Passage(NamedTuple):
    """A piece of a record's text; `source` is the id of the source that a line is quoted from."""

    path: Path
    text: str
    language: str
    rank: int
    source: str = ""


class Word(NamedTuple):
    """A word as it is compared, and where it stands in its text."""

    form: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of a text, with their places."""
    for found in WORD.finditer(text):
        yield Word(_form(found[0]), *found.span())


def forms(text: str) -> set[str]:
    """The words of a text, each once."""
    return {_form(found) for found in set(WORD.findall(text))}


def _form(word: str) -> str:
    """A word in small letters, without what is put on behind a colon (EU:n); of an abbreviation (S:t) all letters."""
    head, _, tail = word.partition(":")
    return (head if len(head) > 1 else head + tail.replace(":", "")).casefold()


def passages(record: Record) -> Iterator[Passage]:
    """All passages of a record, in the order of its parts."""
    yield Passage(("id",), record.id, "", TITLE)
    for index, alias in enumerate(record.aliases):
        yield Passage(("aliases", index), alias, "", TITLE)
    walked = parts(record)
    for path, text in texts(walked):
        for language, said in text:
            yield Passage((*path, language), normalize("NFC", said), language, _rank(path))
    for path, part in walked:
        source = str(getattr(part, "source", None) or "")
        for field, attribute in _lines(type(part)):
            if said := getattr(part, attribute):
                yield Passage((*path, field), normalize("NFC", str(said)), "", _rank((*path, field)), source)
        if path and (inner := getattr(part, "id", None)):
            yield Passage((*path, "id"), str(inner), "", OTHER)


def _rank(path: Path) -> int:
    """A record's own names and titles count; those of its parts are text like other text."""
    if path[0] in NAMES:
        return NAME
    return TITLE if path[0] in TITLES or (len(path) > 2 and path[2] in NAMES) else OTHER


@cache
def _lines(model: type[Part]) -> tuple[tuple[str, str], ...]:
    """The fields of a part that hold a plain line."""
    return tuple((field.name, field.attribute) for field in model.fields.values() if _is_line(field.annotation))


def _is_line(annotation: object) -> bool:
    if annotation == Line:
        return True
    if get_origin(annotation) is Annotated:
        return _is_line(get_args(annotation)[0])
    return any(_is_line(choice) for choice in get_args(annotation))
