"""Reads the plain form of YAML in which records are written, line by line; of anything else it says nothing.

It understands mappings and sequences by indentation, plain and quoted values of one line, literal and folded texts,
and mappings and sequences in brackets on one line. A text with more than that, right or wrong, it leaves to the
events of the full parser. Where it answers, it answers as they do, places included, in less than half the time.
"""

import re
from array import array
from typing import Any, Final

from kvtool.text.fault import Fault
from kvtool.text.scalars import MISREAD, NO_KEYS, NULLS, STARTS, misread
from kvtool.text.tree import WIDTH, Reading, Tree, marks

DEEPEST: Final = 16
LONGEST: Final = 39_000
"""So long a text holds no more values than a record may."""
MOST_BRACKETS: Final = 12

LINES: Final = re.compile(
    r"^( *)(- )?"
    r"(?:([A-Za-z][A-Za-z0-9_-]{0,60}):(?: |$))?"
    r"(?:([a-mp-xzA-MP-XZÅÄÖåäö][^:#\n]*[^:#\s])$"  # a value that means nothing but itself, whole
    r"|([|>]-?)\n( +)([^ \n].*(?:\n(?:\6.*)?)*$)"  # a text: its style, the depth of its lines, the lines
    r"|(.*)$)",
    re.MULTILINE,
)
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
FLAT: Final = re.compile(rf"\{{{NAME}: (?:{VALUE})(?:, {NAME}: (?:{VALUE}))*\}}")
"""A mapping in brackets that holds nothing else in brackets: most are so."""
PAIR: Final = re.compile(rf"({NAME}): ({VALUE})")
BREAKS: Final = re.compile("\n+")


class _MoreError(Exception):
    """The text holds more than the plain form."""


def plain(text: str) -> Reading | None:
    """The fields of a text with their places; nothing where it is written in more than the plain form."""
    if "\t" in text or "\r" in text or not text.endswith("\n") or len(text) > LONGEST:
        return None
    try:
        return _fields(text[:-1])
    except _MoreError:
        return None


def _fields(text: str) -> Reading | None:
    """Walks down the lines with a stack of the columns and holders that are open."""
    root: dict[str, Any] = {}
    above: list[tuple[int, Any]] = [(0, root)]
    waits: tuple[dict[str, Any], str] | None = None
    at = marks()
    odd: list[Fault] = []
    mark = at.append
    number = 0
    for spaces, dash, key, word, style, indent, lines, rest in LINES.findall(text):
        number += 1
        if not (key or dash):
            if (spaces and not rest) or (rest[:1] != "#" and (rest or word or style)):
                return None
            continue
        column = len(spaces)
        if waits:
            if _begin(above, waits, column, dash):
                at[-1] = number * WIDTH + column + 1
            waits = None
        top, holder = above[-1]
        while top > column or (top == column and not dash and type(holder) is list):
            above.pop()
            top, holder = above[-1]
        if top != column or (type(holder) is list) is not (dash != ""):
            return None
        if dash:
            column += 2
            mark(number * WIDTH + column + 1)
            if not key:
                if style:
                    holder.append(_text(style, indent, lines, column - 2))
                    number += _height(lines)
                else:
                    holder.append(word or _value(rest, number * WIDTH + column + 1, at, odd))
                continue
            item: dict[str, Any] = {}
            holder.append(item)
            above.append((column, item))
            holder = item
        if key in holder or key in NO_KEYS:
            return None
        start = number * WIDTH + column + 1
        mark(start)
        start += len(key) + 2
        mark(start)
        if word:
            holder[key] = word
        elif style:
            holder[key] = _text(style, indent, lines, column)
            number += _height(lines)
        elif not rest or rest[0] == "#":
            holder[key] = None
            at[-1] = start - 1
            waits = (holder, key)
        else:
            holder[key] = _value(rest, start, at, odd)
    return Reading(Tree(root, at), odd) if root else None


def _begin(above: list[tuple[int, Any]], waits: tuple[dict[str, Any], str], column: int, dash: str) -> bool:
    """Opens what a key without a value on its line holds, where the next line stands deeper."""
    outer = above[-1][0]
    if column < outer or (column == outer and not dash):
        return False
    if len(above) > DEEPEST:
        raise _MoreError
    holder, key = waits
    value: list[Any] | dict[str, Any] = [] if dash else {}
    holder[key] = value
    above.append((column, value))
    return True


def _value(rest: str, start: int, at: "array[int]", odd: list[Fault]) -> Any:
    """The value that starts at a mark; the marks of what it holds are added to those before, odd words are noted."""
    first = rest[:1] or " "
    if first not in NO_START:
        if ": " in rest or rest[-1] in ": ":
            raise _MoreError
        return _plain(rest[: rest.index(" #")].rstrip(" ") if " #" in rest else rest, start, odd)
    if first in "\"'":
        found = QUOTED.match(rest)
        if not found or not REST.fullmatch(rest, found.end()):
            raise _MoreError
        return found[1] if found[2] is None else found[2]
    if first in "[{" and rest.count("[") + rest.count("{") <= MOST_BRACKETS:
        if first == "[" and (found := WORDS.fullmatch(rest)):
            return _words(found[1].split(", "), start + 1, at, odd)
        if first == "{" and FLAT.fullmatch(rest):
            return _flat(rest, start, at, odd)
        value, end = _Brackets(rest, start, at, odd).value(0)
        if REST.fullmatch(rest, end):
            return value
    raise _MoreError


def _text(style: str, indent: str, lines: str, outer: int) -> str:
    """A literal or folded text, whose lines stand deeper than what holds it."""
    if len(indent) <= outer:
        raise _MoreError
    body = lines.replace(f"\n{indent}", "\n").rstrip("\n")
    if style[0] == ">":
        if "\n " in body:
            raise _MoreError
        body = BREAKS.sub(_folded, body) if "\n\n" in body else body.replace("\n", " ")
    return body if style[-1] == "-" else f"{body}\n"


def _height(lines: str) -> int:
    """How many lines a text takes; an empty last one counts for itself afterwards."""
    return lines.count("\n") + (lines[-1] != "\n")


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
        raise _MoreError

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
                raise _MoreError
            self.mark(self.start + at)
            self.mark(self.start + found.end())
            fields[found[1]], at = self.value(found.end())
            if self._ends(at, "}"):
                return fields, at + 1
            at = self._next(at)

    def _ends(self, at: int, bracket: str) -> bool:
        return self.rest[at : at + 1] == bracket

    def _next(self, at: int) -> int:
        if self.rest[at : at + 2] != ", ":
            raise _MoreError
        return at + 2


def _words(words: list[str], start: int, at: "array[int]", odd: list[Fault]) -> list[str | None]:
    """Plain words in brackets, the first of which stands at a mark."""
    values = []
    for word in words:
        at.append(start)
        values.append(_plain(word, start, odd))
        start += len(word) + 2
    return values


def _flat(rest: str, start: int, at: "array[int]", odd: list[Fault]) -> dict[str, str | None]:
    """The keys and values of a flat mapping that starts at a mark."""
    fields: dict[str, str | None] = {}
    for found in PAIR.finditer(rest):
        key, value = found.groups()
        if key in fields or key in NO_KEYS:
            raise _MoreError
        mark = start + found.start(2)
        at.append(start + found.start())
        at.append(mark)
        fields[key] = value[1:-1] if value[0] in "\"'" else _plain(value, mark, odd)
    return fields


def _plain(word: str, mark: int, odd: list[Fault]) -> str | None:
    """What a plain word means; one that others misread is noted, with its mark."""
    if word in NULLS:
        return None
    if word[0] in STARTS and len(word) < 24 and MISREAD.fullmatch(word):
        odd.append(misread(word, *divmod(mark, WIDTH)))
    return word


def _folded(breaks: re.Match[str]) -> str:
    """What the line ends in a folded text become: one is a space, more are one fewer."""
    return "\n" * (len(breaks[0]) - 1) or " "
