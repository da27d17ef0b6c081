"""The verdict of a lint run, and what of it is asked for: which codes, which files, from which severity on it fails."""

import os
from collections.abc import Callable, Collection, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from kvtool.diagnostics import Diagnostic, Severity
from kvtool.errors import KvtoolError
from kvtool.rule import Rule
from kvtool.words.safe import safe_text

WEIGHTS = {"error": (Severity.ERROR,), "warning": (Severity.ERROR, Severity.WARNING), "due": tuple(Severity)}


class Verdict(NamedTuple):
    """All findings in order, how many were hidden by an allowance, how many records were seen."""

    findings: Sequence[Diagnostic]
    suppressed: int
    records: int

    def count(self, severity: Severity) -> int:
        """How many findings have a severity."""
        return sum(found.severity is severity for found in self.findings)


def choice(select: str, ignore: str, rules: Collection[Rule]) -> Callable[[Rule], bool]:
    """Whether a rule is wanted; each word is a code, a name or the beginning of codes."""
    chosen, dropped = _words(select, rules), _words(ignore, rules)

    def wanted(rule: Rule) -> bool:
        named = not chosen or any(_names(word, rule) for word in chosen)
        return named and not any(_names(word, rule) for word in dropped)

    return wanted


def _names(word: str, rule: Rule) -> bool:
    return rule.name == word or rule.code.startswith(word.upper())


def _words(written: str, rules: Collection[Rule]) -> list[str]:
    words = [word.strip() for word in written.split(",") if word.strip()]
    for word in words:
        if not any(_names(word, rule) for rule in rules):
            raise unknown_rule(word, rules)
    return words


def unknown_rule(word: str, rules: Collection[Rule]) -> KvtoolError:
    """The error for a word that is no code and no name, with the nearest one."""
    near = get_close_matches(word, [name for rule in rules for name in (rule.code, rule.name)], 1, 0.5)
    return KvtoolError(
        f"no rule '{safe_text(word[:60])}'",
        remedy=f"did you mean {near[0]}?" if near else "'kvtool explain' lists them",
    )


def within(verdict: Verdict, root: Path, paths: Sequence[Path]) -> Verdict:
    """The findings in some files and folders; all of them where none is named."""
    if not paths:
        return verdict
    asked = []
    for path in paths:
        whole = Path(os.path.realpath(path))
        if not os.path.exists(whole):  # noqa: PTH110 - says no to a name that no file system takes
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


def fails(verdict: Verdict, severity: str) -> bool:
    """Whether any finding weighs as much as the severity named, or more."""
    if severity not in WEIGHTS:
        raise KvtoolError(f"--fail-on '{safe_text(severity[:20])}' is none of {', '.join(WEIGHTS)}")
    return any(found.severity in WEIGHTS[severity] for found in verdict.findings)
