"""Findings for people: one a line as `path:line:column: severity CODE message`, with what mends it below."""

from kvtool.diagnostics import Severity
from kvtool.verdict import Verdict
from kvtool.words.safe import safe_text


def verdict(answer: Verdict, seconds: float) -> str:
    """All findings and one line of summary."""
    text = ""
    for one in answer.findings:
        text += f"{safe_text(one.path)}:{one.line}:{one.column}: {one.severity} {one.code} {safe_text(one.message)}\n"
        if one.help:
            text += f"    help: {safe_text(one.help)}\n"
    return text + summary(answer) + "\n"


def summary(answer: Verdict) -> str:
    """How many findings of each severity there are in how many records."""
    counted = [
        _many(answer.count(Severity.ERROR), "error"),
        _many(answer.count(Severity.WARNING), "warning"),
        f"{answer.count(Severity.DUE)} due",
        f"{answer.suppressed} suppressed",
    ]
    return f"{', '.join(counted)} in {_many(answer.records, 'record')}"


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
