"""Engagements by quarter as columns, those of a mayor or deputy mayor at the foot."""

from kvtool.parts.monitored import Monitored
from kvtool.parts.quarters import quarters
from kvtool.picture import Picture


def picture(look: Monitored) -> Picture | None:
    """The picture; none where there are no quarters to show."""
    say, every = look.say, quarters(look)
    if not every:
        return None
    most = max(every, key=lambda one: one.every)
    text = say(
        "Columns of the engagements that began in each quarter. The most, {number}, began in: {quarter}. "
        "Altogether {all}, of which {high} of the mayor or a deputy mayor.",
        number=most.every,
        quarter=most.told(look),
        all=sum(one.every for one in every),
        high=sum(one.high for one in every),
    )
    levels = [say("mayor or deputy mayor"), say("other levels")]
    values = {
        "levels": levels,
        "quarters": [
            {"place": place, "level": level, "order": order, "number": count}
            for place, one in enumerate(every)
            for order, (level, count) in enumerate(zip(levels, (one.high, one.every - one.high), strict=True))
        ],
        "columns": [[str(one.place[1] or "?"), str(one.place[0])] if one.place[1] in (1, 0) or not number else [str(one.place[1])]
                    for number, one in enumerate(every)],
        "axis": say("Quarter"),
        "step": min(56, 600 // len(every)),
    }  # fmt: skip
    return Picture(
        "quarters", "engagements-by-quarter", say("Engagements by the quarter in which they began"), text, values
    )
