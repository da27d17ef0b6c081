"""Findings as a Code Quality report of GitLab; errors are major, warnings minor, what is due is information."""

from kvtool.diagnostics import Severity
from kvtool.format import as_json, one_line
from kvtool.verdict import Verdict, fingerprints

FROM_REPOSITORY = True
SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.DUE: "info"}


def verdict(answer: Verdict, seconds: float) -> str:
    """All findings; the format has no place for a summary."""
    report = [
        {
            "description": one_line(f"{one.message}; {one.help}" if one.help else one.message),
            "check_name": f"{one.code} {one.name}",
            "fingerprint": mark,
            "severity": SEVERITIES[one.severity],
            "location": {"path": one.path, "lines": {"begin": one.line}},
        }
        for one, mark in zip(answer.findings, fingerprints(answer.findings), strict=True)
    ]
    return as_json(report, ascii_only=True)
