"""Markdown tables, for issues, pull requests and notes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from kvtool.diagnostics import Diagnostic, Severity
from kvtool.format import one_line
from kvtool.table import Table
from kvtool.verdict import Verdict, first
from kvtool.words.comment import ROOM, calm
from kvtool.words.markdown import escape

FROM_REPOSITORY = True


def table(answer: Table) -> str:
    """A table in words."""
    columns = answer.for_people
    rows = [["" if row.get(column) is None else str(row[column]) for column in columns] for row in answer.shown]
    return _table([answer.titles.get(column, column) for column in columns], rows)


def record(answer: Mapping[str, Any], shown: Sequence[tuple[str, str]]) -> str:
    """Fields and values as a table of two columns."""
    return _table(["", ""], [[label, value.replace("\n", "; ")] for label, value in shown])


def verdict(answer: Verdict, seconds: float) -> str:
    """The summary, then a table for each file; what has no room in a comment is counted, errors being kept longest."""
    shown = _fitting(answer.findings)
    text = f"**{answer.summary}**\n"
    for path, findings in groupby(shown, lambda one: one.path):
        text += _head(path) + "".join(map(_finding, findings))
    if left_out := answer.beyond(shown):
        text += f"\nNot shown here: {left_out}. `kvtool lint` shows all of them.\n"
    return text


def _fitting(findings: Sequence[Diagnostic]) -> list[Diagnostic]:
    room = ROOM
    numbers: Counter[Severity] = Counter()
    begun = set()
    for one in sorted(findings, key=lambda one: list(Severity).index(one.severity)):
        room -= len(_finding(one)) + (0 if one.path in begun else len(_head(one.path)))
        if room < 0:
            break
        begun.add(one.path)
        numbers[one.severity] += 1
    return first(findings, numbers)


def _head(path: str) -> str:
    columns = ("line", "severity", "rule", "fault", "remedy")
    return f"\n### {calm(escape(one_line(path)))}\n\n{_table(columns, ())}"


def _finding(one: Diagnostic) -> str:
    rule = f"{one.code} {one.name}"
    return calm(_row((str(one.line), one.severity, rule, one_line(one.message), one_line(one.help))))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return _row(head) + "| " + " | ".join("---" for _ in head) + " |\n" + "".join(map(_row, rows))


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(map(escape, cells)) + " |\n"
