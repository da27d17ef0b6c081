"""Puts the fields of a record's text into another order, each with the comments that are its own.

What a comment belongs to, its place says:

- on a line of a field, or indented below one: to that field;
- right above a field, at the start of the line: to that field, with the lines of comment right above it;
- above an empty line: to no field. Like a heading it divides the record and stays where it is: the fields on either side
  are put in order among themselves, and where one of them would have to pass it, all stay;
- above the first field: to the record. It stays; since it may mean the field as well, all stay where another field would
  come to stand right below it;
- below the last field, at the start of the line: to the end of the record, where it stays.

Empty lines go with the field above them, but those above a comment that stays, and those at the end, stay too.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from kvtool.text.spans import Field, fields

Order = Callable[[Iterable[str]], Sequence[str]]
Lines = Sequence[str]


class _Section(NamedTuple):
    """Fields that nothing divides, each with the lines that go with it, and the lines below them that stay."""

    fields: dict[str, Lines]
    stays: Lines


def arranged(text: str, order: Order) -> str:
    """A readable record with its fields in an order; as it is where a comment would come to mean something else."""
    found = fields(text)
    if not found or not text.endswith("\n") or any(text[one.start - 1 : one.start] not in ("", "\n") for one in found):
        return text
    lines = text.splitlines(keepends=True)
    head = lines[: _line(text, found[0].start)]
    sections = [_Section(_sorted(one.fields, order), one.stays) for one in _sections(text, lines, found)]
    new = {name: block for one in sections for name, block in one.fields.items()}
    if list(new) != list(order(new)) or _misleads(head, new, found[0].name):
        return text
    moved = (line for one in sections for block in (*one.fields.values(), one.stays) for line in block)
    return "".join((*head, *moved))


def _sorted(blocks: dict[str, Lines], order: Order) -> dict[str, Lines]:
    return {name: blocks[name] for name in order(blocks)}


def _misleads(head: Lines, new: dict[str, Lines], first: str) -> bool:
    """Whether what is said of the record would be said of a field, or what is said to kvtool of a field, of the record."""
    name, block = next(iter(new.items()))
    above = head[-1].lstrip() if head else ""
    speaks = any(line.startswith("#") and "kvtool:" in line for line in block)
    return name != first and (above.startswith("#") or speaks)


def _sections(text: str, lines: Lines, found: Sequence[Field]) -> Iterator[_Section]:
    """The lines from the first field on, taken apart."""
    starts = [_line(text, one.start) for one in found]
    section: dict[str, Lines] = {}
    own: Lines = []
    for one, start, following in zip(found, starts, [*starts[1:], len(lines)], strict=True):
        end = _line(text, one.end - 1) + 1
        goes, stays, above = _parted(lines[end:following], is_last=one is found[-1])
        section[one.name] = [*own, *lines[start:end], *goes]
        own = above
        if stays or one is found[-1]:
            yield _Section(section, stays)
            section = {}


def _parted(between: Lines, *, is_last: bool) -> tuple[Lines, Lines, Lines]:
    """The lines below a field that go with it, those that stay, and the comments of the next field."""
    end = len(between)
    while end and not is_last and between[end - 1].startswith("#"):
        end -= 1
    remarks = (nth for nth, line in enumerate(between[:end]) if line.startswith("#"))
    start = next(remarks, end)
    while start and (start < end or is_last) and not between[start - 1].strip():
        start -= 1
    return between[:start], between[start:end], between[end:]


def _line(text: str, index: int) -> int:
    """The number of the line, counted from 0, in which a character stands."""
    return text.count("\n", 0, index)
