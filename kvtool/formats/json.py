"""One JSON document with a version, UTF-8, keys in a fixed order."""

from collections.abc import Mapping, Sequence
from typing import Any

from kvtool.format import as_json
from kvtool.table import Table
from kvtool.verdict import Verdict

VERSION = 1


def document(content: Mapping[str, Any]) -> str:
    """Content as one document."""
    return as_json({"version": VERSION, **content})


def table(answer: Table) -> str:
    """The rows with their codes and ISO dates."""
    return document({"rows": [dict(row) for row in answer.rows]})


def record(answer: Mapping[str, Any], shown: Sequence[tuple[str, str]]) -> str:
    """A record as it stands, what follows from it, what points to it."""
    return document(answer)


def verdict(answer: Verdict, seconds: float) -> str:
    """All findings, whole, and the summary; what it was narrowed to, where it was."""
    findings = [
        {
            "code": one.code,
            "name": one.name,
            "severity": one.severity.value,
            "path": one.path,
            "line": one.line,
            "column": one.column,
            "record": one.record,
            "field": one.field,
            "message": one.message,
            "help": one.help,
            "fix": "kvtool lint --fix" if one.fixable else None,
        }
        for one in answer.findings
    ]
    content = {"findings": findings, "summary": {**answer.totals, "seconds": round(seconds, 3)}}
    if answer.since:
        files = [{"path": path, "reason": reason} for path, reason in answer.since.files.items()]
        content["since"] = {"commit": answer.since.commit, "files": files}
    return document(content)
