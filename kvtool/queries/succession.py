"""What becomes of the goals and priorities of one period in the next: which go on, which are new, which nobody carries on."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from kvtool.model.framework import Aim, Framework
from kvtool.queries.grounds import Ground, Passage
from kvtool.text.fault import spell

CONTINUES, ENDS, LAPSES, NEW = "continues", "ends", "lapses", "new"

FIELDS: Final = ("goals", "priorities")


class Turn(NamedTuple):
    """What becomes of a goal or priority: it goes on as others, ends by a word, lapses without one, or is new.

    `change` is the kind of its first successor (`continues`, `renamed`, `merged`, `split`), or `ends`, `lapses`, `new`.
    `heirs` are all that it became, in whatever framework; `after` are those of the new period.
    """

    kind: str
    change: str
    before: Passage | None
    after: tuple[Passage, ...]
    heirs: tuple[str, ...] = ()

    @property
    def goes_on(self) -> bool:
        """Whether it is carried on."""
        return bool(self.heirs)


def turns(old: Framework, new: Framework, texts: tuple[Ground, Ground], begins: date) -> Iterator[Turn]:
    """The goals, then the priorities: those of the old period in their order, then what is new when the other begins."""
    before, after = texts
    for field in FIELDS:
        come = {aim.id: _place(new, field, nth, aim, after) for nth, aim in enumerate(getattr(new, field))}
        taken: set[str] = set()
        for nth, aim in enumerate(getattr(old, field)):
            one = _turn(aim, _place(old, field, nth, aim, before), come, begins)
            taken.update(one.heirs)
            yield one
        for aim in getattr(new, field):
            if aim.id not in taken:
                yield Turn(aim.kind, NEW, None, (come[aim.id],))


def _turn(aim: Aim, place: Passage, come: Mapping[str, Passage], begins: date) -> Turn:
    if aim.id in come:
        return Turn(aim.kind, CONTINUES, place, (come[aim.id],), (aim.id,))
    if aim.to and aim.to.last >= begins:  # it has a time of its own, which goes on
        return Turn(aim.kind, CONTINUES, place, (), (aim.id,))
    living = [one for one in aim.successors if one.kind != ENDS]
    heirs = tuple(dict.fromkeys(one.to for one in living))
    change = living[0].kind if living else ENDS if aim.successors or aim.to else LAPSES
    return Turn(aim.kind, change, place, tuple(come[heir] for heir in heirs if heir in come), heirs)


def _place(framework: Framework, field: str, nth: int, aim: Aim, ground: Ground) -> Passage:
    return Passage(framework.id, spell((field, nth)), aim.id, "", ground)
