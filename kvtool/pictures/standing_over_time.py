"""The standing of a partner as a timeline: a bar for each statement, from the day it holds to the day it stops."""

from datetime import date
from typing import Any, Final

from kvtool.model.partner import Partner
from kvtool.model.source import UNDECIDED
from kvtool.parts.standing import shown_in_time
from kvtool.picture import MOST_ROWS, Picture, lines
from kvtool.queries.reading import Reader, unmarked
from kvtool.report import Paper
from kvtool.store.statements import Said, replaced_on

LETTERS: Final = 38
"""How long a line of a statement is."""
LINE: Final = 14
TICKS: Final = 8
"""How many years are written at most."""


def picture(paper: Paper, partner: Partner) -> Picture | None:
    """The picture of a partner's statements up to the day; none of a single one."""
    reader, say = paper.reader._replace(mark=unmarked), paper.say
    resolved = reader.resolved(partner)
    said = [one for one in shown_in_time(paper, resolved) if one.begins]
    if not 2 <= len(said) <= MOST_ROWS:
        return None
    day, name = reader.date(reader.day), reader.name(partner.id)
    text = say(
        "Timeline of what {name} has been to the city, from {first} to {day}, by {number} statements.",
        name=name,
        first=reader.date(said[0].begins),
        day=day,
        number=len(said),
    )
    if head := resolved.headline:
        told = {"day": day, "status": reader.status(resolved), "authority": reader.authority(head.authority)}
        text += " " + say("What leads on {day}: {status} ({authority}).", **told)
    title = say("What {name} has been to the city, by {day}", name=name, day=day)
    return Picture(f"standing-{partner.id}", "standing-over-time", title, text, _values(reader, said))


def _values(reader: Reader, said: list[Said]) -> dict[str, Any]:
    rows = [lines(f"{reader.label(one)} ({reader.authority(one.authority)})", LETTERS) for one in said]
    return {
        "statements": [
            {
                "row": row,
                "from": one.first.isoformat(),
                "to": _end(reader, one).isoformat(),
                "holds": _end(reader, one) >= reader.day,
                "decided": one.authority not in UNDECIDED,
            }
            for row, one in enumerate(said)
        ],
        "rows": rows,
        "height": max(26, max(map(len, rows)) * LINE + 8),
        "step": max(1, -(-(reader.day.year - min(one.first for one in said).year) // TICKS)),
        "years": [date(min(one.first for one in said).year, 1, 1).isoformat(), reader.day.isoformat()],
        "legend": lines(
            reader.labels.say(
                "Filled: decided or published. Outlined: not decided. Dot: neither replaced nor over by {day}.",
                day=reader.date(reader.day),
            ),
            90,
        ),
    }


def _end(reader: Reader, one: Said) -> date:
    """The day on which a statement stopped to hold, at the latest that of the reader."""
    replaced = replaced_on(reader.kb, one.source, reader.heard)
    ends = (one.statement.to.last if one.statement.to else None, replaced.first if replaced else None, reader.day)
    return max(one.first, min(end for end in ends if end))
