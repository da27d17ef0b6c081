"""The open decisions: everything in the base that waits for somebody, by who decides, the oldest first."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kvtool.annexes import behind, length, part
from kvtool.parts.pending import Matter, first_of, pending
from kvtool.parts.sections import Block, Row, Section, computed, section, table
from kvtool.queries.owners import coordinator
from kvtool.report import Item, Paper, item
from kvtool.reporting import Report, Wish
from kvtool.words.sorting import sort_key

REPORT = Report(
    lambda say: say("Everything that waits for somebody's decision, by who decides, the oldest first"),
    unit=True,
)
SORTS = 8
"""How many sorts are counted one by one, the most frequent first."""

FIRST = 12
"""How many matters stand in the text: of those that have waited longest, and of those that are due next."""


def content(paper: Paper, wish: Wish) -> dict[str, Any]:
    """The numbers by who decides and by sort, then the matters of each."""
    every = (
        [one for one in pending(paper) if wish.of_units(paper.reader.kb, unit_of(paper, one.by))]
        if paper.internal
        else []
    )
    by_decider: dict[str, list[Matter]] = defaultdict(list)
    for one in every:
        by_decider[one.by].append(one)
    deciders = sorted(by_decider, key=lambda one: (one != "", sort_key(paper.name(one)), one))
    internal = paper.say("What waits for a decision is internal.")
    nothing = paper.say("Nothing waits for a decision.") if paper.internal else internal
    made: dict[str, Any] = {
        "title": paper.say("Open decisions"),
        "owners": [wish.unit.id if wish.unit else coordinator(paper.reader.kb)],
        "numbers": _numbers(paper, by_decider, deciders, nothing),
        "matters": section(
            nothing, *_waiting(paper, every, [_matters(paper, one, by_decider[one]) for one in deciders])
        ),
        "sorts": _sorts(paper, every, nothing),
    }
    if by_decider[""]:
        paper.gap(paper.say("Matters for which nobody is named who decides: {number}.", number=len(by_decider[""])))
    return made


def unit_of(paper: Paper, by: str) -> str:
    """A unit, or the one to which an office belongs."""
    inner = paper.reader.kb.inner.get(by)
    return inner.record.id if inner else by


def _decider(paper: Paper, one: str) -> str:
    return paper.name(one) or paper.say("nobody named")


def _numbers(paper: Paper, found: Mapping[str, Sequence[Matter]], deciders: Sequence[str], nothing: str) -> Section:
    """How much waits for whom, and how long the oldest of it has waited."""
    say, every = paper.say, [one for there in found.values() for one in there]

    def row(name: str, there: Sequence[Matter]) -> Row:
        return [computed(name), str(len(there)), _since(paper, min(there, key=_first))]

    rows = [*(row(_decider(paper, one), found[one]) for one in deciders)]
    rows += [row(say("All together"), every)] if every else []
    columns = [say("Who decides"), say("Number"), say("Oldest since or due")]
    return section(nothing, table(columns, rows))


def _first(one: Matter) -> str:
    return str(first_of(one) or "9")


def _since(paper: Paper, one: Matter) -> str:
    return paper.reader.date(str(one.since)) if one.since else paper.say("not dated")


def _waiting(paper: Paper, every: Sequence[Matter], blocks: Sequence[Block]) -> Sequence[Block]:
    """What waits, sort by sort; where that is too much for the text, what is oldest and what is next, and all in an annex."""
    if sum(map(length, blocks)) <= FIRST:
        return blocks
    say, day = paper.say, paper.reader.day
    late = [one for one in every if (first_of(one) or day) < day]
    coming = [one for one in every if (first_of(one) or date.min) >= day]

    def row(one: Matter) -> Row:
        return [_called(paper, one), one.what, _since(paper, one), _decider(paper, one.by)]

    def first(some: Sequence[Matter], title: str) -> Block:
        columns = [say("Matter"), say("What is decided"), say("Since or due"), say("Who decides")]
        return behind(table(columns, map(row, some[:FIRST]), title), say("What waits"), part("", *blocks), of=len(some))

    return [first(late, say("What has waited longest")), first(coming, say("What is due next"))]


def _matters(paper: Paper, decider: str, every: Sequence[Matter]) -> Block:
    """What waits for one who decides, sort by sort, the oldest first."""
    say = paper.say
    found: dict[str, list[Matter]] = defaultdict(list)
    for one in every:
        found[one.what].append(one)

    def row(what: str) -> Row:
        there = found[what]
        return [what, str(len(there)), _since(paper, there[0]), [_called(paper, one) for one in there]]

    columns = [say("What is decided"), say("Number"), say("Oldest since or due"), say("Which, the oldest first")]
    return table(columns, map(row, found), _decider(paper, decider))


def _called(paper: Paper, one: Matter) -> Item:
    """A matter by its record, with the record's file."""
    return item(": ".join(filter(None, (paper.name(one.record.id), one.detail))), paper.file(one.record))


def _sorts(paper: Paper, every: Sequence[Matter], nothing: str) -> Section:
    """How much waits of each sort."""
    say, counted = paper.say, Counter(one.what for one in every)
    oldest = {one.what: one for one in reversed(every)}
    ordered = sorted(counted, key=lambda what: (-counted[what], sort_key(what)))
    rows: list[Row] = [[computed(what), str(counted[what]), _since(paper, oldest[what])] for what in ordered[:SORTS]]
    if rest := [one for one in every if one.what in ordered[SORTS:]]:
        rows.append([computed(say("all other sorts")), str(len(rest)), _since(paper, rest[0])])
    if rows:
        rows.append([computed(say("All together")), str(len(every)), _since(paper, every[0])])
    return section(nothing, table([say("What is decided"), say("Number"), say("Oldest since or due")], rows))
