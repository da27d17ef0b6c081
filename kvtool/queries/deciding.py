"""What somebody has to decide when another period begins: all that leans on what the old one leaves behind."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from kvtool.queries.grounds import Ground
from kvtool.queries.lapsing import leaning
from kvtool.queries.matters import Left
from kvtool.queries.owners import owner_of
from kvtool.queries.sayings import NAMED, SILENT, Saying
from kvtool.queries.succession import Turn
from kvtool.store.base import KnowledgeBase
from kvtool.text.fault import Path, spell

LINK, KEEP, DROP, AFFIRM, REST, REVIEW, END = "link", "keep", "drop", "affirm", "rest", "review", "end"
"""What can be done: tie it to something of the new period, keep it as history, give it up; say what it is by a newer
source, let it rest, look at it anew, end it by a decision."""

WAYS: Final = {"partner": (AFFIRM, REST, END), "network": (AFFIRM, REVIEW, END)}
"""What can be done about a partner or network of which the new text does not say what it is."""

MEASURE: Final = "measure"


class Choice(NamedTuple):
    """One way out: what is done, and with which of some goals or priorities where there are any to take."""

    action: str
    ids: tuple[str, ...] = ()


class Decision(NamedTuple):
    """A place in a record about which somebody decides, and why: `about` names what it leans on.

    `reason` is what becomes of a goal or priority (`lapses`, `renamed`, …), how the new text treats a partner or network
    (`silent`, `named`), or `measure` where nobody has said whether one is done.
    """

    record: str
    kind: str
    field: str
    reason: str
    about: str
    owner: str | None
    choices: tuple[Choice, ...]
    before: Ground
    after: Ground


def on_aims(
    kb: KnowledgeBase, turned: Sequence[Turn], begins: date, texts: tuple[Ground, Ground]
) -> Iterator[Decision]:
    """What is tied to goals and priorities that do not go on as themselves."""
    changed = {one.before.id: one for one in turned if one.before and one.heirs != (one.before.id,)}
    for aim, tie in leaning(kb, changed, begins):
        one, path = changed[aim], tie.reference.path
        choices = (Choice(LINK, one.heirs or _new_of(turned, one.kind)), Choice(KEEP), Choice(DROP))
        owner = owner_of(kb, tie.record, path)
        yield Decision(tie.record.id, tie.record.kind, spell(path), one.change, aim, owner, choices, *texts)


def on_sayings(kb: KnowledgeBase, said: Sequence[Saying], after: Ground) -> Iterator[Decision]:
    """The partners and networks of which the new text does not say what they are."""
    for one in said:
        if one.change in (SILENT, NAMED):
            head = one.before[0]
            path: Path = ("standing",) if head.via else head.path
            owner = owner_of(kb, kb.by_id[one.record].record or head.record, path)
            choices = tuple(Choice(way) for way in WAYS[one.kind])
            before = Ground(head.source, head.authority)
            about = after.source or ""
            yield Decision(one.record, one.kind, spell(path), one.change, about, owner, choices, before, after)


def on_measures(kb: KnowledgeBase, left: Sequence[Left], turned: Sequence[Turn], after: Ground) -> Iterator[Decision]:
    """The measures that are still open."""
    choices = (Choice(LINK, (*_new_of(turned, "goal"), *_new_of(turned, "priority"))), Choice(END), Choice(DROP))
    for one in left:
        owner, field = owner_of(kb, one.framework, one.path), spell(one.path)
        about, kind = one.measure.id, one.framework.kind
        yield Decision(one.framework.id, kind, field, MEASURE, about, owner, choices, one.ground, after)


def _new_of(turned: Sequence[Turn], kind: str) -> tuple[str, ...]:
    """The goals or priorities of the new period."""
    return tuple(dict.fromkeys(place.id for one in turned if one.kind == kind for place in one.after))
