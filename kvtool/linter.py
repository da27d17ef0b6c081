"""Runs the rules and gives every finding its place; hides what is allowed and counts what it hides."""

from collections.abc import Callable, Iterable, Iterator
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
from kvtool.store.base import Entry, KnowledgeBase
from kvtool.store.statements import authority_on
from kvtool.text.comments import Allowance, allowances
from kvtool.text.fault import spell
from kvtool.verdict import Verdict

UNREASONED, USELESS, EXPIRED = "KV015", "KV016", "KV901"


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
    findings: list[Diagnostic] = field(default_factory=list)
    suppressed: int = 0

    def severity(self, one: Rule) -> Severity | None:
        """The severity that the base gives a rule; None where it is off."""
        said = self.kb.settings.rules.get(one.name) or self.kb.settings.rules.get(one.code)
        if said is None or one.code.startswith((*OF_THE_FILE, OF_THE_CALENDAR)):
            return one.severity
        return None if said == "off" else Severity(said)


def lint(kb: KnowledgeBase, day: date, wanted: Callable[[Rule], bool] = lambda _: True) -> Verdict:
    """The verdict on a knowledge base; the day touches due findings only."""
    run = _Run(kb, day, wanted)
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
    checks = [(one, severity) for one in catalogue().values() if one.on and (severity := run.severity(one))]
    of_records = [(one, severity) for one, severity in checks if one.on is not KnowledgeBase]
    for record in kb.all(Record):
        for one, severity in of_records:
            if isinstance(record, one.on or Record):
                for finding in one.check(record, kb, *_clock(one, run.day)):
                    yield one, severity, finding
    for one, severity in checks:
        if one.on is KnowledgeBase:
            for finding in one.check(kb, *_clock(one, run.day)):
                yield one, severity, finding


def _clock(one: Rule, day: date) -> tuple[date, ...]:
    return (day,) if one.code.startswith(OF_THE_CALENDAR) else ()


def _diagnostic(entry: Entry, one: Rule, severity: Severity, finding: Finding, drafted: bool) -> Diagnostic:
    line, column = entry.place(finding.path, key=finding.at_key)
    message = f"{finding.message} (by a sentence that is not decided)" if drafted else finding.message
    return Diagnostic(
        entry.path, line, column, one.code, one.name, severity, message, entry.id, spell(finding.path), finding.help
    )


def _drafted(kb: KnowledgeBase) -> frozenset[str]:
    """The names of the rules behind which the base puts sentences of policy, none of which is decided."""
    decided: dict[str, bool] = {}
    for framework in kb.all(Framework):
        for provision in framework.provisions:
            for name in provision.rules:
                known = authority_on(kb, provision.source, date.max) not in UNDECIDED
                decided[name] = decided.get(name, False) or known
    return frozenset(name for name, known in decided.items() if not known)


def _faults(entry: Entry, wanted: Callable[[Rule], bool]) -> Iterator[Diagnostic]:
    for fault in entry.faults:
        one = catalogue()[fault.code]
        if wanted(one):
            yield Diagnostic(
                entry.path, fault.line, fault.column, one.code, one.name, one.severity,
                fault.message, entry.id, spell(fault.field), fault.help,
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
        if not hidden and not _of_the_calendar(one) and not _in_doubt(run.kb, entry):
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
                )
            )
    return left + said


def _in_doubt(kb: KnowledgeBase, entry: Entry) -> bool:
    """Whether a record rests on a broken one, so that what it is found guilty of may be more or less than all."""
    return entry.record is not None and any(kb.is_broken(reference.target) for reference in kb.links_of(entry.record))


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


def _about(entry: Entry, one: Allowance, code: str, message: str, remedy: str) -> Diagnostic:
    about = catalogue()[code]
    return Diagnostic(entry.path, one.line, one.column, code, about.name, about.severity, message, entry.id, "", remedy)
