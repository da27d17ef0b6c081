"""Runs the rules and gives every finding its place; hides what is allowed and counts what it hides."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from kvtool.diagnostics import Diagnostic, Severity
from kvtool.model.base import Record
from kvtool.model.dates import Day, exists
from kvtool.model.framework import Framework
from kvtool.model.source import UNDECIDED
from kvtool.registry import discover
from kvtool.rule import OF_THE_CALENDAR, OF_THE_FILE, Finding, Rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.entry import Entry
from kvtool.store.statements import authority_on
from kvtool.text.comments import Allowance, allowances
from kvtool.text.fault import Fault, spell
from kvtool.verdict import Verdict

UNREASONED, USELESS, EXPIRED = "KV015", "KV016", "KV901"

LAGGING = "KV507"
"""The rule that finds translations behind their sources: it knows no day, and what it finds is late all the same."""


@cache
def catalogue() -> dict[str, Rule]:
    """All rules by their codes."""
    rules = [module.check for module in discover("kvtool.rules")]
    return {one.code: one for one in sorted(rules, key=lambda one: one.code)}


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
    kb: KnowledgeBase, day: date, wanted: Callable[[Rule], bool] = lambda _: True, *, alone: bool = False
) -> Verdict:
    """The verdict on a knowledge base; the day touches due findings only.

    `alone` runs the wanted rules only: no allowance of what others would have found is useless then.
    """
    run = _Run(kb, day, wanted, alone)
    by_entry: dict[str, list[Diagnostic]] = {}
    drafted = _drafted(kb)
    for one, severity, finding in _findings(kb, run):
        entry = kb.file_of(finding.record)
        found = _diagnostic(entry, one, severity, finding, one.name in drafted)
        by_entry.setdefault(entry.path, []).append(found)
    for entry in kb.entries:
        hits = by_entry.get(entry.path, [])
        if entry.marked is not None and not entry.broken:
            hits = _allowed(run, entry, hits)
        run.findings.extend(one for one in hits if wanted(catalogue()[one.code]))
        run.findings.extend(_faults(entry, wanted))
    return Verdict(sorted(run.findings, key=lambda one: one.order), run.suppressed, len(kb.entries))


def _findings(kb: KnowledgeBase, run: _Run) -> Iterator[tuple[Rule, Severity, Finding]]:
    """What all rules find: first record by record, so that each is walked through once, then across all of them."""
    asked = [one for one in catalogue().values() if one.on and (run.wanted(one) or not run.alone)]
    checks = [(one, severity) for one in asked if (severity := run.severity(one))]
    of_kind: dict[type, list[tuple[Rule, Severity, tuple[date, ...]]]] = {}
    for record in kb.all(Record):
        model = type(record)
        if model not in of_kind:
            suited = [(one, severity) for one, severity in checks if issubclass(model, one.on or Record)]
            of_kind[model] = [(one, severity, _clock(one, run.day)) for one, severity in suited]
        for one, severity, clock in of_kind[model]:
            for finding in one.check(record, kb, *clock):
                yield one, severity, finding
    for one, severity in checks:
        if one.on is KnowledgeBase:
            for finding in one.check(kb, *_clock(one, run.day)):
                yield one, severity, finding


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


def _allowed(run: _Run, entry: Entry, found: list[Diagnostic]) -> list[Diagnostic]:
    """The findings of a file less those that its comments allow, and what is wrong with those comments."""
    left = found
    said: list[Diagnostic] = []
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
        run.suppressed += len(hidden)
        if not hidden and not run.alone and not _of_the_calendar(one) and not _in_doubt(run.kb, entry, one):
            said.append(
                _about(
                    entry,
                    one,
                    USELESS,
                    f"nothing to allow: no finding of {', '.join(one.names)} here",
                    "remove the comment",
                )
            )
        elif until.last < run.day:
            said.append(
                _about(
                    entry,
                    one,
                    EXPIRED,
                    f"allowed until {until} only: {one.because}",
                    "mend what it hides, or decide anew",
                    until.last,
                )
            )
    return left + said


def _in_doubt(kb: KnowledgeBase, entry: Entry, one: Allowance) -> bool:
    """Whether what an allowance speaks of may be found again when the broken records are mended.

    So it is where the record rests on one or is named by one, and for rules that look across the whole base.
    """
    if not kb.broken:
        return False
    rules: Iterable[Rule] = catalogue().values()
    if any(rule.on is KnowledgeBase for rule in rules if rule.name in one.names or rule.code in one.names):
        return True
    if any(kb.is_broken(reference.target) for reference in entry.survey.links):
        return True
    names = {entry.id, *entry.survey.aliases, *(inner for inner, _, _ in entry.survey.inner)}
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


def _of_the_calendar(one: Allowance) -> bool:
    rules: Iterable[Rule] = catalogue().values()
    return any(
        rule.code.startswith(OF_THE_CALENDAR) for rule in rules if rule.name in one.names or rule.code in one.names
    )


def _about(entry: Entry, one: Allowance, code: str, message: str, remedy: str, due: date | None = None) -> Diagnostic:
    about = catalogue()[code]
    return Diagnostic(
        entry.path, one.line, one.column, code, about.name, about.severity, message, entry.id, "", remedy, due
    )
