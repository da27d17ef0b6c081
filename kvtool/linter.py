"""Runs the rules and gives every finding its place; hides what is allowed and counts what it hides."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from kvtool.allowing import weighed
from kvtool.catalogue import catalogue
from kvtool.diagnostics import Diagnostic, Severity, packed, unpacked
from kvtool.model.base import Record
from kvtool.model.framework import Framework
from kvtool.model.source import UNDECIDED
from kvtool.pair import Pair
from kvtool.rule import BYTES, OF_THE_CALENDAR, OF_THE_FILE, Finding, Rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.entry import Entry
from kvtool.store.statements import authority_on
from kvtool.text.fault import Fault, spell
from kvtool.verdict import Verdict

LAGGING = "KV507"
"""The rule that finds translations behind their sources: it knows no day, and what it finds is late all the same."""

FEW = 1_000
"""Fewer records than so many are judged sooner in one process than in two."""


@dataclass(slots=True)
class _Run:
    """One run: what is found so far, file by file."""

    kb: KnowledgeBase
    day: date
    wanted: Callable[[Rule], bool]
    alone: bool = False
    findings: list[Diagnostic] = field(default_factory=list)
    suppressed: int = 0

    def severity(self, one: Rule) -> Severity | None:
        """The severity that the base gives a rule; None where it is off."""
        said = self.kb.settings.rules.get(one.name) or self.kb.settings.rules.get(one.code)
        if said is None or one.code.startswith((*OF_THE_FILE, OF_THE_CALENDAR)):
            return one.severity
        return None if said == "off" else Severity(said)


def calendar(kb: KnowledgeBase, day: date) -> tuple[Sequence[Diagnostic], int]:
    """What is due on a day, and how much of it is allowed: what the rules of the calendar find, and translations that lag."""
    due = lint(kb, day, lambda one: one.code.startswith(OF_THE_CALENDAR) or one.code == LAGGING, alone=True)
    return due.findings, due.suppressed


def lint(
    kb: KnowledgeBase,
    day: date,
    wanted: Callable[[Rule], bool] = lambda _: True,
    *,
    alone: bool = False,
    pair: Pair | None = None,
) -> Verdict:
    """The verdict on a knowledge base; the day touches due findings only.

    `alone` runs the wanted rules only: no allowance of what others would have found is useless then. Where to judge is the
    last step of a pair of processes, they share it.
    """
    run = _Run(kb, day, wanted, alone)
    by_entry: dict[str, list[Diagnostic]] = {}
    with nullcontext(pair) if pair else Pair(1) as two:
        for found in _findings(kb, run, two):
            by_entry.setdefault(found.path, []).append(found)
    for entry in kb.entries:
        hits: Sequence[Diagnostic] = by_entry.get(entry.path, ())
        if entry.marked is not None and not entry.broken:
            judged = weighed(kb, day, entry, hits, alone=alone)
            hits = judged.findings
            run.suppressed += len(judged.hidden)
        if hits:
            run.findings.extend(one for one in hits if wanted(catalogue()[one.code]))
        if entry.faults:
            run.findings.extend(_faults(entry, wanted))
    return Verdict(sorted(run.findings, key=lambda one: one.order), run.suppressed, len(kb.entries))


def _findings(kb: KnowledgeBase, run: _Run, pair: Pair) -> Iterator[Diagnostic]:
    """What all rules find: record by record, so that each is walked through once, and across all of them."""
    asked = [one for one in catalogue().values() if one.on and (run.wanted(one) or not run.alone)]
    checks = [(one, severity) for one in asked if (severity := run.severity(one))]
    drafted = _drafted(kb)
    kb.pointing.expect(len(kb.entries))

    @cache
    def suited(model: type[Record], given: Collection[str]) -> list[tuple[Rule, Severity, tuple[date, ...]]]:
        """The rules that can find anything in a record of a kind that gives some fields."""
        return [
            (one, severity, _clock(one, run.day))
            for one, severity in checks
            if issubclass(model, one.on or Record) and not (one.of and set(one.of).isdisjoint(given))
        ]

    def found_in(entry: Entry) -> list[Diagnostic]:
        record = entry.record
        if record is None:  # it has become unreadable since
            return []
        given = tuple(vars(record)) if entry.marked is None else (*vars(record), BYTES)
        found = [
            _diagnostic(kb.file_of(finding.record), one, severity, finding, one.name in drafted)
            for one, severity, clock in suited(type(record), given)
            for finding in one.check(record, kb, *clock)
        ]
        entry.content.release()
        return found

    across: list[Diagnostic] = []

    def find_across() -> None:
        across.extend(
            _diagnostic(kb.file_of(finding.record), one, severity, finding, one.name in drafted)
            for one, severity in checks
            if one.on is KnowledgeBase
            for finding in one.check(kb, *_clock(one, run.day))
        )

    whole = [entry for entry in kb.entries if not entry.broken]
    few = len(whole) + 1 if run.alone else FEW  # some rules are run sooner than another process has read the records
    for found in pair.share(whole, found_in, _told_in_a_line, _heard, few, find_across):
        yield from found
    yield from across


def _told_in_a_line(found: Sequence[Diagnostic]) -> str:
    return json.dumps([packed(one) for one in found]) if found else ""


def _heard(_: Entry, line: str) -> list[Diagnostic]:
    return [unpacked(one) for one in json.loads(line)] if line else []


def _clock(one: Rule, day: date) -> tuple[date, ...]:
    return (day,) if one.code.startswith(OF_THE_CALENDAR) else ()


def _diagnostic(entry: Entry, one: Rule, severity: Severity, finding: Finding, drafted: bool) -> Diagnostic:
    line, column = finding.at or entry.place(finding.path, key=finding.at_key)
    message = f"{finding.message} (by a sentence that is not decided)" if drafted else finding.message
    return Diagnostic(
        entry.path, line, column, one.code, one.name, severity,
        message, entry.id, spell(finding.path), finding.help, finding.due,
    )  # fmt: skip


def _drafted(kb: KnowledgeBase) -> frozenset[str]:
    """The names of the rules behind which the base puts sentences of policy, none of which is decided."""
    decided: dict[str, bool] = {}
    for framework in kb.all(Framework):
        for provision in framework.provisions:
            for name in provision.rules:
                known = authority_on(kb, provision.source, date.max) not in UNDECIDED
                decided[name] = decided.get(name, False) or known
    return frozenset(name for name, known in decided.items() if not known)


def beside(verdict: Verdict, path: str, faults: Iterable[Fault], wanted: Callable[[Rule], bool]) -> Verdict:
    """A verdict together with the faults of a file that is no record."""
    found = sorted([*verdict.findings, *_told(path, "", faults, wanted)], key=lambda one: one.order)
    return verdict._replace(findings=found)


def _faults(entry: Entry, wanted: Callable[[Rule], bool]) -> Iterator[Diagnostic]:
    return _told(entry.path, entry.id, entry.faults, wanted)


def _told(path: str, record: str, faults: Iterable[Fault], wanted: Callable[[Rule], bool]) -> Iterator[Diagnostic]:
    for fault in faults:
        one = catalogue()[fault.code]
        if wanted(one):
            yield Diagnostic(
                path, fault.line, fault.column, one.code, one.name, one.severity,
                fault.message, record, spell(fault.field), fault.help,
            )  # fmt: skip
