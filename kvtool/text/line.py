"""The value on one line of a text in the plain form of YAML: plain, quoted or in brackets."""

import re
from array import array
from sys import intern
from typing import Any, Final

from kvtool.text.fault import Fault
from kvtool.text.scalars import LONG, MISREAD, NO_KEYS, NULLS, STARTS, misread
from kvtool.text.tree import WIDTH

MOST_BRACKETS: Final = 12
SHORT: Final = 40
"""Shorter values are the same text wherever they stand: most are codes and ids, which many records share."""
NO_START: Final = frozenset(" -?:,[]{}#&*!|>'\"%@`")
"""What no plain value starts with, or only sometimes."""
QUOTED: Final = re.compile(r""""([^"\\]*)"|'([^']*)'""")
REST: Final = re.compile(r"(?: +#.*)?")
"""What may follow a quoted value or a bracket on its line."""
WORDS: Final = re.compile(r"\[([A-Za-z][\w-]*(?:, [A-Za-z][\w-]*)*)\]")
"""Ids in brackets: what most brackets hold."""
NAME: Final = r"[A-Za-z][A-Za-z0-9_-]{0,60}"
KEY: Final = re.compile(rf"({NAME}): ")
IN_BRACKETS: Final = re.compile(r"[^\W_](?:[^,\[\]{}:#\"'&*!|>%@`\\?]*[^,\[\]{}:#\"'&*!|>%@`\\? ])?")
"""A plain value in brackets."""
VALUE: Final = rf"""{IN_BRACKETS.pattern}|"[^"\\]*"|'[^']*'"""
LONGEST: Final = 400
"""Longer brackets are not looked at for pairs: to search a text for them takes many steps where it holds none."""
PAIRS: Final = re.compile(rf"({NAME}): ({VALUE})(, |\}})")
"""A key and its value in a mapping in brackets that holds nothing else in brackets, with what ends them: most are so."""


class MoreError(Exception):
    """The text holds more than the plain form."""


def value_of(rest: str, start: int, at: "array[int]", odd: list[Fault]) -> Any:
    """The value that starts at a mark; the marks of what it holds are added to those before, odd words are noted."""
    first = rest[:1] or " "
    if first not in NO_START:
        if ": " in rest or rest[-1] in ": ":
            raise MoreError
        return _plain(rest[: rest.index(" #")].rstrip(" ") if " #" in rest else rest, start, odd)
    if first in "\"'":
        found = QUOTED.match(rest)
        if not found or (found.end() < len(rest) and not REST.fullmatch(rest, found.end())):
            raise MoreError
        return found[1] if found[2] is None else found[2]
    if first == "[" and (found := WORDS.fullmatch(rest)):
        return _words(found[1].split(", "), start + 1, at, odd)
    if first == "{" and len(rest) <= LONGEST and (flat := _flat(rest, start, at, odd)) is not None:
        return flat
    if first in "[{" and rest.count("[") + rest.count("{") <= MOST_BRACKETS:
        value, end = _Brackets(rest, start, at, odd).value(0)
        if REST.fullmatch(rest, end):
            return value
    raise MoreError


class _Brackets:
    """The walk along a mapping or sequence in brackets; `start` is the mark of the line's rest."""

    def __init__(self, rest: str, start: int, at: "array[int]", odd: list[Fault]) -> None:
        self.rest = rest
        self.start = start
        self.mark = at.append
        self.odd = odd

    def value(self, at: int) -> tuple[Any, int]:
        """The value at a place, and the place after it."""
        rest = self.rest
        first = rest[at : at + 1]
        if first in ("[", "{"):
            return self._sequence(at + 1) if first == "[" else self._mapping(at + 1)
        if first in ('"', "'") and (found := QUOTED.match(rest, at)):
            return (found[1] if found[2] is None else found[2]), found.end()
        if found := IN_BRACKETS.match(rest, at):
            return _plain(found[0], self.start + at, self.odd), found.end()
        raise MoreError

    def _sequence(self, at: int) -> tuple[list[Any], int]:
        items: list[Any] = []
        if self._ends(at, "]"):
            return items, at + 1
        while True:
            self.mark(self.start + at)
            item, at = self.value(at)
            items.append(item)
            if self._ends(at, "]"):
                return items, at + 1
            at = self._next(at)

    def _mapping(self, at: int) -> tuple[dict[str, Any], int]:
        fields: dict[str, Any] = {}
        if self._ends(at, "}"):
            return fields, at + 1
        while True:
            found = KEY.match(self.rest, at)
            if not found or found[1] in fields or found[1] in NO_KEYS:
                raise MoreError
            self.mark(self.start + at)
            self.mark(self.start + found.end())
            fields[intern(found[1])], at = self.value(found.end())
            if self._ends(at, "}"):
                return fields, at + 1
            at = self._next(at)

    def _ends(self, at: int, bracket: str) -> bool:
        return self.rest[at : at + 1] == bracket

    def _next(self, at: int) -> int:
        if self.rest[at : at + 2] != ", ":
            raise MoreError
        return at + 2


def _words(words: list[str], start: int, at: "array[int]", odd: list[Fault]) -> list[str | None]:
    """Plain words in brackets, the first of which stands at a mark."""
    values: list[str | None] = []
    for word in words:
        at.append(start)
        values.append(intern(word) if LONG <= len(word) <= SHORT else _plain(word, start, odd))
        start += len(word) + 2
    return values


def _flat(rest: str, start: int, at: "array[int]", odd: list[Fault]) -> dict[str, str | None] | None:
    """The keys and values of a flat mapping that starts at a mark; nothing, and nothing noted, where it is another one."""
    fields: dict[str, str | None] = {}
    column = 1
    known, words = len(at), len(odd)
    for key, value, after in PAIRS.findall(rest, 1):
        if key in fields or key in NO_KEYS:
            break
        mark = start + column + len(key) + 2
        at.append(start + column)
        at.append(mark)
        fields[intern(key)] = value[1:-1] if value[0] in "\"'" else _plain(value, mark, odd)
        column += len(key) + 2 + len(value) + len(after)
        if after == "}":
            if column == len(rest):
                return fields
            break
    del at[known:], odd[words:]
    return None


def _plain(word: str, mark: int, odd: list[Fault]) -> str | None:
    """What a plain word means; one that others misread is noted, with its mark."""
    if word in NULLS:
        return None
    if word[0] in STARTS and len(word) < 24 and MISREAD.fullmatch(word):
        odd.append(misread(word, *divmod(mark, WIDTH)))
    return word if len(word) > SHORT else intern(word)
