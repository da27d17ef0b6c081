"""Reads the plain form of YAML in which records are written, line by line; of anything else it says nothing.

It understands mappings and sequences by indentation, plain and quoted values of one line, literal and folded texts,
and mappings and sequences in brackets on one line. A text with more than that, right or wrong, it leaves to the
events of the full parser. Where it answers, it answers as they do, places included, in less than half the time.
"""

import re
from array import array
from sys import intern
from typing import Any, Final

from kvtool.text.fault import Fault
from kvtool.text.line import SHORT, MoreError, value_of
from kvtool.text.scalars import NO_KEYS
from kvtool.text.tree import SMALL, WIDTH, Reading, Tree

DEEPEST: Final = 16
LONGEST: Final = 39_000
"""So long a text holds no more values than a record may."""

LINES: Final = re.compile(
    r"^( *)(- )?"
    r"(?:([A-Za-z][A-Za-z0-9_-]{0,60}):(?: |$))?"
    r"(?:((?:[a-mp-xzA-MP-XZÅÄÖåäö]|[noyNOY][^:#\n]{3})[^:#\n]*[^:#\s]"  # a value that means nothing but itself, whole;
    r"|[1-9](?:[0-9]{3}(?:-[0-9]{2}){0,2})?)$"  # and a digit, a year, a month, a day
    r"|([|>]-?)\n( +)([^ \n].*(?:\n(?:\6.*)?)*$)"  # a text: its style, the depth of its lines, the lines
    r"|(.*)$)",
    re.MULTILINE,
)
BREAKS: Final = re.compile("\n+")


def plain(text: str) -> Reading | None:
    """The fields of a text with their places; nothing where it is written in more than the plain form."""
    if "\t" in text or "\r" in text or not text.endswith("\n") or len(text) > LONGEST:
        return None
    try:
        return _fields(text[:-1])
    except (MoreError, OverflowError):
        return None


def _fields(text: str) -> Reading | None:
    """Walks down the lines with a stack of the columns and holders that are open."""
    root: dict[str, Any] = {}
    above: list[tuple[int, Any]] = [(0, root)]
    holder: Any = root
    top, in_list = 0, False
    waits: tuple[dict[str, Any], str] | None = None
    at = array(SMALL)
    odd: list[Fault] = []
    mark = at.append
    line = 1
    for spaces, dash, key, word, style, indent, lines, rest in LINES.findall(text):
        line += WIDTH
        if not (key or dash):
            if (spaces and not rest) or (rest[:1] != "#" and (rest or word or style)):
                return None
            continue
        column = len(spaces)
        if waits:
            if _begin(above, waits, column, dash):
                at[-1] = line + column
                top, holder = above[-1]
                in_list = dash != ""
            waits = None
        if top != column or in_list is not (dash != ""):
            while top > column or (top == column and in_list and not dash):
                above.pop()
                top, holder = above[-1]
                in_list = type(holder) is list
            if top != column or in_list is not (dash != ""):
                return None
        if dash:
            column += 2
            mark(line + column)
            if not key:
                if style:
                    holder.append(_text(style, indent, lines, column - 2))
                    line += _height(lines) * WIDTH
                else:
                    holder.append(intern(word) if word else value_of(rest, line + column, at, odd))
                continue
            item: dict[str, Any] = {}
            holder.append(item)
            above.append((column, item))
            top, holder, in_list = column, item, False
        if key in holder or key in NO_KEYS:
            return None
        key = intern(key)
        start = line + column
        mark(start)
        start += len(key) + 2
        mark(start)
        if word:
            holder[key] = word if len(word) > SHORT else intern(word)
        elif style:
            holder[key] = _text(style, indent, lines, column)
            line += _height(lines) * WIDTH
        elif not rest or rest[0] == "#":
            holder[key] = None
            at[-1] = start - 1
            waits = (holder, key)
        else:
            holder[key] = value_of(rest, start, at, odd)
    return Reading(Tree(root, at), odd) if root else None


def _begin(above: list[tuple[int, Any]], waits: tuple[dict[str, Any], str], column: int, dash: str) -> bool:
    """Opens what a key without a value on its line holds, where the next line stands deeper."""
    outer = above[-1][0]
    if column < outer or (column == outer and not dash):
        return False
    if len(above) > DEEPEST:
        raise MoreError
    holder, key = waits
    value: list[Any] | dict[str, Any] = [] if dash else {}
    holder[key] = value
    above.append((column, value))
    return True


def _text(style: str, indent: str, lines: str, outer: int) -> str:
    """A literal or folded text, whose lines stand deeper than what holds it."""
    if len(indent) <= outer:
        raise MoreError
    body = lines.replace(f"\n{indent}", "\n").rstrip("\n")
    if style[0] == ">":
        if "\n " in body:
            raise MoreError
        body = BREAKS.sub(_folded, body) if "\n\n" in body else body.replace("\n", " ")
    return body if style[-1] == "-" else f"{body}\n"


def _height(lines: str) -> int:
    """How many lines a text takes; an empty last one counts for itself afterwards."""
    return lines.count("\n") + (lines[-1] != "\n")


def _folded(breaks: re.Match[str]) -> str:
    """What the line ends in a folded text become: one is a space, more are one fewer."""
    return "\n" * (len(breaks[0]) - 1) or " "
