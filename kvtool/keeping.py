"""Hand-written blocks in a paper: what stands between `<!-- keep: NAME -->` and `<!-- /keep -->` stays when it is made anew.

A block goes back behind the heading that it stood behind, after the same paragraph where that is still there. Nothing
is ever lost: where it cannot be told what is a block, nothing is written.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple, NoReturn

from kvtool.errors import Exit, KvtoolError
from kvtool.saying import paired
from kvtool.words.safe import safe_text

BEGIN: Final = re.compile(r"[ \t]*<!--[ \t]*keep:[ \t]*(?P<name>\w[\w .-]{0,60}?)[ \t]*-->[ \t]*")
END: Final = re.compile(r"[ \t]*<!--[ \t]*/keep[ \t]*-->[ \t]*")
LIKE: Final = re.compile(r"<!--\s*/?\s*keep\b", re.IGNORECASE)
"""What may be meant as a mark, well written or not."""
HEADING: Final = re.compile(r"#{1,6} .*")
LAST: Final = re.compile(r"\[\^[^\]]+\]:|<!-- new page -->")
"""What stands below all that a section says: its notes, and the beginning of the next section's page."""
GONE: Final = "Kept from sections that are gone"


class Piece(NamedTuple):
    """A heading, a paragraph or whatever else blank lines set apart; or a block, which has a name and may hold such lines."""

    text: str
    name: str = ""


Section = list[Piece]
"""A heading and what stands behind it; what stands before the first heading is a section, too."""


def kept(old: str, new: str, gone: str = GONE) -> str:
    """A new paper with the hand-written blocks of the old one; `gone` is the heading of those whose section is gone.

    Raises KvtoolError where a mark of either has no other end, or a name stands twice.
    """
    was = _sections(old)
    if not any(piece.name for section in was for piece in section):
        return new
    now = _sections(new)
    places = paired(*(["", *(section[0].text for section in paper[1:])] for paper in (was, now)))
    named = {piece.name: (section, at) for section in now for at, piece in enumerate(section) if piece.name}
    homeless = [Piece(f"## {gone}")]
    for number, section in enumerate(was):
        for at, piece in enumerate(section):
            if piece.name in named:
                there, place = named[piece.name]
                there[place] = piece
            elif piece.name and number in places:
                _put(now[places[number]], piece, [one for one in section[:at] if not one.name])
            elif piece.name:
                homeless.append(piece)
    every = [piece for section in now for piece in section] + (homeless if len(homeless) > 1 else [])
    return "\n\n".join(piece.text for piece in every) + "\n"


def _put(section: Section, block: Piece, above: Section) -> None:
    """Puts a block behind what it stood behind, and behind the blocks that stand there; else at the section's end.

    `above` is what stood above it; of several paragraphs that are alike it is the one that was as far down.
    """
    before = above[-1] if above else None
    alike = [at for at, piece in enumerate(section) if piece == before]
    if before and alike:
        at = alike[min(above.count(before), len(alike)) - 1] + 1
    elif before is None or HEADING.fullmatch(before.text):
        at = int(bool(section) and HEADING.fullmatch(section[0].text) is not None)
    else:
        at = next((at for at, piece in enumerate(section) if LAST.match(piece.text)), len(section))
    while at < len(section) and section[at].name:
        at += 1
    section.insert(at, block)


def _sections(text: str) -> list[Section]:
    sections: list[Section] = [[]]
    for piece in _pieces(text):
        if not piece.name and HEADING.fullmatch(piece.text):
            sections.append([])
        sections[-1].append(piece)
    return sections


def _pieces(text: str) -> Iterator[Piece]:
    """What a paper consists of; raises KvtoolError where a mark is alone, within a block or wrongly written."""
    seen: dict[str, int] = {}
    name, lines = "", list[str]()
    for number, line in enumerate(_lines(text), 1):
        begin, ends = BEGIN.fullmatch(line), END.fullmatch(line) is not None
        if LIKE.search(line) and not begin and not ends:
            _refuse(number, f"'{safe_text(line.strip()[:60])}' is no mark of a block")
        if begin and name:
            _refuse(number, f"the block '{begin['name']}' begins within '{name}', of line {seen[name]}")
        if begin and begin["name"] in seen:
            _refuse(number, f"the block '{begin['name']}' stands in line {seen[begin['name']]} already")
        if ends and not name:
            _refuse(number, "a block ends, and none has begun")
        if lines and not name and (begin or not line.strip() or HEADING.fullmatch(line)):
            yield Piece("\n".join(lines))
            lines = []
        if begin:
            name = begin["name"]
            seen[name] = number
        if name or line.strip():
            lines.append(line)
        if ends or (lines and not name and HEADING.fullmatch(line)):
            yield Piece("\n".join(lines), name)
            name, lines = "", []
    if name:
        _refuse(seen[name], f"the block '{name}' has no end")
    if lines:
        yield Piece("\n".join(lines))


def _lines(text: str) -> Iterator[str]:
    return (line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n"))


def _refuse(number: int, said: str) -> NoReturn:
    raise KvtoolError(
        f"line {number}: {said}; nothing written",
        Exit.NOT_WRITTEN,
        remedy="write <!-- keep: NAME --> and <!-- /keep --> on lines of their own, each name once",
    )
