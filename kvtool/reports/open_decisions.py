"""The open decisions: everything in the base that waits for somebody, by who decides, the oldest first."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

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
NAMED = 4
"""How many matters of one sort are named for each who decides; a unit that asks about itself sees them all."""

SORTS = 8
"""How many sorts are counted one by one, the most frequent first."""


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
    most = len(every) if wish.unit else NAMED
    internal = paper.say("What waits for a decision is internal.")
    nothing = paper.say("Nothing waits for a decision.") if paper.internal else internal
    made: dict[str, Any] = {
        "title": paper.say("Open decisions"),
        "owners": [wish.unit.id if wish.unit else coordinator(paper.reader.kb)],
        "numbers": _numbers(paper, by_decider, deciders, nothing),
        "matters": section(nothing, *(_matters(paper, one, by_decider[one], most) for one in deciders)),
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


def _matters(paper: Paper, decider: str, every: Sequence[Matter], most: int) -> Block:
    """What waits for one who decides, sort by sort, the oldest first."""
    say = paper.say
    found: dict[str, list[Matter]] = defaultdict(list)
    for one in every:
        found[one.what].append(one)

    def row(what: str) -> Row:
        there = found[what]
        return [what, str(len(there)), _since(paper, there[0]), list(_named(paper, there, most))]

    columns = [say("What is decided"), say("Number"), say("Oldest since or due"), say("Which, the oldest first")]
    return table(columns, map(row, found), _decider(paper, decider))


def _named(paper: Paper, there: Sequence[Matter], most: int) -> Iterator[Item]:
    """The matters by their records, the first with its file; how many more there are."""
    for index, one in enumerate(there[:most]):
        told = ": ".join(filter(None, (paper.name(one.record.id), one.detail)))
        yield item(told, paper.file(one.record)) if index == 0 else item(told)
    if len(there) > most:
        yield computed(paper.say("and {number} more", number=len(there) - most))


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
