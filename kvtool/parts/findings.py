"""Findings as papers take them: those that stand, and those that a comment allows, each with its reason and its end."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from kvtool.allowing import weighed
from kvtool.diagnostics import Diagnostic
from kvtool.linter import lint
from kvtool.model.dates import Day
from kvtool.rule import Rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.content import Checked
from kvtool.store.entry import Entry
from kvtool.text.comments import Allowance


class Judged(NamedTuple):
    """A finding, and the comment that allows it, where one does."""

    finding: Diagnostic
    allowed: Allowance | None = None

    @property
    def until(self) -> Day | None:
        """The day until which it is allowed."""
        return Day(self.allowed.until) if self.allowed else None


def judged(kb: KnowledgeBase, day: date, wanted: Callable[[Rule], bool]) -> tuple[KnowledgeBase, list[Judged]]:
    """What some rules find, allowed or not, in the order of files, and the base that they were asked of: one that
    hears no comment, so that they run once."""
    deaf = _deaf(kb)
    by_path: dict[str, list[Diagnostic]] = {}
    for found in lint(deaf, day, wanted, alone=True).findings:
        by_path.setdefault(found.path, []).append(found)
    return deaf, [
        one for entry in kb.entries if entry.path in by_path for one in _judged(kb, day, entry, by_path[entry.path])
    ]


def _deaf(kb: KnowledgeBase) -> KnowledgeBase:
    """A base as it would be if no file spoke to kvtool; the same where none does."""
    if not any(entry.marked and not entry.broken for entry in kb.entries):
        return kb
    return KnowledgeBase(kb.settings, [_silent(entry) if entry.marked else entry for entry in kb.entries])


def _silent(entry: Entry) -> Entry:
    if entry.broken:
        return entry
    return Entry(entry.path, entry.kind, entry.id, Checked(entry.record, entry.tree), entry.faults)


def _judged(kb: KnowledgeBase, day: date, entry: Entry, found: list[Diagnostic]) -> Iterator[Judged]:
    """What is found in a file, each with the comment by which the linter would hide it."""
    speaks = entry.marked and not entry.broken
    allowed = dict(weighed(kb, day, entry, found, alone=True).hidden) if speaks else {}
    for one in found:
        yield Judged(one, allowed.get(one))
