"""What two texts say on the same matters: sentences of policy by their topics, duties by unit, seats by group, quotes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kvtool.model.base import Citation, Record
from kvtool.model.framework import Framework, Measure, Provision
from kvtool.model.source import Source
from kvtool.model.unit import Responsibility, Seat, Unit
from kvtool.queries.grounds import Ground, Pair, Passage, ground_of
from kvtool.queries.owners import OPEN_MEASURES, owner_of, parts_on
from kvtool.store.base import KnowledgeBase
from kvtool.text.fault import Path, spell

Texts = tuple[Ground, Ground]
"""The old and the new text."""


class Quoting(NamedTuple):
    """A record that quotes the old text: in which fields, who answers for it, whether it quotes the new one, too."""

    record: str
    kind: str
    fields: tuple[str, ...]
    owner: str | None
    again: bool


class Left(NamedTuple):
    """A measure of the old period, or of a plan under it, that nobody has said is done or given up."""

    framework: Framework
    path: Path
    measure: Measure
    ground: Ground


def topics(kb: KnowledgeBase, old: Framework, new: Framework, texts: Texts) -> list[Pair]:
    """The sentences of policy that each framework takes from its text, by topic; those without one are of no topic."""
    found: dict[str, tuple[list[Passage], list[Passage]]] = defaultdict(lambda: ([], []))
    for side, (framework, ground) in enumerate(zip((old, new), texts, strict=True)):
        for nth, one in enumerate(framework.provisions):
            if kb.now(one.source) == ground.source:
                place = Passage(framework.id, spell(("provisions", nth)), one.id, one.quote, ground)
                found[one.topic or ""][side].append(place)
    return [Pair(topic, tuple(before), tuple(after)) for topic, (before, after) in found.items()]


def resting(old: Framework, others: Iterable[Framework]) -> dict[str, tuple[str, ...]]:
    """The rules that only sentences of the old framework stand behind, each with those sentences."""
    backed = {rule for one in others if one is not old for said in one.provisions for rule in said.rules}
    found: dict[str, list[Provision]] = defaultdict(list)
    for said in old.provisions:
        for rule in said.rules:
            if rule not in backed:
                found[rule].append(said)
    return {rule: tuple(said.id for said in every) for rule, every in found.items()}


def seats(kb: KnowledgeBase, texts: Texts) -> list[Pair]:
    """Who sits in which group by each text; a pair for each member of each group."""
    return _pairs(kb, texts, Seat)


def duties(kb: KnowledgeBase, texts: Texts) -> list[Pair]:
    """Which duties units and offices have by each text; a pair for each unit or office."""
    return _pairs(kb, texts, Responsibility)


def _pairs(kb: KnowledgeBase, texts: Texts, model: type[Seat | Responsibility]) -> list[Pair]:
    found: dict[tuple[str, str], tuple[list[Passage], list[Passage]]] = defaultdict(lambda: ([], []))
    for unit in kb.all(Unit):
        for path, part in kb.parts_of(unit):
            if isinstance(part, model):
                about = kb.now(part.member) if isinstance(part, Seat) else _holder(unit, path)
                for side, ground in enumerate(texts):
                    if ground.source and kb.now(part.source) == ground.source:
                        place = Passage(unit.id, spell(path), about, part.quote or "", ground)
                        found[unit.id, about][side].append(place)
    return [Pair(about, tuple(before), tuple(after)) for (_, about), (before, after) in found.items()]


def _holder(unit: Unit, path: Path) -> str:
    """The unit or the office that has a duty."""
    return next(str(one) for part in reversed(parts_on(unit, path)) if (one := getattr(part, "id", None)))


def quoting(kb: KnowledgeBase, old: Framework, new: Framework, texts: Texts) -> Iterator[Quoting]:
    """The records besides the frameworks and sources that quote the old text."""
    source, other = (ground.source for ground in texts)
    for record in kb.all(Record):
        if isinstance(record, Source) or record.id in (old.id, new.id):
            continue
        cited = [(path, part) for path, part in kb.parts_of(record) if isinstance(part, Citation) and part.source]
        paths = [path for path, part in cited if part.quote and kb.now(part.source) == source]
        if paths:
            again = any(kb.now(part.source) == other for _, part in cited)
            fields = tuple(spell((*path, "quote")) for path in paths)
            yield Quoting(record.id, record.kind, fields, owner_of(kb, record, paths[0]), again)


def left_over(kb: KnowledgeBase, old: Framework, day: date) -> Iterator[Left]:
    """The open measures of a framework, and of the plans that carry it out."""
    for framework in kb.all(Framework):
        if old.id in (framework.id, kb.now(framework.parent)):
            for nth, measure in enumerate(framework.measures):
                if measure.state in OPEN_MEASURES:
                    ground = ground_of(kb, measure.source or framework.source, day)
                    yield Left(framework, ("measures", nth), measure, ground)
