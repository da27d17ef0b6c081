"""What a change breaks, mends and allows: the findings of two states of a base, compared by what they say."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple, TypeVar

from kvtool.allowing import Hidden
from kvtool.diagnostics import Diagnostic, Severity
from kvtool.linter import lint_both
from kvtool.queries.fields import INDEX
from kvtool.store.base import KnowledgeBase

PLACES: Final = re.compile(r"\b(?:line|column) \d+|(?<=\.yaml)(?::\d+)+")
"""Where something stands in a file, in a message."""

WORDS: Final = re.compile(r"[\w/.-]*\w")
"""What may be an id or a path in a message."""

WEIGHTS: Final = tuple(Severity)

One = TypeVar("One")


class Turned(NamedTuple):
    """The findings that are new, those that are gone, and those that a comment allows now; errors come first."""

    come: Sequence[Diagnostic]
    gone: Sequence[Diagnostic]
    allowed: Sequence[Hidden]


def turned(old: KnowledgeBase, new: KnowledgeBase, day: date, renamed: Mapping[str, str]) -> Turned:
    """What is found otherwise; `renamed` are the ids that are others now. Time is no change, but what a comment allows is."""
    (before, hid), (after, hides) = lint_both(old, day), lint_both(new, day)
    names = {**renamed, **_moved(old, new, renamed)}

    def then(one: Diagnostic) -> Hashable:
        return _matter(one, names)

    def now(one: Diagnostic) -> Hashable:
        return _matter(one, {})

    was_hidden, is_hidden = {then(one) for one, _ in hid}, {now(one) for one, _ in hides}
    come = _beyond(after.findings, now, map(then, before.findings))
    gone = _beyond(before.findings, then, map(now, after.findings))
    allowed = _beyond(
        hides,
        lambda pair: (now(pair[0]), pair[1].until, pair[1].because),
        ((then(one), by.until, by.because) for one, by in hid),
    )
    return Turned(
        _heaviest((one for one in come if one.severity is not Severity.DUE or now(one) in was_hidden), lambda one: one),
        _heaviest((one for one in gone if one.severity is not Severity.DUE and then(one) not in is_hidden), lambda one: one),
        _heaviest(allowed, lambda pair: pair[0]),
    )  # fmt: skip


def _moved(old: KnowledgeBase, new: KnowledgeBase, renamed: Mapping[str, str]) -> dict[str, str]:
    """The paths of files that have another one now."""
    both = ((entry.path, new.by_id.get(renamed.get(one, one))) for one, entry in old.by_id.items())
    return {path: entry.path for path, entry in both if entry and entry.path != path}


def _matter(one: Diagnostic, names: Mapping[str, str]) -> Hashable:
    """What is found, on whatever line and at whatever item of a list, with the names that things have now."""
    message = PLACES.sub("", one.message)
    if names:
        message = WORDS.sub(lambda found: names.get(found[0], found[0]), message)
    record = names.get(one.record, one.record) or names.get(one.path, one.path)
    return one.code, record, INDEX.sub("", one.field), message


def _beyond(some: Iterable[One], key: Callable[[One], Hashable], others: Iterable[Hashable]) -> list[One]:
    """Those that the others have not, or have less often."""
    left = Counter(others)
    found = []
    for one in some:
        left[key(one)] -= 1
        if left[key(one)] < 0:
            found.append(one)
    return found


def _heaviest(some: Iterable[One], of: Callable[[One], Diagnostic]) -> list[One]:
    return sorted(some, key=lambda one: (WEIGHTS.index(of(one).severity), of(one).order))
