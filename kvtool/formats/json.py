"""One JSON document with a version, UTF-8, keys in a fixed order."""

import json as _json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kvtool.diagnostics import Severity
from kvtool.table import Table
from kvtool.verdict import Verdict

VERSION = 1


def document(content: Mapping[str, Any]) -> str:
    """Content as one document; surrogates cannot occur, since nothing that is not a character is read."""
    return _json.dumps({"version": VERSION, **content}, ensure_ascii=False, indent=2, default=_plain) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no JSON value")


def table(answer: Table) -> str:
    """The rows with their codes and ISO dates."""
    return document({"rows": [dict(row) for row in answer.rows]})


def record(answer: Mapping[str, Any], shown: Sequence[tuple[str, str]]) -> str:
    """A record as it stands, what follows from it, what points to it."""
    return document(answer)


def verdict(answer: Verdict, seconds: float) -> str:
    """All findings and the summary."""
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
            "fix": None,
        }
        for one in answer.findings
    ]
    summary = {
        "errors": answer.count(Severity.ERROR),
        "warnings": answer.count(Severity.WARNING),
        "due": answer.count(Severity.DUE),
        "suppressed": answer.suppressed,
        "records": answer.records,
        "seconds": round(seconds, 3),
    }
    return document({"findings": findings, "summary": summary})
