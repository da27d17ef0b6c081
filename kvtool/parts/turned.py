"""What a new strategy makes of the old one's goals, priorities, partners and networks, each line with the texts behind it."""

from collections.abc import Iterable, Iterator, Sequence

from kvtool.model.framework import Aim
from kvtool.parts.sections import Section, computed, listed, section
from kvtool.queries.grounds import Ground
from kvtool.queries.sayings import NAMED, SILENT, Saying
from kvtool.queries.succession import CONTINUES, ENDS, NEW, Turn
from kvtool.queries.transition import Transition
from kvtool.report import Item, Paper, item
from kvtool.store.statements import Said
from kvtool.words.sorting import sort_key

KEY = "key"


def text_of(paper: Paper, framework: str, ground: Ground) -> Item:
    """A framework with the authority and date of its text, where one is named and the reader may hear of it."""
    told = [paper.reader.authority(ground.authority), paper.reader.source_date(ground.source)] if ground.source else []
    record = paper.reader.kb.by_id[paper.reader.kb.now(framework)].record
    notes = paper.note(ground.source) or (paper.file(record) if record else [])
    words = " ".join(filter(None, told)) or paper.say("its text is not on record")
    return item(f"{paper.name(framework)} ({words})", notes)


def aims(paper: Paper, made: Transition) -> Section:
    """What becomes of the goals and priorities, and which are new."""
    say = paper.say
    stays = [one for one in made.turns if one.before and one.heirs == (one.before.id,)]
    others = [one for one in made.turns if one.before and one.heirs and one not in stays]
    gone = [one for one in made.turns if one.before and not one.heirs]
    come = [one for one in made.turns if one.change == NEW]
    ended = [one for one in gone if one.change == ENDS]
    return section(
        say("Neither text sets goals or priorities."),
        listed(_grouped(paper, made, stays), say("As before")),
        listed((_became(paper, made, one) for one in others), say("Goals and priorities that become others")),
        listed(_grouped(paper, made, ended), say("Said to end")),
        listed(
            _grouped(paper, made, [one for one in gone if one.change != ENDS]),
            say("Goals and priorities without a successor"),
        ),
        listed(_grouped(paper, made, come), say("New goals and priorities")),
    )


def _grouped(paper: Paper, made: Transition, turned: Sequence[Turn]) -> Iterator[Item]:
    """Goals on one line, priorities on the next."""
    for kind, title in (("goal", paper.say("Goals")), ("priority", paper.say("Priorities"))):
        places = [one.before or one.after[0] for one in turned if one.kind == kind]
        if places:
            names = "; ".join(paper.reader.name(one.id) for one in places)
            yield computed(f"{title}: {names}", _texts(paper, made))


def _texts(paper: Paper, made: Transition) -> list[int]:
    """The notes to both texts, whose lists of goals and priorities are compared."""
    return paper.note(made.before.source) + paper.note(made.after.source)


def _became(paper: Paper, made: Transition, one: Turn) -> Item:
    """A goal or priority, what it became and how; inferred where somebody concluded it."""
    labels, kb = paper.reader.labels, paper.reader.kb
    old = one.before.id if one.before else ""
    names = ", ".join(map(paper.reader.name, one.heirs))
    how = labels.code("Successor.kind", one.change) if one.change != CONTINUES else ""
    text = f"{paper.reader.name(old)} → {names}{f' ({how})' if how else ''}"
    part = kb.inner[old].part if old in kb.inner else None
    bases = {heir.basis for heir in part.successors} if isinstance(part, Aim) else set()
    record = kb.by_id[made.old].record
    notes = paper.file(record) if record else []
    return item(text, notes, mark="inferred") if "inferred" in bases else item(text, notes)


def partners(paper: Paper, made: Transition) -> Section:
    """The key partners by what the new text makes of them, then the others."""
    say = paper.say
    every = _by_name(paper, (one for one in made.sayings if one.kind == "partner"))
    again = [one for one in every if one.was(KEY) and one.will_be(KEY)]
    no_more = [one for one in every if one.was(KEY) and not one.will_be(KEY)]
    new = [one for one in every if not one.was(KEY) and one.will_be(KEY)]
    rest = [one for one in every if one not in again and one not in no_more and one not in new]
    silent = [one for one in rest if one.change in (SILENT, NAMED)]
    return section(
        say("Of no partner does either text say anything."),
        listed((_said(paper, one) for one in again), say("Key partners that the new text names again")),
        listed((_said(paper, one) for one in no_more), say("Key partners that it does not call so")),
        listed((_said(paper, one) for one in new), say("New key partners")),
        listed((_said(paper, one) for one in rest if one not in silent), say("Other partners of which it speaks")),
        listed(_together(paper, silent), say("Partners of which it does not say what they are")),
    )


def networks(paper: Paper, made: Transition) -> Section:
    """The networks by what the new text says of the city's part in them."""
    say = paper.say
    every = _by_name(paper, (one for one in made.sayings if one.kind == "network"))
    silent = [one for one in every if one.change in (SILENT, NAMED)]
    return section(
        say("Of no network does either text say anything."),
        listed((_said(paper, one) for one in every if one not in silent), say("Networks of which it speaks")),
        listed(_together(paper, silent), say("Networks of which it does not say what they are")),
    )


def _by_name(paper: Paper, every: Iterable[Saying]) -> list[Saying]:
    return sorted(every, key=lambda one: (sort_key(paper.reader.name(one.record)), one.record))


def _statuses(paper: Paper, said: Sequence[Said]) -> str:
    """The statuses that are said, each once."""
    return ", ".join(dict.fromkeys(map(paper.reader.label, said)))


def _said(paper: Paper, one: Saying) -> Item:
    """A partner or network: what it was, and what the new text says of it."""
    before = _statuses(paper, one.before) or paper.say("nothing stated before")
    after = _statuses(paper, one.after) or paper.say("not said")
    notes = [number for said in (*one.before[:1], *one.after[:1]) for number in _note(paper, said)]
    same = before == after
    text = before if same else f"{before} → {after}"
    return item(f"{paper.reader.name(one.record)}: {text}", list(dict.fromkeys(notes)))


def _note(paper: Paper, said: Said) -> list[int]:
    return paper.note(said.source, said.statement.quote) or paper.file(said.record)


def _together(paper: Paper, every: Sequence[Saying]) -> Iterator[Item]:
    """Those of which a text is silent on one line, with what they were: that ends nothing."""
    if every:
        names = "; ".join(f"{paper.reader.name(one.record)} ({_statuses(paper, one.before)})" for one in every)
        notes = [number for one in every for number in paper.note(one.before[0].source)]
        yield computed(names, list(dict.fromkeys(notes)))
