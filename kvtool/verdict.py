"""The verdict of a lint run, and what of it is asked for: which codes, which files, from which severity on it fails."""

import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kvtool.diagnostics import Diagnostic, Severity
from kvtool.errors import KvtoolError
from kvtool.words.safe import safe_text

if TYPE_CHECKING:
    from kvtool.rule import Rule

WEIGHTS = {"error": (Severity.ERROR,), "warning": (Severity.ERROR, Severity.WARNING), "due": tuple(Severity)}


NUMBER = re.compile(r"[0-9]+")


class Since(NamedTuple):
    """What a verdict was narrowed to: the commit from which on, and the files that count, each with the reason."""

    commit: str
    files: Mapping[str, str]


class Verdict(NamedTuple):
    """All findings in order, how many were hidden by an allowance, how many records were seen."""

    findings: Sequence[Diagnostic]
    suppressed: int
    records: int
    since: Since | None = None

    def count(self, severity: Severity) -> int:
        """How many findings have a severity."""
        return sum(found.severity is severity for found in self.findings)

    @property
    def totals(self) -> dict[str, int]:
        """The numbers that all formats agree on, whatever they have room for."""
        return {
            "errors": self.count(Severity.ERROR),
            "warnings": self.count(Severity.WARNING),
            "due": self.count(Severity.DUE),
            "suppressed": self.suppressed,
            "records": self.records,
        }

    @property
    def summary(self) -> str:
        """The same numbers in words."""
        looked = f"; looked at {len(self.since.files)} since {self.since.commit[:12]}" if self.since else ""
        return f"{counted(self.findings)}, {self.suppressed} suppressed in {_many(self.records, 'record')}{looked}"

    def beyond(self, shown: Sequence[Diagnostic]) -> str:
        """How many findings of each severity are not among those shown; empty where all are."""
        return counted(self.findings, shown) if len(shown) < len(self.findings) else ""


def counted(findings: Sequence[Diagnostic], less: Sequence[Diagnostic] = ()) -> str:
    """How many findings of each severity there are, in words."""
    numbers = Counter(one.severity for one in findings)
    numbers.subtract(one.severity for one in less)
    errors, warnings, due = (numbers[severity] for severity in Severity)
    return f"{_many(errors, 'error')}, {_many(warnings, 'warning')}, {due} due"


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def first(findings: Sequence[Diagnostic], room: Mapping[Severity, int]) -> list[Diagnostic]:
    """The first findings of each severity, as many as it has room for, in their order."""
    left = Counter(room)
    kept = []
    for one in findings:
        left[one.severity] -= 1
        if left[one.severity] >= 0:
            kept.append(one)
    return kept


def heaviest(findings: Sequence[Diagnostic], room: int) -> list[Diagnostic]:
    """As many findings as there is room for, in their order: errors before warnings, warnings before what is due."""
    numbers = Counter(one.severity for one in findings)
    shares = {}
    for severity in Severity:
        shares[severity] = min(room, numbers[severity])
        room -= shares[severity]
    return first(findings, shares)


def fingerprints(findings: Sequence[Diagnostic]) -> list[str]:
    """What each finding is known by from one run to the next, no two alike.

    Numbers do not count, so that it outlives a moved line, a new item before it and another day; findings that differ
    by nothing else are numbered.
    """
    from hashlib import sha256

    seen: Counter[str] = Counter()
    marks = []
    for one in findings:
        known = "\0".join((one.code, one.path, one.record, NUMBER.sub("", one.field), NUMBER.sub("", one.message)))
        seen[known] += 1
        marks.append(sha256(f"{known}\0{seen[known]}".encode("utf-8", "surrogatepass")).hexdigest())
    return marks


def choice(select: str, ignore: str, rules: "Collection[Rule]") -> "Callable[[Rule], bool]":
    """Whether a rule is wanted; each word is a code, a name or the beginning of codes."""
    chosen, dropped = _words(select, rules), _words(ignore, rules)

    def wanted(rule: "Rule") -> bool:
        named = not chosen or any(_names(word, rule) for word in chosen)
        return named and not any(_names(word, rule) for word in dropped)

    return wanted


def _names(word: str, rule: "Rule") -> bool:
    return rule.name == word or rule.code.startswith(word.upper())


def _words(written: str, rules: "Collection[Rule]") -> list[str]:
    words = [word.strip() for word in written.split(",") if word.strip()]
    for word in words:
        if not any(_names(word, rule) for rule in rules):
            raise unknown_rule(word, rules)
    return words


def unknown_rule(word: str, rules: "Collection[Rule]") -> KvtoolError:
    """The error for a word that is no code and no name, with the nearest one."""
    known = [name for rule in rules for name in (rule.code, rule.name)]
    begun = [name for name in known if word and name.startswith((word.upper(), word.lower()))]
    near = begun[:1] or get_close_matches(word, known, 1, 0.5)
    return KvtoolError(
        f"no rule '{safe_text(word[:60])}'",
        remedy=f"did you mean {near[0]}?" if near else "'kvtool explain' lists them",
    )


def within(verdict: Verdict, root: Path, paths: Sequence[Path], *, gone: bool = False) -> Verdict:
    """The findings in some files and folders; all of them where none is named.

    `gone` allows such as the work tree no longer has.
    """
    if not paths:
        return verdict
    asked = []
    for path in paths:
        whole = Path(os.path.realpath(path))
        if not gone and not os.path.exists(whole):  # noqa: PTH110 - says no to a name that no file system takes
            raise KvtoolError(f"no file or folder {safe_text(str(path))}")
        if not whole.is_relative_to(root):
            raise KvtoolError(f"{safe_text(str(path))} is not in the base {root}")
        asked.append(whole.relative_to(root).as_posix())
    kept = [
        one
        for one in verdict.findings
        if any(place in (".", one.path) or one.path.startswith(f"{place}/") for place in asked)
    ]
    return verdict._replace(findings=kept)


def in_repository(verdict: Verdict, root: Path) -> Verdict:
    """The same with paths from the top of the repository around the base, for readers who count from there."""
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    if top == root:
        return verdict
    above = root.relative_to(top).as_posix()
    return verdict._replace(findings=[one._replace(path=f"{above}/{one.path}") for one in verdict.findings])


def fails(verdict: Verdict, severity: str) -> bool:
    """Whether any finding weighs as much as the severity named, or more."""
    if severity not in WEIGHTS:
        raise KvtoolError(f"--fail-on '{safe_text(severity[:20])}' is none of {', '.join(WEIGHTS)}")
    return any(found.severity in WEIGHTS[severity] for found in verdict.findings)
