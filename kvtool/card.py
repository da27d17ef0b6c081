"""The card of a change, for a pull request: what it says in words, what it breaks and mends, and what it touches."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from kvtool.allowing import Hidden
from kvtool.breaking import turned
from kvtool.diagnostics import Diagnostic, Severity
from kvtool.model.dates import Day
from kvtool.model.partner import Partner
from kvtool.queries.announcing import announced
from kvtool.queries.comparing import ADDED, BROKEN, CHANGED, REMOVED, RENAMED, Difference
from kvtool.queries.figures import filled
from kvtool.queries.reading import Reader
from kvtool.queries.reordering import REORDERED, regrouped
from kvtool.queries.telling import Told, told, told_whole
from kvtool.queries.touched import ids_in, tied
from kvtool.rendering import render
from kvtool.restating import Restated, are_few, packs, restated
from kvtool.store.base import KnowledgeBase
from kvtool.words.alike import shared
from kvtool.words.comment import ROOM, calm
from kvtool.words.labels import Labels

MOST: Final = (50, 25, 12, 6, 3, 1)
"""How many records, findings or papers are told one by one: the first number with which the card fits into a comment."""

OF_A_NEW_RECORD: Final = 12
"""How many fields of a new record are told."""

A_TEXT: Final = 12
"""How many characters of a text are told for each record that is told."""

Content = dict[str, Any]


def card(old: Reader, new: Reader, found: Sequence[Difference]) -> str:
    """The card as Markdown, in the reader's language; what has no room in a comment is counted."""
    said, text = _said(old, new, found), ""
    for most in MOST:
        text = calm(render(new.kb.settings.root, "diff.md.j2", _fitting(said, most), new.labels.language))
        if len(text.encode("utf-8", "backslashreplace")) <= ROOM:  # no forge counts more than bytes
            break
    return text


def _said(old: Reader, new: Reader, found: Sequence[Difference]) -> Content:
    """All that there is to say."""
    renamed = {one.old: one.new for one in found if one.change == RENAMED}
    otherwise = old.kb.settings != new.kb.settings
    findings = turned(old.kb, new.kb, new.day, renamed)
    touched = _touched(old.kb, new.kb, found)
    few = are_few(new.kb)
    concerned = {one.id for one in found} | {*touched} | _named(old.kb, found) | _named(new.kb, found)
    if few and (found or otherwise):  # a pack says much that names no partner: messages, facts
        concerned |= {partner.id for partner in new.kb.all(Partner)}
    papers = {"packs": packs(old, new, concerned, renamed), "reports": restated(old, new) if few else ()}
    return {
        "settings": otherwise,
        "records": [*_records(old, new, found)],
        "period": announced(old, new),
        "come": [_finding(new.labels, one) for one in findings.come],
        "gone": [_finding(new.labels, one) for one in findings.gone],
        "allowed": [_allowed(new, one) for one in findings.allowed],
        "touched": [{"id": one, "name": _name(new, one), "becomes": ""} for one in touched],
        **{name: [_paper(new, one) for one in some] for name, some in papers.items()},
        "papers_left_out": not few and bool(found or otherwise),
    }


def _records(old: Reader, new: Reader, found: Iterable[Difference]) -> Iterator[Content]:
    """What is said of each record: that it came, went, broke or was renamed, its fields that changed, or all if it is new."""
    by_id: dict[str, list[Difference]] = {}
    for one in found:
        by_id.setdefault(one.id, []).append(one)
    for record, every in by_id.items():
        first = every[0]
        if first.change == ADDED:
            fields = told_whole(new, first)
        else:
            fields = [told(old, new, one) for one in regrouped(every) if one.change in (CHANGED, RENAMED, REORDERED)]
        changes = [first.change, *([BROKEN] if first.change == ADDED and new.kb.is_broken(record) else [])]
        yield {
            "id": record,
            "name": _name(old if first.change in (REMOVED, BROKEN) and record in old.kb.by_id else new, record),
            "kind": new.labels.code("kind", first.kind),
            "change": ", ".join(new.labels.code("change", one) for one in changes),
            "whole": first.change == ADDED,
            "fields": fields,
            "fault": _fault(new.kb, record) if BROKEN in changes else "",
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


def _finding(labels: Labels, one: Diagnostic) -> Content:
    """A finding; in another language than that of its message, its rule tells what it is about."""
    say = labels.say
    words = {Severity.ERROR: say("error"), Severity.WARNING: say("warning"), Severity.DUE: say("due")}
    about = labels.rule(one.name) if labels.language != "en" else ""
    return {
        "place": f"{one.path}:{one.line}",
        "severity": words[one.severity],
        "code": one.code,
        "about": about,
        "message": one.message,
        "until": "",
    }


def _allowed(reader: Reader, hidden: Hidden) -> Content:
    """A finding with the last day and the reason of the comment that allows it."""
    one, by = hidden
    return {**_finding(reader.labels, one), "until": reader.date(Day(by.until).last), "because": by.because}


def _touched(old: KnowledgeBase, new: KnowledgeBase, found: Iterable[Difference]) -> list[str]:
    """The records that did not change and point to what did, or to what is gone."""
    changed = {one.id for one in found}
    ids = {inner for one in changed for kb in (old, new) if one in kb.by_id for inner in ids_in(kb.by_id[one])}
    paths = tied(new, ids)
    return [entry.id for entry in new.entries if entry.path in paths and entry.id not in changed]


def _named(kb: KnowledgeBase, found: Iterable[Difference]) -> set[str]:
    """The ids that the records name which differ."""
    records = [entry.record for one in found if (entry := kb.by_id.get(one.id)) and entry.record]
    return {kb.now(reference.target) for record in records for reference in kb.links_of(record)}


def _paper(reader: Reader, one: Restated) -> Content:
    """A paper, and in words what becomes of it where it does not just say something else."""
    say = reader.labels.say
    becomes = {
        "otherwise": "",
        "possible": say("can be made now"),
        "removed": say("can no longer be made, because the record is removed"),
        "broken": say("can no longer be made, because a record is broken"),
    }
    return {"id": one.id, "name": filled(reader.kb, one.name, reader.language), "becomes": becomes[one.becomes]}


def _fitting(said: Content, most: int) -> Content:
    """As much as is told of each list, with the number of what is left out, and texts that do not fill the card alone."""
    fitting = {}
    for name, value in said.items():
        fitting[name] = _cut(value[:most] if isinstance(value, list) else value, most * A_TEXT)
        if isinstance(value, list):
            fitting[f"more_{name}"] = max(0, len(value) - most)
    for one, record in zip(said["records"], fitting["records"], strict=False):
        told_of = min(most, OF_A_NEW_RECORD) if one["whole"] else most
        record["fields"] = [_field(field, most * A_TEXT) for field in one["fields"][:told_of]]
        record["more_fields"] = max(0, len(one["fields"]) - told_of)
    return fitting


def _cut(value: Any, longest: int) -> Any:
    """The same with its texts cut to a length."""
    if isinstance(value, str):
        return _part(value, 0, longest)
    if isinstance(value, dict):
        return {name: one if name == "id" else _cut(one, longest) for name, one in value.items()}
    return [_cut(one, longest) for one in value] if isinstance(value, list) else value


def _field(one: Told, longest: int) -> Content:
    """A field; of long texts the part in which they begin to differ."""
    start = max(0, shared(one.old, one.new) - longest // 4) if max(len(one.old), len(one.new)) > longest else 0
    old, new = (_part(text, start, longest) for text in (one.old, one.new))
    return {"field": _part(one.field, 0, longest), "old": old, "new": new, "instead": one.instead}


def _part(text: str, start: int, longest: int) -> str:
    ends = start + longest
    return ("… " if start and text else "") + text[start:ends] + (" …" if len(text) > ends else "")
