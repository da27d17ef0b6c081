"""What a paper says, statement by statement, and what another one says otherwise: its lines, without their marks."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import islice, zip_longest
from typing import Final, NamedTuple

HEADING: Final = re.compile(r"(#{1,6}) (.*)")
TITLE: Final = re.compile(r"\*\*(.+)\*\*")
NOTE: Final = re.compile(r"\[\^([^\]]+)\]: (.*)")
REFERENCE: Final = re.compile(r"\[\^([^\]]+)\]")
LEADING: Final = re.compile(r"^(?:> ?)*(?:[-*] +)?")
"""What sets a line apart as one of a box or of a list."""
ROW_OF_DASHES: Final = re.compile(r"\|(?: *:?-+:? *\|)+")
CELL: Final = re.compile(r"(?<!\\)\|")
BOLD: Final = re.compile(r"(?<!\\)\*\*")
PROPOSED: Final = re.compile(r"\\\*")
"""The mark at the first use of a translation, wherever that is."""
ESCAPED: Final = re.compile(r"\\([^\w\s])")
NOTES: Final = "[^]"
"""The place of the notes."""
HEAD: Final = "|"
"""Where the places of what stands in the head of a paper begin."""
ALIKE: Final = 0.6
"""How much two statements of one place have in common where one became the other."""
MOST_NEAR: Final = 6
"""Among how many statements that went the one is looked for that became another."""

Place = tuple[str, ...]
"""The headings and the bold title that something stands under."""


class Statement(NamedTuple):
    """A line of a paper in plain text, with its place."""

    place: Place
    text: str


class Otherwise(NamedTuple):
    """What a paper said and what it says: only one of them, where a statement came or went."""

    place: Place
    old: str
    new: str


def statements(text: str) -> list[tuple[Statement, list[str]]]:
    """All that a paper says, headings and titles too, each statement with the notes to it."""
    lines = text.split("\n")
    notes = {note[1]: _plain(note[2]) for note in map(NOTE.fullmatch, lines) if note}
    said = _statements([(line, after) for line, after in zip(lines, [*lines[1:], ""], strict=True)])
    return [(one, [notes.get(number, "") for number in REFERENCE.findall(line)]) for one, line in said]


def _statements(lines: Sequence[tuple[str, str]]) -> Iterator[tuple[Statement, str]]:
    section: Place = ()
    place: Place = ()
    columns: list[str] = []
    for line, after in lines:
        said = _plain(line)
        if heading := HEADING.fullmatch(line):
            said = _plain(heading[2])
            section = place = () if len(heading[1]) == 1 else (*section[: len(heading[1]) - 2], said)
            yield Statement((), said), line
        elif ROW_OF_DASHES.fullmatch(after):
            columns = _cells(line)
        elif NOTE.match(line) or ROW_OF_DASHES.fullmatch(line) or not said:
            continue
        elif line.startswith("|") and not section:  # each cell of the head says something of its own
            for column, cell in zip(columns, _cells(line), strict=False):
                yield Statement((HEAD, column), cell), ""
        elif TITLE.fullmatch(REFERENCE.sub("", line)):
            place = (*section, said)
            yield Statement(section, said), line
        else:
            place = place if line.startswith(("-", "|")) else section
            yield Statement(place, said), line


def _plain(line: str) -> str:
    """A line in plain text; the cells of a row stand one after the other."""
    if line.startswith("|"):
        return "; ".join(filter(None, _cells(line)))
    return _unmarked(LEADING.sub("", line))


def _cells(row: str) -> list[str]:
    return [_unmarked(cell) for cell in CELL.split(row)[1:-1]]


def _unmarked(text: str) -> str:
    return ESCAPED.sub(r"\1", PROPOSED.sub("", BOLD.sub("", REFERENCE.sub("", text)))).strip()


def otherwise(old: str, new: str) -> list[Otherwise]:
    """What one paper says otherwise than another one, place by place; a mere change of order is none."""
    before, after = statements(old), statements(new)
    renamed = _renamed([one for one, _ in before], [one for one, _ in after])
    before = [(Statement(renamed.get(one.place, one.place), one.text), notes) for one, notes in before]
    was, now = [one for one, _ in before], [one for one, _ in after]
    gone, found = _beyond(was, now), list[Otherwise]()
    for one in _beyond(now, was):
        there = islice((other for other in gone if other.place == one.place), MOST_NEAR)
        near = next((other for other in there if HEAD in one.place or _are_alike(other.text, one.text)), None)
        if near:
            gone.remove(near)
        found.append(Otherwise(one.place, near.text if near else "", one.text))
    found += [Otherwise(one.place, one.text, "") for one in gone]
    order = {place: number for number, one in reversed([*enumerate(now + was)]) for place in (one.place[:1], one.place)}
    found.sort(key=lambda one: (order[one.place[:1]], order[one.place]))
    return [*_telling(found), *_noted(dict(before), dict(after))]


def _beyond(some: Sequence[Statement], others: Sequence[Statement]) -> list[Statement]:
    """The statements that the others have not, or have less often."""
    left = Counter(others)
    found = []
    for one in some:
        left[one] -= 1
        if left[one] < 0:
            found.append(one)
    return found


def _are_alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _telling(found: Sequence[Otherwise]) -> Iterator[Otherwise]:
    """Without the headings and titles of what came or went: that is told with them."""
    holding = {(*one.place[:depth], not one.old) for one in found for depth in range(1, len(one.place) + 1)}
    for one in found:
        if (one.old and one.new) or (*one.place, one.old or one.new, not one.old) not in holding:
            yield one


def _noted(before: Mapping[Statement, list[str]], after: Mapping[Statement, list[str]]) -> Iterator[Otherwise]:
    """The notes that became others where what they are notes to is what it was, each once."""
    pairs = (
        pair
        for one, notes in after.items()
        if one in before and before[one] != notes
        for pair in zip_longest(before[one], notes, fillvalue="")
    )
    yield from (Otherwise((NOTES,), old, new) for old, new in dict.fromkeys(pairs) if old != new)


def _renamed(before: Sequence[Statement], after: Sequence[Statement]) -> Mapping[Place, Place]:
    """The places of one paper that have another name in the other one, much like it, between the same two places."""
    old, new = (list(dict.fromkeys(one.place for one in paper)) for paper in (before, after))
    pairs = ((old[was], new[now]) for was, now in paired(old, new).items())
    return {was: now for was, now in pairs if len(was) == len(now) and all(map(_are_alike, was, now))}


def paired(old: Sequence[object], new: Sequence[object]) -> Mapping[int, int]:
    """Which item of a list is which of another one: those that are equal, and as many others as stand between the same two."""
    found: dict[int, int] = {}
    for tag, i, end_i, j, end_j in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and end_i - i == end_j - j):
            found |= dict(zip(range(i, end_i), range(j, end_j), strict=True))
    return found
