"""Questions whose answers are kept: about a base as long as it is there, about a record until another one is asked about."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple

from kvtool.model.base import Record
from kvtool.store.base import KnowledgeBase
from kvtool.store.noting import Noting, note

R = TypeVar("R", bound=Record)
T = TypeVar("T")
More = TypeVarTuple("More")


def once(ask: Callable[[KnowledgeBase, *More], T]) -> Callable[[KnowledgeBase, *More], T]:
    """A question about a base that is answered once; what else is said with it must be hashable.

    Whoever asks rests on what was read for the answer, whenever that was.
    """

    @wraps(ask)
    def asked(kb: KnowledgeBase, *more: *More) -> T:
        known: tuple[T, Noting] | None = kb.answers.get((ask, *more))
        if known is None:
            with Noting() as noting:
                answer = ask(kb, *more)
            known = kb.answers[ask, *more] = answer, noting
        note(known[1])
        return known[0]

    return asked


def in_turn(ask: Callable[[R, KnowledgeBase], T]) -> Callable[[R, KnowledgeBase], T]:
    """A question about a record that is answered once where rules ask one after another about the same record."""

    @wraps(ask)
    def asked(record: R, kb: KnowledgeBase) -> T:
        answers = kb.answers_on(record)
        if ask not in answers:
            answers[ask] = ask(record, kb)
        answer: T = answers[ask]
        return answer

    return asked
