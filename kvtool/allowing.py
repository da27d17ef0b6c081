"""What a base allows: the findings that a comment hides, and what is wrong with such comments."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from kvtool.catalogue import catalogue
from kvtool.diagnostics import Diagnostic
from kvtool.model.dates import Day, exists
from kvtool.rule import OF_THE_CALENDAR, OF_THE_FILE, Rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.entry import Entry
from kvtool.store.quotes import is_compared
from kvtool.text.comments import Allowance, allowances

UNREASONED, USELESS, EXPIRED = "KV015", "KV016", "KV901"

ON_REQUEST = "KV208"
"""The rule that looks at quotes, where somebody has named the texts of their sources."""


Hidden = tuple[Diagnostic, Allowance]
"""A finding, and the comment that allows it."""


class Weighed(NamedTuple):
    """What is left of the findings in a file, with what is wrong with its allowances; and what these hide, each by which."""

    findings: Sequence[Diagnostic]
    hidden: Sequence[Hidden]


def weighed(kb: KnowledgeBase, day: date, entry: Entry, found: Sequence[Diagnostic], *, alone: bool) -> Weighed:
    """The findings in a file less those that its comments allow; `alone`, other rules may find what these speak of."""
    left = list(found)
    said: list[Diagnostic] = []
    every: list[Hidden] = []
    for one in allowances(entry.marked or b""):
        until = _until(one)
        if not one.understood or not one.because or until is None:
            said.append(
                _about(
                    entry,
                    one,
                    UNREASONED,
                    _lack(one, until),
                    "write: # kvtool: allow NAME until YYYY-MM-DD because …",
                )
            )
            continue
        hidden = [hit for hit in left if _matches(one, hit)]
        left = [hit for hit in left if hit not in hidden]
        every += [(hit, one) for hit in hidden]
        if not hidden and not alone and not _of_another_run(kb, one) and not _in_doubt(kb, entry, one):
            said.append(_about(entry, one, USELESS, *_useless(one)))
        elif until.last < day:
            remedy = "mend what it hides, or decide anew"
            said.append(_about(entry, one, EXPIRED, f"allowed until {until} only: {one.because}", remedy, until.last))
    return Weighed(left + said, every)


def _in_doubt(kb: KnowledgeBase, entry: Entry, one: Allowance) -> bool:
    """Whether what an allowance speaks of may be found again when the broken records are mended.

    So it is where the record rests on one or is named by one, and for rules that look across the whole base.
    """
    if not kb.broken:
        return False
    if any(rule.on is KnowledgeBase for rule in _named(one)):
        return True
    if any(kb.is_broken(reference.target) for reference in entry.survey.links):
        return True
    names = {entry.id, *entry.aliases, *(inner for inner, _, _ in entry.inner)}
    readable = (broken for broken in kb.broken if broken.tree is not None or broken.hides.ids is not None)
    return any(broken.may_name(names) for broken in readable)


def _lack(one: Allowance, until: Day | None) -> str:
    if not one.understood:
        return "a comment to kvtool that it does not understand"
    if not one.because:
        return "an allowance without reason"
    return "an allowance without end" if not one.until else f"no such date: {one.until}" if until is None else ""


def _until(one: Allowance) -> Day | None:
    return Day(one.until) if exists(one.until) else None


def _matches(one: Allowance, hit: Diagnostic) -> bool:
    return (one.speaks_of in (0, hit.line)) and (hit.name in one.names or hit.code in one.names)


def _of_another_run(kb: KnowledgeBase, one: Allowance) -> bool:
    """Whether an allowance speaks of what another day finds, or a run that looks at quotes, which this one does not."""
    codes = [rule.code for rule in _named(one)]
    return any(code.startswith(OF_THE_CALENDAR) or (code == ON_REQUEST and not is_compared(kb)) for code in codes)


def _useless(one: Allowance) -> tuple[str, str]:
    """What is wrong with an allowance that hides nothing, and what mends it."""
    if names := [rule.name for rule in _named(one) if rule.code.startswith(OF_THE_FILE)]:
        return f"{', '.join(names)} cannot be allowed", "remove the comment, and mend what it speaks of"
    return f"nothing to allow: no finding of {', '.join(one.names)} here", "remove the comment"


def _named(one: Allowance) -> list[Rule]:
    """The rules of which an allowance speaks."""
    rules: Iterable[Rule] = catalogue().values()
    return [rule for rule in rules if rule.name in one.names or rule.code in one.names]


def _about(entry: Entry, one: Allowance, code: str, message: str, remedy: str, due: date | None = None) -> Diagnostic:
    about = catalogue()[code]
    return Diagnostic(
        entry.path, one.line, one.column, code, about.name, about.severity, message, entry.id, "", remedy, due
    )
