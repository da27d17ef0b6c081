"""The relation to a partner as blocks of a pack: what is weighed before a meeting in the text, the rest in an annex."""

from collections.abc import Sequence
from typing import Any, Final

from kvtool.annexes import Block, behind, cut, length, part
from kvtool.parts.sections import computed, listed, table
from kvtool.report import Paper, item

MOST: Final = 8
"""How many lines of a list stand in the text, and how many open promises in any pack."""

FEW: Final = 2
"""How many lines of another list in a pack about several partners."""

REST: Final = ("timeline", "networks", "measures", "mentions")
"""What leaves the text where several partners have to find room in it."""


def blocks(paper: Paper, shown: dict[str, Any], *, several: bool) -> list[Block]:
    """What is shown of a relation, in the order of reading; long lists begin in the text and are an annex in full."""
    say, name = paper.say, shown["name"]
    titles = {
        "timeline": say("Standing over time"),
        "cooperation": say("Cooperation"),
        "agreements": say("Agreements"),
        "networks": say("Networks in common"),
        "measures": say("In plans and units"),
        "commitments": say("Open promises"),
        "engagements": say("Last meetings"),
        "others_near": say("Others who meet them within 60 days"),
        "mentions": say("Also said"),
    }
    every = {key: listed(shown[key], title) for key, title in titles.items() if key != "timeline"}
    every["timeline"] = _timeline(paper, shown["timeline"])
    if several:  # the last meetings that are looked for stay in the text, however long ago they were
        every["engagements"]["lines"].sort(key=lambda one: not one["first"])
    there = {key: every[key] for key in titles if length(every[key])}
    moved = [key for key in there if several and key in REST]
    text = [
        cut(block, FEW if several and key != "commitments" else MOST, name)
        for key, block in there.items()
        if key not in moved
    ]
    if moved:
        told = listed([computed(say("On record besides: {names}", names=", ".join(titles[key] for key in moved)))])
        text.append(behind(told, name, *(_titled(there[key], titles[key]) for key in moved)))
    return text


def _titled(block: Block, title: str) -> dict[str, Any]:
    return part("", {**block, "title": title})


def _timeline(paper: Paper, rows: Sequence[dict[str, Any]]) -> Block:
    """The statements up to the day, the oldest first."""
    columns = [paper.say("From"), paper.say("Standing"), paper.say("Authority"), paper.say("Remarks")]
    return table(
        columns, ([one["from"], item(one["status"], one["notes"]), one["authority"], one["remarks"]] for one in rows)
    )
