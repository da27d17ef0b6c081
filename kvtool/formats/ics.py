"""A calendar (RFC 5545) of all-day events, one for each row with a day: programs that take no tasks show them too."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from kvtool.table import Table
from kvtool.words.safe import safe_text

WIDEST = 75
"""The octets of a line, without its end."""

HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kvtool//due//EN", "CALSCALE:GREGORIAN")


def calendar(answer: Table, day: date) -> str:
    """The rows that have a day as events, stamped with the day that was asked about: the same answer, the same bytes."""
    lines = [*HEAD]
    seen: Counter[str] = Counter()
    for row, shown in zip(answer.rows, answer.shown, strict=True):
        if row["due"]:
            lines.extend(_event(row, shown, day, seen))
    return "".join(f"{folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _event(row: Mapping[str, Any], shown: Mapping[str, Any], day: date, seen: Counter[str]) -> Iterator[str]:
    """An event is known by record, code and day, and counted where a record has several alike."""
    name = f"{row['id']}-{row['code']}-{row['due']}".lower()
    seen[name] += 1
    number = f"-{seen[name]}" if seen[name] > 1 else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{name}{number}@kvtool"
    yield f"DTSTAMP:{day.isoformat().replace('-', '')}T000000Z"
    yield f"DTSTART;VALUE=DATE:{row['due'].replace('-', '')}"
    yield f"SUMMARY:{inert(shown['what'])}: {inert(row['name'])}"
    yield "DESCRIPTION:" + "\\n".join(inert(str(one)) for one in (row["message"], row["help"], row["path"]) if one)
    yield f"CATEGORIES:{inert(shown['owner'])}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def inert(text: str) -> str:
    """Text that stays text: nothing in it ends a line, a value or a list."""
    bare = safe_text(text)
    return bare.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, each but the first behind a space; no letter is torn apart."""
    pieces, size = [""], 0
    for letter in line:
        width = len(letter.encode("utf-8", "backslashreplace"))
        if size + width > WIDEST:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += width
    return "\r\n".join(pieces)
