"""Annexes: what is too long for the text of a paper stands behind it in full, and the text says where.

A block of the text that is a beginning or a summary carries the whole with it; `annexed` puts the wholes at the end,
under letters in the order in which the text leads to them.
"""

from collections.abc import Iterator
from copy import deepcopy
from string import ascii_uppercase
from typing import Any

from kvtool.report import Paper

Block = dict[str, Any]
Part = dict[str, Any]
"""Blocks under a heading of their own within an annex; without a heading, those of an annex that needs none."""

ANNEX = "annex"
"""The field of a block that carries what stands in full in an annex; wholes with one title form one annex."""


def part(heading: str, *blocks: Block) -> Part:
    """A part of an annex; blocks with nothing in them are left out."""
    return {"heading": heading, "blocks": [block for block in blocks if block["lines"] or block["tables"]]}


def behind(block: Block, title: str, *parts: Part, of: int = 0) -> Block:
    """A block that stands for what an annex holds in full; `of` is how many lines or rows it shows some of, 0 for a summary."""
    whole = {"title": title, "parts": [one for one in parts if one["blocks"]], "of": of}
    return {**block, ANNEX: whole} if whole["parts"] and (block["lines"] or block["tables"]) else block


def cut(block: Block, room: int, title: str, heading: str = "", *, last: bool = False) -> Block:
    """The first lines or rows of a block, or the last, and all of them in an annex; as it is where at most one is too many."""
    of = length(block)
    if of <= room + 1:
        return block
    shown = slice(of - room, None) if last else slice(room)
    tables = [{**table, "rows": table["rows"][shown]} for table in block["tables"]]
    return behind(
        {**block, "lines": block["lines"][shown], "tables": tables}, title, part(heading, deepcopy(block)), of=of
    )


def length(block: Block) -> int:
    """How many lines or rows a block has; a table that goes on below under its first column is one."""
    return len(block["lines"]) or max((len(table["rows"]) for table in block["tables"]), default=0)


def annexed(paper: Paper, content: dict[str, Any]) -> dict[str, Any]:
    """The content with its annexes at the end; each block that leads to one says so in its `more`."""
    parts: dict[str, list[Part]] = {}
    for block in _leading(content):
        whole = block.pop(ANNEX)
        annex = parts.setdefault(whole["title"], [])
        letter = _letter(list(parts).index(whole["title"]))
        for one in whole["parts"]:
            _add(annex, one)
        shown = {"shown": length(block), "all": whole["of"], "letter": letter}
        block["more"] = (
            paper.say("{shown} of {all}; all of them in annex {letter}.", **shown)
            if whole["of"] > length(block)
            else paper.say("In full in annex {letter}.", letter=letter)
        )
    annexes = [{"letter": _letter(index), "title": title, "parts": parts[title]} for index, title in enumerate(parts)]
    return {**content, "annexes": annexes}


def _leading(node: Any) -> Iterator[Block]:
    """The blocks that lead to an annex, in the order of reading."""
    if isinstance(node, dict):
        if ANNEX in node:
            yield node
        else:
            for one in node.values():
                yield from _leading(one)
    elif isinstance(node, list):
        for one in node:
            yield from _leading(one)


def _add(parts: list[Part], one: Part) -> None:
    """Adds a part to those of an annex, each block once; what has the heading of the last stands under it too."""
    if parts and parts[-1]["heading"] == one["heading"]:
        there = list(map(id, parts[-1]["blocks"]))
        parts[-1]["blocks"] += [block for block in one["blocks"] if id(block) not in there]
    else:
        parts.append(one)


def _letter(index: int) -> str:
    """A, B, …, Z, AA, AB, …"""
    before, last = divmod(index, len(ascii_uppercase))
    return (_letter(before - 1) if before else "") + ascii_uppercase[last]
