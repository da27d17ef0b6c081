"""What somebody has to decide: grouped by what it leans on and who answers for it, then record by record."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kvtool.model import KINDS
from kvtool.parts.sections import Row, Section, computed, section, table
from kvtool.queries.deciding import AFFIRM, DROP, END, KEEP, LINK, MEASURE, REST, REVIEW, Decision
from kvtool.queries.sayings import NAMED, SILENT
from kvtool.queries.succession import ENDS, LAPSES
from kvtool.queries.transition import Transition
from kvtool.report import Item, Paper
from kvtool.words.sorting import sort_key

MOST = 4
"""How many owners are named beside a matter; all of them stand with the records one by one."""


class Matter(NamedTuple):
    """What decisions have in common that can be taken together: why, about what, by whom, with what choices."""

    reason: str
    about: str
    choices: tuple[tuple[str, tuple[str, ...]], ...]


def decisions(paper: Paper, made: Transition) -> Section:
    """A row for each matter: how many records of which kind, whose they are, what can be done."""
    say = paper.say
    columns = [say("Why"), say("Records"), say("Owner"), say("Choices")]
    rows = [_row(paper, made, matter, every) for matter, every in _matters(made.decisions).items()]
    return section(_none(paper), table(columns, rows))


def every_decision(paper: Paper, made: Transition) -> Section:
    """All records with the fields in question and the owner of each, by matter; the choices stand with the matter."""
    say = paper.say
    columns = [say("Record"), say("Field"), say("Owner")]
    blocks = [
        table(columns, _records(paper, matter, every), _reason(paper, matter))
        for matter, every in _matters(made.decisions).items()
    ]
    return section(_none(paper), *blocks)


def unowned(made: Transition) -> int:
    """How many records nobody answers for."""
    return len({one.record for one in made.decisions if one.owner is None})


def _none(paper: Paper) -> str:
    if not paper.internal:
        return paper.say("What has to be decided on records is internal.")
    return paper.say("No record leans on what the old text leaves behind.")


def _matters(every: Sequence[Decision]) -> Mapping[Matter, list[Decision]]:
    """The decisions by matter: those on goals and priorities in their order, on partners, on networks, on measures."""
    found: dict[Matter, list[Decision]] = {}
    for one in every:
        about = one.about if one.reason not in (MEASURE, SILENT, NAMED) else one.kind
        matter = Matter(one.reason, about, tuple((it.action, it.ids) for it in one.choices))
        found.setdefault(matter, []).append(one)
    return dict(sorted(found.items(), key=lambda one: _place(one[0])))


def _place(matter: Matter) -> tuple[int, str]:
    """Where a matter stands among the others; those on goals and priorities keep their order."""
    if matter.reason in (SILENT, NAMED):
        return KINDS.index(matter.about) + 1, matter.reason
    return (len(KINDS) + 1, "") if matter.reason == MEASURE else (0, "")


def _row(paper: Paper, made: Transition, matter: Matter, every: Sequence[Decision]) -> Row:
    labels = paper.reader.labels
    records = {one.record: one.kind for one in every}
    counts = Counter(records.values())
    kinds = ", ".join(f"{labels.code('kind', kind)} {counts[kind]}" for kind in KINDS if counts[kind])
    if matter.reason == MEASURE:
        kinds = paper.say("measures: {number}", number=len({one.about for one in every}))
    return [_why(paper, made, matter), kinds, _owners(paper, matter, every), "; ".join(_choices(paper, made, matter))]


def _why(paper: Paper, made: Transition, matter: Matter) -> Item:
    """What the records lean on, and what becomes of that."""
    told = _reason(paper, matter)
    return computed(told, paper.note(made.before.source) + paper.note(made.after.source))


def _reason(paper: Paper, matter: Matter) -> str:
    say, labels = paper.say, paper.reader.labels
    if matter.reason == MEASURE:
        return say("Open measures of the old period")
    if matter.reason in (SILENT, NAMED):
        kind = labels.code("kind", matter.about)
        if matter.reason == SILENT:
            return say("The new text does not speak of it: {kind}", kind=kind)
        return say("The new text names it, and does not say what it is: {kind}", kind=kind)
    name = paper.reader.name(matter.about)
    if matter.reason == LAPSES:
        return say("{name}: no successor is named", name=name)
    if matter.reason == ENDS:
        return say("{name}: said to end", name=name)
    return say("{name}: {how}", name=name, how=labels.code("Successor.kind", matter.reason))


def _owners(paper: Paper, matter: Matter, every: Sequence[Decision]) -> str:
    """Who answers for how many of the records, or of the measures."""
    owned = {(_thing(matter, one), one.owner) for one in every}
    counts = Counter(owner for _, owner in owned)
    named = sorted((one for one in counts if one), key=lambda one: (-counts[one], sort_key(paper.reader.name(one))))
    told = [f"{paper.reader.name(one)} {counts[one]}" for one in named]
    more = len(told) - MOST
    told = [*told[:MOST], *([paper.say("{number} other units", number=more)] if more > 0 else [])]
    return ", ".join([*told, *([paper.say("no owner: {number}", number=counts[None])] if counts[None] else [])])


def _thing(matter: Matter, one: Decision) -> str:
    """What is decided about: a measure, or a record."""
    return one.about if matter.reason == MEASURE else one.record


def _choices(paper: Paper, made: Transition, matter: Matter) -> Iterator[str]:
    """The ways out; where all of a sort of the new period can be taken, they are not told one by one."""
    say = paper.say
    new = {one.after[0].id for one in made.turns if one.after and not one.before}
    words = {
        KEEP: say("keep as history"),
        DROP: say("take out"),
        AFFIRM: say("affirm by a newer source"),
        REST: say("let it rest"),
        REVIEW: say("review the membership"),
        END: say("end by a decision"),
    }
    for action, ids in matter.choices:
        if action != LINK:
            yield words[action]
        elif ids and (len(ids) == 1 or not new.issuperset(ids)) and matter.reason not in ("lapses", "ends", MEASURE):
            yield say("tie to {names}", names=", ".join(map(paper.reader.name, ids)))
        elif ids:
            yield say("tie to one of the new period")


def _records(paper: Paper, matter: Matter, every: Sequence[Decision]) -> Iterator[Row]:
    """A row for each record of a matter, with the fields in question."""
    grouped: dict[tuple[str, str | None], list[Decision]] = {}
    for one in every:
        grouped.setdefault((_thing(matter, one), one.owner), []).append(one)
    named = sorted(
        grouped, key=lambda key: (KINDS.index(grouped[key][0].kind), sort_key(paper.reader.name(key[0])), str(key))
    )
    for thing, owner in named:
        fields = ", ".join(sorted(one.field for one in grouped[thing, owner]))
        called = f"{paper.name(thing)} ({thing})"
        yield [computed(called), fields, paper.reader.name(owner) or paper.say("no owner")]
