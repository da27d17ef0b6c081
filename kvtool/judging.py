"""Runs the rules, record by record and across all, and notes what their findings rest on."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import Final, NamedTuple

from kvtool.catalogue import catalogue
from kvtool.diagnostics import Diagnostic, Severity, packed, unpacked
from kvtool.model.base import Record
from kvtool.model.framework import Framework
from kvtool.model.source import UNDECIDED
from kvtool.pair import Pair
from kvtool.rule import BYTES, OF_THE_CALENDAR, OF_THE_FILE, TEXTS, Finding, Rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.entry import Entry
from kvtool.store.noting import Grounds, Noting
from kvtool.store.statements import authority_on
from kvtool.text.fault import spell

FEW: Final = 1_000
"""Fewer records than so many are judged sooner in one process than in two."""

ANYTHING: Final = "*"
"""The grounds of what is always judged anew."""


class Piece(NamedTuple):
    """What was found in one record, or by one rule across all, and what that rests on, in words."""

    findings: Sequence[Diagnostic] = ()
    grounds: str = ""


class Found(NamedTuple):
    """What was found in records, by the paths of their files, and across all, by the codes of the rules."""

    files: Mapping[str, Piece]
    across: Mapping[str, Piece]


class Check(NamedTuple):
    """A rule, the severity that the base gives it, and whether it knows what day it is."""

    rule: Rule
    severity: Severity
    has_clock: bool


class Run(NamedTuple):
    """What is judged on which day by which rules; `alone`, by no others than are wanted."""

    kb: KnowledgeBase
    day: date
    wanted: Callable[[Rule], bool] = lambda _: True
    alone: bool = False

    def checks(self) -> Iterable[Check]:
        """The rules that are run."""
        for one in catalogue().values():
            if one.on and (self.wanted(one) or not self.alone) and (severity := self._severity(one)):
                yield Check(one, severity, one.code.startswith(OF_THE_CALENDAR))

    def _severity(self, one: Rule) -> Severity | None:
        """The severity that the base gives a rule; None where it is off."""
        said = self.kb.settings.rules.get(one.name) or self.kb.settings.rules.get(one.code)
        if said is None or one.code.startswith((*OF_THE_FILE, OF_THE_CALENDAR)):
            return one.severity
        return None if said == "off" else Severity(said)


def judged(run: Run, pair: Pair, files: Collection[str], codes: Collection[str], doubted: Collection[str]) -> Found:
    """What is found in all whole files, and by all rules that look across them, but those that are named.

    `doubted` are the names of the rules behind which no decision stands, which their findings say.
    Where to judge is the last step of a pair of processes, they share it.
    """
    kb = run.kb
    checks = list(run.checks())
    left = [entry for entry in kb.entries if not entry.broken and entry.path not in files]
    kb.pointing.expect(len(left))
    writer = _Writer(kb.entries)

    @cache
    def suited(model: type[Record], given: Collection[str]) -> list[Check]:
        """The rules that can find anything in a record of a kind that gives some fields."""
        return [
            check
            for check in checks
            if issubclass(model, check.rule.on or Record)
            and not (check.rule.of and set(check.rule.of).isdisjoint(given))
        ]

    def found_by(some: Iterable[Check], *asked: Record | KnowledgeBase) -> list[Diagnostic]:
        dated = (*asked, run.day)
        return [
            _diagnostic(kb.file_of(finding.record), one, severity, finding, one.name in doubted)
            for one, severity, has_clock in some
            for finding in one.check(*(dated if has_clock else asked))
        ]

    def found_in(entry: Entry) -> Piece:
        record = entry.record
        if record is None:  # it has become unreadable since
            return Piece((), ANYTHING)
        marked = entry.marked is not None
        with Noting() as noting:
            found = found_by(suited(type(record), given(entry, record)), record, kb)
        entry.content.release()
        loose = marked or (found and any(one.path != entry.path for one in found))
        return Piece(found, ANYTHING if loose else writer.written(noting.grounds(entry)))

    across: dict[str, Piece] = {}

    def find_across() -> None:
        for check in checks:
            if check.rule.on is KnowledgeBase and check.rule.code not in codes:
                with Noting() as noting:
                    found = found_by([check], kb)
                across[check.rule.code] = Piece(found, writer.written(noting.grounds()))

    few = len(left) + 1 if run.alone else FEW  # some rules are run sooner than another process has read the records
    parts = pair.share(left, partial(map, found_in), _told_in_a_line, _heard, few, find_across)
    return Found({one.path: part for one, part in zip(left, parts, strict=True)}, across)


def given(entry: Entry, record: Record) -> tuple[str, ...]:
    """What the record of a file has, of which rules are: the fields that are given, BYTES and TEXTS."""
    fields = tuple(vars(record))
    if entry.marked is not None:
        fields += (BYTES,)
    return fields if entry.content.only_words else (*fields, TEXTS)


def drafted(kb: KnowledgeBase) -> frozenset[str]:
    """The names of the rules behind which the base puts sentences of policy, none of which is decided."""
    decided: dict[str, bool] = {}
    for framework in kb.all(Framework):
        for provision in framework.provisions:
            for name in provision.rules:
                known = authority_on(kb, provision.source, date.max) not in UNDECIDED
                decided[name] = decided.get(name, False) or known
    return frozenset(name for name, known in decided.items() if not known)


def _told_in_a_line(part: Piece) -> str:
    if not part.findings:
        return part.grounds
    return f"{part.grounds}\t{json.dumps([packed(one) for one in part.findings])}"


def _heard(_: Entry, line: str) -> Piece:
    grounds, *found = line.split("\t", 1)
    return Piece([unpacked(one) for one in json.loads(found[0])] if found else (), grounds)


def _diagnostic(entry: Entry, one: Rule, severity: Severity, finding: Finding, drafted: bool) -> Diagnostic:
    line, column = finding.at or entry.place(finding.path, key=finding.at_key)
    message = f"{finding.message} (by a sentence that is not decided)" if drafted else finding.message
    return Diagnostic(
        entry.path, line, column, one.code, one.name, severity,
        message, entry.id, spell(finding.path), finding.help, finding.due,
    )  # fmt: skip


class _Writer:
    """Writes grounds down, by the numbers of files."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._numbers: dict[str, str] = {}
        self._known: dict[Grounds, str] = {frozenset(): ""}

    def written(self, grounds: Grounds) -> str:
        """Some grounds in words; many have the same."""
        known = self._known.get(grounds)
        if known is None:
            known = self._known[grounds] = " ".join(sorted({self._word(ground) for ground in grounds}))
        return known

    def _word(self, one: object) -> str:
        if isinstance(one, str):
            return one
        if not self._numbers:
            self._numbers = {entry.path: str(number) for number, entry in enumerate(self._entries)}
        return self._numbers.get(one.path, ANYTHING) if isinstance(one, Entry) else ANYTHING
