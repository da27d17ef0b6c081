"""The verdict on a base: all that reading and the rules find wrong, less what is allowed, which is counted."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from kvtool.allowing import Hidden, weighed
from kvtool.catalogue import catalogue
from kvtool.diagnostics import Diagnostic
from kvtool.judging import Found, Run, drafted, judged
from kvtool.ledger import Last, Ledger, Still, ledger_of
from kvtool.pair import Pair
from kvtool.rule import OF_THE_CALENDAR, Rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.entry import Entry
from kvtool.text.fault import Fault, spell
from kvtool.verdict import Verdict

LAGGING = "KV507"
"""The rule that finds translations behind their sources: it knows no day, and what it finds is late all the same."""


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
    return _linted(Run(kb, day, wanted, alone))[0]


def lint_both(kb: KnowledgeBase, day: date) -> tuple[Verdict, Sequence[Hidden]]:
    """The verdict of all rules, and beside it what comments allow, each finding with its comment."""
    return _linted(Run(kb, day))


def _linted(run: Run) -> tuple[Verdict, Sequence[Hidden]]:
    with Pair(1) as pair:
        found = judged(run, pair, (), (), drafted(run.kb))
    return _verdict(run, _every(found))


def relint(kb: KnowledgeBase, day: date, pair: Pair, last: Last | None) -> tuple[Verdict, Ledger]:
    """The verdict of all rules on a knowledge base, and what it rests on; what still stands of the last one is kept of it.

    To judge is the last step of a pair of processes.
    """
    run = Run(kb, day)
    doubted = drafted(kb)
    said = " ".join(sorted(doubted))
    still = last.still(kb, said) if last else Still()
    found = judged(run, pair, still.files, still.across, doubted)
    verdict, _ = _verdict(run, [*still.findings, *_every(found)])
    return verdict, ledger_of(kb.entries, found, still, said)


def _every(found: Found) -> Iterator[Diagnostic]:
    for part in (*found.files.values(), *found.across.values()):
        yield from part.findings


def _verdict(run: Run, found: Iterable[Diagnostic]) -> tuple[Verdict, Sequence[Hidden]]:
    """What is left of all that was found, in order, with the faults of the files; and what comments hide of it."""
    by_path: dict[str, list[Diagnostic]] = {}
    for one in found:
        by_path.setdefault(one.path, []).append(one)
    left: list[Diagnostic] = []
    hidden: list[Hidden] = []
    for entry in run.kb.entries:
        hits: Sequence[Diagnostic] = by_path.get(entry.path, ())
        if entry.marked is not None and not entry.broken:
            judgement = weighed(run.kb, run.day, entry, hits, alone=run.alone)
            hits = judgement.findings
            hidden += judgement.hidden
        if hits:
            left.extend(one for one in hits if run.wanted(catalogue()[one.code]))
        if entry.faults:
            left.extend(_faults(entry, run.wanted))
    return Verdict(sorted(left, key=lambda one: one.order), len(hidden), len(run.kb.entries)), hidden


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
