"""What two texts say on one matter, side by side: sentences of policy by topic, duties, seats in groups."""

from collections.abc import Iterator, Sequence

from kvtool.model.base import Record
from kvtool.model.framework import Provision
from kvtool.model.texts import Text
from kvtool.parts.sections import Cell, Row, Section, computed, listed, section, table
from kvtool.queries.grounds import Pair, Passage
from kvtool.queries.transition import Transition
from kvtool.report import Item, Paper, item
from kvtool.words.sorting import sort_key

MOST = 1
"""How many sentences stand in a cell; the others are counted."""


def policy(paper: Paper, made: Transition) -> Section:
    """The sentences of policy on matters of which both texts speak, and of how many one alone does."""
    say = paper.say
    both = [one for one in made.topics if one.before and one.after]
    told = say(
        "Matters of the old text only: {old}; of the new text only: {new}. Checks that rest on the old text alone: {checks}.",
        old=sum(not one.after for one in made.topics),
        new=sum(not one.before for one in made.topics),
        checks=len(made.rules),
    )
    columns = [say("Matter"), say("Old text"), say("New text")]
    rows = [[computed(_topic(paper, one)), *_sides(paper, one)] for one in both]
    return section(
        say("Neither text gives sentences of policy."),
        table(columns, rows),
        listed([computed(told)] if made.topics else []),
    )


def one_sided(paper: Paper, made: Transition) -> Section:
    """The matters of which one text alone speaks, and the checks that rest on the old one alone."""
    say = paper.say
    old = [one for one in made.topics if one.before and not one.after]
    new = [one for one in made.topics if one.after and not one.before]
    return section(
        say("There is no matter of which one text alone speaks."),
        listed(_matters(paper, made, old), say("Of which only the old text speaks")),
        listed(_matters(paper, made, new), say("Of which only the new text speaks")),
        listed(_checks(paper, made), say("Checks that rest on the old text only")),
    )


def duties(paper: Paper, made: Transition) -> Section:
    """Who leads and does what by each text, and who sits in which group."""
    say = paper.say
    both = sorted(
        (one for one in made.duties if one.before and one.after),
        key=lambda one: (sort_key(paper.reader.name(one.matter)), one.matter),
    )
    columns = [say("Who"), say("Old text"), say("New text")]
    rows: list[Row] = [[computed(paper.reader.name(one.matter)), *_sides(paper, one)] for one in both]
    only = [
        (say("Duties in the old text only"), [one for one in made.duties if not one.after]),
        (say("Duties in the new text only"), [one for one in made.duties if not one.before]),
    ]
    return section(
        say("Neither text gives duties or seats."),
        table(columns, rows),
        listed(line for title, pairs in only for line in _names(paper, made, title, pairs)),
        listed(_seats(paper, made), say("Seats in groups")),
    )


def _topic(paper: Paper, one: Pair) -> str:
    """A matter as its id says it: matters have no names of their own."""
    return one.matter or paper.say("no matter named")


def _sides(paper: Paper, one: Pair) -> tuple[Cell, Cell]:
    return _side(paper, one.before), _side(paper, one.after)


def _side(paper: Paper, passages: Sequence[Passage]) -> list[Item]:
    shown = [_sentence(paper, one) for one in passages[:MOST]]
    more = len(passages) - MOST
    return [*shown, *([item(paper.say("and {number} more", number=more))] if more > 0 else [])]


def _sentence(paper: Paper, one: Passage) -> Item:
    """A sentence in the paper's language where it was put into it, else as it stands; the note gives its words."""
    inner = paper.reader.kb.inner.get(one.id)
    part = inner.part if inner else None
    told = paper.text(part.text) if isinstance(part, Provision) and _in_words(paper, part.text) else one.quote
    record = paper.reader.kb.get(Record, one.record)
    notes = paper.note(one.ground.source, one.quote or None) or (paper.file(record) if record else [])
    return item(told or paper.say("no words quoted"), notes)


def _in_words(paper: Paper, text: Text | None) -> bool:
    """Whether a text is there in the paper's language: else the words of the source are the better ones."""
    return text is not None and not text.find(paper.reader.language, paper.reader.kb.settings.source_language).borrowed


def _matters(paper: Paper, made: Transition, pairs: Sequence[Pair]) -> Iterator[Item]:
    if pairs:
        source = made.before.source if pairs[0].before else made.after.source
        names = ", ".join(sorted(_topic(paper, one) for one in pairs))
        yield computed(f"{len(pairs)}: {names}", paper.note(source))


def _checks(paper: Paper, made: Transition) -> Iterator[Item]:
    """The rules behind which nothing would stand without the old text."""
    if made.rules:
        names = sorted((paper.reader.labels.rule(one) for one in made.rules), key=sort_key)
        yield computed(f"{len(names)}: {'; '.join(names)}", paper.note(made.before.source))


def _names(paper: Paper, made: Transition, title: str, pairs: Sequence[Pair]) -> Iterator[Item]:
    if pairs:
        source = made.before.source if pairs[0].before else made.after.source
        names = sorted({paper.reader.name(one.matter) for one in pairs}, key=sort_key)
        yield computed(f"{title}: {', '.join(names)}", paper.note(source))


def _seats(paper: Paper, made: Transition) -> Iterator[Item]:
    """A line for each group: who sits in it by both texts, by the old and by the new one only."""
    say, groups = paper.say, dict.fromkeys((one.before or one.after)[0].record for one in made.seats)
    for group in sorted(groups, key=lambda one: (sort_key(paper.reader.name(one)), one)):
        own = [one for one in made.seats if (one.before or one.after)[0].record == group]
        sorts = (
            (say("by both texts"), [one for one in own if one.before and one.after]),
            (say("old text only"), [one for one in own if not one.after]),
            (say("new text only"), [one for one in own if not one.before]),
        )
        told = [
            f"{title}: {', '.join(sorted((paper.reader.name(one.matter) for one in pairs), key=sort_key))}"
            for title, pairs in sorts
            if pairs
        ]
        notes = paper.note(made.before.source) + paper.note(made.after.source)
        yield computed(f"{paper.reader.name(group)}: {'; '.join(told)}", notes)
