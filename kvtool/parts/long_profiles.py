"""A long profile on two pages: what is weighed today stays in the text, how it came about and long tables go into an annex."""

from collections.abc import Callable
from typing import Any

from kvtool.annexes import behind, cut, length, part
from kvtool.parts.sections import computed, listed

LONG = 30
"""How many lines and rows a sheet has on its two pages."""

WHOLE = ("standing", "networks")
"""The sections that leave the text where they are long: the headline and a number say enough."""

OF_SEVERAL = (*WHOLE, "why", "meetings", "projects")
"""Those that leave it, long or not, where several partners have to find room."""


def shortened(say: Callable[..., str], sheet: dict[str, Any], *, several: bool) -> dict[str, Any]:
    """The sections of a partner; of a long sheet, some stand in an annex with its name: wholly, or from some row on."""
    if sum(map(_length, (one for one in sheet.values() if isinstance(one, dict)))) <= LONG:
        return sheet
    room, name = 2 if several else 3, sheet["name"]
    titles = {
        "standing": say("Standing over time"),
        "why": say("Why we work together"),
        "agreements": say("Agreements"),
        "meetings": say("Meetings"),
        "projects": say("Joint projects"),
        "networks": say("Networks in common"),
        "promises": say("Open promises"),
        "outcomes": say("Results and lessons"),
        "next": say("Next steps"),
    }
    moved = [key for key in (OF_SEVERAL if several else WHOLE) if several or _length(sheet[key]) > room]
    parts = {key: part(titles[key], *sheet[key]["blocks"]) for key in titles if key in moved and sheet[key]["blocks"]}
    if parts:
        told = listed([computed(say("On record besides: {names}", names=", ".join(map(titles.__getitem__, parts))))])
        sheet["glance"]["blocks"].append(behind(told, name, *parts.values()))
    for key in titles:
        blocks, most = sheet[key]["blocks"], 1 if several and key == "outcomes" else room
        blocks[:] = [one if _counts(one) else cut(one, most, name, titles[key]) for one in blocks]
    return {key: value for key, value in sheet.items() if key not in parts}


def _length(section: dict[str, Any]) -> int:
    return sum(map(length, section["blocks"]))


def _counts(block: dict[str, Any]) -> bool:
    """Whether a block is a table of totals, which says nothing without its last row."""
    rows = [row for table in block["tables"] for row in table["rows"]]
    return bool(rows) and all(row[0][0]["mark"] == "computed" for row in rows)
