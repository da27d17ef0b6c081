"""Findings as SARIF 2.1.0, for code scanning and editors; GitHub shows 5,000 results of a run."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from kvtool import __version__
from kvtool.catalogue import catalogue
from kvtool.diagnostics import Diagnostic, Severity
from kvtool.format import as_json
from kvtool.rule import Rule
from kvtool.verdict import Verdict, fingerprints, heaviest
from kvtool.words.safe import safe_lines, safe_text

FROM_REPOSITORY = True
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOM = 5000
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.DUE: "note"}
PLACEHOLDER = re.compile(r"\{([0-9]+)\}")


def verdict(answer: Verdict, seconds: float) -> str:
    """One run: the rules that found something, what they found, and the summary as properties of the run."""
    shown = heaviest(answer.findings, ROOM)
    codes = sorted({one.code for one in shown})
    places = {code: place for place, code in enumerate(codes)}
    driver = {
        "name": "kvtool",
        "version": __version__,
        "rules": [_rule(catalogue()[code]) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [_invocation(answer.beyond(shown))],
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, places[one.code], mark) for one, mark in zip(shown, fingerprints(shown), strict=True)],
        "properties": answer.totals,
    }
    return as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> dict[str, Any]:
    page = rule.page
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": _said(page.fault),
        "fullDescription": _said(f"{page.fault}. {page.why}"),
        "help": {
            **_said(f"{page.why}\n\nBad:\n\n{page.bad}\n\nGood:\n\n{page.good}"),
            "markdown": f"{page.why}\n\nBad:\n\n~~~yaml\n{page.bad}\n~~~\n\nGood:\n\n~~~yaml\n{page.good}\n~~~\n",
        },
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(one: Diagnostic, place: int, mark: str) -> Mapping[str, Any]:
    file = {"uri": quote(one.path, errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}
    region = {"startLine": one.line, "startColumn": one.column}
    return {
        "ruleId": one.code,
        "ruleIndex": place,
        "level": LEVELS[one.severity],
        "message": _said(safe_text(one.message) + (f"\nhelp: {safe_text(one.help)}" if one.help else "")),
        "locations": [{"physicalLocation": {"artifactLocation": file, "region": region}}],
        "partialFingerprints": {"kvtool/v1": mark},
        "properties": {"record": one.record, "field": one.field},
    }


def _invocation(left_out: str) -> Mapping[str, Any]:
    if not left_out:
        return {"executionSuccessful": True}
    said = _said(f"Not among the results, for there is room for {ROOM}: {left_out}")
    return {"executionSuccessful": True, "toolExecutionNotifications": [{"level": "warning", "message": said}]}


def _said(text: str) -> dict[str, str]:
    """A message that is read as it stands: `{0}` would be a place for a value, and `[a](b)` a link."""
    return {"text": PLACEHOLDER.sub(r"{{\1}}", safe_lines(text)).replace("](", "] (")}
