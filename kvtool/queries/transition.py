"""What a new strategy period changes: what goes on, what is new, what lapses, and what somebody has to decide for that.

Nothing is carried over in silence and nothing is guessed: what became of a goal or priority, only `successors` say. A
text that is not decided, or weighs less than the old one, ends nothing: then all of this is only proposed.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kvtool.model.framework import Framework
from kvtool.model.source import Source
from kvtool.queries.deciding import Decision, on_aims, on_measures, on_sayings
from kvtool.queries.grounds import Ground, Pair, ground_of
from kvtool.queries.matters import Quoting, duties, left_over, quoting, resting, seats, topics
from kvtool.queries.sayings import Saying, sayings
from kvtool.queries.succession import Turn, turns
from kvtool.store.base import KnowledgeBase
from kvtool.store.periods import latest, start_of


class Transition(NamedTuple):
    """All that changes from one period to the next, with who says so on each side.

    `proposed`: the new text cannot end the old one yet. `over`: the old period is past by its own dates. `rules` are
    those that only sentences of the old framework stand behind, with these sentences. `quoting` are the records that
    quote the old text; what stands in their statements stands in `sayings`, too.
    """

    old: str
    new: str
    begins: date
    before: Ground
    after: Ground
    proposed: bool
    over: bool
    turns: Sequence[Turn]
    sayings: Sequence[Saying]
    topics: Sequence[Pair]
    rules: Mapping[str, tuple[str, ...]]
    seats: Sequence[Pair]
    duties: Sequence[Pair]
    quoting: Sequence[Quoting]
    decisions: Sequence[Decision]


def transition(kb: KnowledgeBase, old: Framework, new: Framework, day: date) -> Transition:
    """What changes from a framework to the next, with the authorities that their texts have on a day."""
    texts = before, after = ground_of(kb, old.source, day), ground_of(kb, new.source, day)
    begins = _begins(kb, new, day)
    turned = list(turns(old, new, texts, begins))
    said = list(sayings(kb, after.source, begins, day)) if after.source else []
    left = list(left_over(kb, old, day))
    return Transition(
        old.id,
        new.id,
        begins,
        before,
        after,
        proposed=not after.ends(before),
        over=old.to is not None and old.to.last < day,
        turns=turned,
        sayings=said,
        topics=topics(kb, old, new, texts),
        rules=resting(old, kb.all(Framework)),
        seats=seats(kb, texts),
        duties=duties(kb, texts),
        quoting=list(quoting(kb, old, new, texts)) if before.source else [],
        decisions=[
            *on_aims(kb, turned, begins, texts),
            *on_sayings(kb, said, after),
            *on_measures(kb, left, turned, after),
        ],
    )


def before_it(kb: KnowledgeBase, framework: Framework) -> Framework | None:
    """The strategy that a framework comes after: one that it supersedes, else the last that began before it."""
    superseded = {kb.now(one) for one in framework.supersedes}
    others = [
        one
        for one in kb.all(Framework)
        if one.id != framework.id and one.type == "strategy" and (one.goals or one.priorities)
    ]
    earlier = [one for one in others if start_of(one) < start_of(framework)]
    named = [one for one in others if one.id in superseded]
    return max(named or earlier, key=lambda one: one.from_.first if one.from_ else date.min, default=None)


def came_in(old: KnowledgeBase, new: KnowledgeBase, day: date) -> Transition | None:
    """The transition to the latest strategy, where that came in between two states of a base, moved, or was decided."""
    now = latest(new)
    if now is None:
        return None
    was = next((one for known in (now.id, *now.aliases) if (one := old.get(Framework, known))), None)
    if was and was.from_ != now.from_:
        return transition(new, was, now, day)
    if was and (ground_of(old, was.source, day).decided or not ground_of(new, now.source, day).decided):
        return None
    earlier = before_it(new, now) or before_it(old, now)
    return transition(new, earlier, now, day) if earlier else None


def _begins(kb: KnowledgeBase, framework: Framework, day: date) -> date:
    """The first day of a framework; where it has none, that of its text, else the day that is asked about."""
    source = kb.get(Source, framework.source)
    days = [act.on.first for act in source.acts] if source else []
    return framework.from_.first if framework.from_ else min(days, default=day)
