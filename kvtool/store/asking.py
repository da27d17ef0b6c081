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

Kept = tuple[T, Noting]
"""An answer, and what was read for it: whoever asks rests on that, whenever it was found."""


def once(ask: Callable[[KnowledgeBase, *More], T]) -> Callable[[KnowledgeBase, *More], T]:
    """A question about a base that is answered once; what else is said with it must be hashable."""

    @wraps(ask)
    def asked(kb: KnowledgeBase, *more: *More) -> T:
        known: Kept[T] | None = kb.answers.get((ask, *more))
        if known is None:
            known = kb.answers[ask, *more] = _found(ask, kb, *more)
        note(known[1])
        return known[0]

    return asked


def in_turn(ask: Callable[[R, KnowledgeBase], T]) -> Callable[[R, KnowledgeBase], T]:
    """A question about a record that is answered once where rules ask one after another about the same record."""

    @wraps(ask)
    def asked(record: R, kb: KnowledgeBase) -> T:
        answers = kb.answers_on(record)
        known: Kept[T] | None = answers.get(ask)
        if known is None:
            known = answers[ask] = _found(ask, record, kb)
        note(known[1])
        return known[0]

    return asked


def _found(ask: Callable[[*More], T], *said: *More) -> Kept[T]:
    """The answer to a question, and what was read for it."""
    with Noting() as noting:
        answer = ask(*said)
    return answer, noting
