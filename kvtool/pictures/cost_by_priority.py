"""What memberships cost by priority, as bars: fees, where these may be seen, beside person-days."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kvtool.parts.membership import total
from kvtool.picture import MOST_ROWS, Picture, lines
from kvtool.queries.portfolio import Held, Sum, cost, summed
from kvtool.queries.reading import unmarked
from kvtool.report import Paper

LETTERS: Final = 30
LINE: Final = 14
WIDTH: Final = 360
"""How wide the bars and the numbers behind them are together, in pixels."""


def picture(paper: Paper, year: int, by_priority: Mapping[str, Sequence[Held]]) -> Picture | None:
    """The picture of networks by their priorities, "" standing for none; nothing where no cost is known."""
    say, name = paper.say, paper.reader._replace(mark=unmarked).name
    fees, days = _sums(by_priority, year)
    shown = {say("Fees {year}, €", year=year): fees} if paper.internal else {}
    shown[say("Person-days {year}", year=year)] = days
    shown = {measure: sums for measure, sums in shown.items() if any(one.known for one in sums.values())}
    if not shown or len(by_priority) > MOST_ROWS:
        return None
    order = sorted(by_priority, key=lambda one: (not one, -fees[one].known * paper.internal, -days[one].known))
    names = [name(one) or say("no priority") for one in order]
    rows = [lines(one, LETTERS) for one in names]
    bars = [
        {"row": row, "measure": measure, "number": float(sums[one].known), "told": total(paper, sums[one])}
        for measure, sums in shown.items()
        for row, one in enumerate(order)
    ]
    text = say("Bars of what the memberships of each priority take; the most of all:")
    for measure, sums in shown.items():
        most = max(order, key=lambda one: sums[one].known)
        text += f" {measure}: {names[order.index(most)]}, {total(paper, sums[most])}."
    values: dict[str, Any] = {
        "bars": bars,
        "measures": list(shown),
        "rows": rows,
        "width": WIDTH // len(shown),
        "height": max(26, max(map(len, rows)) * LINE + 8),
    }
    return Picture("cost", "cost-by-priority", say("Cost of memberships by priority, {year}", year=year), text, values)


def _sums(by_priority: Mapping[str, Sequence[Held]], year: int) -> tuple[dict[str, Sum], dict[str, Sum]]:
    """The fees and the days by priority."""
    spent = {one: [cost(each.membership, year) for each in held] for one, held in by_priority.items()}
    fees = {one: summed(each.euros for each in every) for one, every in spent.items()}
    return fees, {one: summed(each.days for each in every) for one, every in spent.items()}
