"""The card of a change, for a pull request: what it says in words, what it breaks and mends, and what it touches."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kvtool.diagnostics import Diagnostic, Severity
from kvtool.linter import lint
from kvtool.model.partner import Partner
from kvtool.queries.announcing import announced
from kvtool.queries.comparing import BROKEN, CHANGED, REMOVED, RENAMED, Difference
from kvtool.queries.figures import filled
from kvtool.queries.reading import Reader
from kvtool.queries.telling import told
from kvtool.queries.touched import ids_in, tied
from kvtool.rendering import render
from kvtool.report import Paper
from kvtool.reports.brief import Wish, content
from kvtool.store.base import KnowledgeBase

MOST = 50
"""How many records, findings or touched files are told one by one."""


def card(old: Reader, new: Reader, found: Sequence[Difference]) -> str:
    """The card as Markdown, in the reader's language."""
    gone, come = _findings(old, new)
    touched = _touched(old.kb, new.kb, found)
    said = {
        "records": [*_records(old, new, found)][:MOST],
        "period": announced(old, new),
        "more_records": max(0, len({one.id for one in found}) - MOST),
        "come": [_finding(one) for one in come][:MOST],
        "gone": [_finding(one) for one in gone][:MOST],
        "touched": [{"name": _name(new, one), "id": one} for one in touched][:MOST],
        "packs": [{"name": _name(new, one), "id": one} for one in _packs(old, new, found, touched)],
    }
    return render(new.kb.settings.root, "diff.md.j2", said, new.labels.language)


def _records(old: Reader, new: Reader, found: Iterable[Difference]) -> Iterator[dict[str, Any]]:
    """What is said of each record: that it came, went, broke or was renamed, and its fields that changed."""
    by_id: dict[str, list[Difference]] = {}
    for one in found:
        by_id.setdefault(one.id, []).append(one)
    for record, every in by_id.items():
        first = every[0]
        reader = old if first.change == REMOVED else new
        yield {
            "id": record,
            "name": _name(reader, record),
            "kind": new.labels.code("kind", first.kind),
            "change": new.labels.code("change", first.change),
            "fields": [told(old, new, one)._asdict() for one in every if one.change in (CHANGED, RENAMED)],
            "fault": _fault(new.kb, record) if first.change == BROKEN else "",
        }


def _name(reader: Reader, record: str) -> str:
    """A record's name with the figures in it filled in."""
    return filled(reader.kb, reader.name(record), reader.language)


def _fault(kb: KnowledgeBase, record: str) -> str:
    entry = kb.by_id[record]
    return (
        f"{entry.path}:{entry.faults[0].line}:{entry.faults[0].column}: {entry.faults[0].message}"
        if entry.faults
        else ""
    )


def _findings(old: Reader, new: Reader) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """The findings that are gone and those that are new; time is no change."""
    before, after = lint(old.kb, new.day).findings, lint(new.kb, new.day).findings
    was, now = {one.matter for one in before}, {one.matter for one in after}
    return (
        [one for one in before if one.matter not in now and one.severity is not Severity.DUE],
        [one for one in after if one.matter not in was and one.severity is not Severity.DUE],
    )


def _finding(one: Diagnostic) -> dict[str, Any]:
    return {"place": f"{one.path}:{one.line}", "severity": str(one.severity), "code": one.code, "message": one.message}


def _touched(old: KnowledgeBase, new: KnowledgeBase, found: Iterable[Difference]) -> list[str]:
    """The records that did not change and point to what did, or to what is gone."""
    changed = {one.id for one in found}
    ids = {inner for one in changed for kb in (old, new) if one in kb.by_id for inner in ids_in(kb.by_id[one])}
    paths = tied(new, ids)
    return [entry.id for entry in new.entries if entry.path in paths and entry.id not in changed]


def _packs(old: Reader, new: Reader, found: Iterable[Difference], touched: Iterable[str]) -> list[str]:
    """The partners whose briefing pack says something else than before."""
    concerned = {one.id for one in found} | {*touched}
    partners = [one for one in new.kb.all(Partner) if one.id in concerned]
    return [one.id for one in partners if _pack(old, one.id) != _pack(new, one.id)]


def _pack(reader: Reader, partner_id: str) -> Any:
    partner = reader.kb.get(Partner, partner_id)
    return content(Paper(reader), Wish([partner], None, reader.day, "")) if partner else None
