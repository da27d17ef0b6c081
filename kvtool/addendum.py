"""An addendum to a paper in the words of people, as Markdown, and in codes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from kvtool.model.values import SLUG
from kvtool.queries.comparing import CHANGED, REMOVED, RENAMED, Difference
from kvtool.queries.figures import filled
from kvtool.queries.reordering import REORDERED, regrouped
from kvtool.queries.telling import told
from kvtool.saying import HEAD, NOTES, Otherwise, Place
from kvtool.verifying import Addendum
from kvtool.words.labels import Labels
from kvtool.words.markdown import escape
from kvtool.words.safe import safe_text

TOLD: Final = (CHANGED, RENAMED, REORDERED)
"""The changes that are told field by field."""

HASHES, RECORDS = "hashes", "records"


def as_markdown(files: Sequence[str], found: Sequence[Addendum]) -> str:
    """The addenda to some files, one after the other."""
    return "\n".join("\n\n".join(_parts(file, one)) + "\n" for file, one in zip(files, found, strict=True))


def as_rows(files: Sequence[str], found: Sequence[Addendum]) -> list[dict[str, Any]]:
    """The same in codes."""
    return [_row(file, one) for file, one in zip(files, found, strict=True)]


def _parts(file: str, one: Addendum) -> Iterator[str]:
    say, date = one.new.labels.say, one.new.date
    title, holds = say("Addendum: {title}", title=one.title), say("All holds.")
    yield f"# {escape(title)}"
    made = say("as of {date}", date=date(one.stamp.day))
    looked = say("looked at as of {date}", date=date(one.day))
    yield f"{escape(file)}: {escape(made)}, {one.stamp.base}; {escape(looked)}."
    if one.by_hashes:
        yield _line(
            say(
                "Only hashes are compared ({reason}): what changed in a record, and what the paper says otherwise, "
                "cannot be told.",
                reason=one.by_hashes,
            )
        )
    if one.holds:
        yield f"**{escape(holds)}**"
    if one.unmade:
        yield _line(say("The paper cannot be made any more: {reason}.", reason=one.unmade))
    yield from _section(say("Records that changed"), _records(one))
    yield from _section(say("What it says otherwise"), _statements(one.new.labels, one.statements))
    yield from _section(say("What the days that have passed change"), _statements(one.new.labels, one.by_days))
    yield from _section(say("Due since"), _due(one))


def _section(title: str, parts: Iterable[str]) -> Iterator[str]:
    every = list(parts)
    yield from [f"## {escape(title)}", *every] if every else []


def _line(text: str) -> str:
    return f"> {escape(text)}"


def _records(one: Addendum) -> Iterator[str]:
    """What is said of each record: that it is new, gone, broken or renamed, and its fields that changed."""
    by_id: dict[str, list[Difference]] = {}
    for change in one.changes:
        by_id.setdefault(change.id, []).append(change)
    for record, every in by_id.items():
        first, code = every[0], one.new.labels.code
        reader = one.old if first.change == REMOVED else one.new
        name = filled(reader.kb, reader.name(record), reader.language)
        kind = f"{escape(code('kind', first.kind))}, " if first.kind else ""
        yield f"**{escape(name)}** ({kind}{_id(record)}): {escape(code('change', first.change))}"
        if fields := [_field(one, change) for change in regrouped(every) if change.path and change.change in TOLD]:
            yield "\n".join(fields)


def _id(record: str) -> str:
    """An id; of a broken record it may be anything that a file can be called."""
    return f"`{record}`" if re.fullmatch(SLUG, record) else escape(record)


def _field(one: Addendum, change: Difference) -> str:
    field, old, new, instead = told(one.old, one.new, change)
    return f"- {escape(field)}: {escape(instead) or _change(old, new)}"


def _change(old: str, new: str) -> str:
    if old and new:
        return f"{escape(old)} → {escape(new)}"
    return f"+ {escape(new)}" if new else f"− {escape(old)}"


def _statements(labels: Labels, found: Iterable[Otherwise]) -> Iterator[str]:
    """What came, went or became something else, place by place."""
    by_place: dict[Place, list[Otherwise]] = {}
    notes = labels.say("Notes")
    for one in found:
        by_place.setdefault(one.place, []).append(one)
    for place, every in by_place.items():
        if place:
            yield f"**{escape(' › '.join(_steps(place, notes)))}**"
        yield "\n".join(f"- {_change(one.old, one.new)}" for one in every)


def _steps(place: Place, notes: str) -> list[str]:
    """The headings that lead to a place."""
    return [notes if step == NOTES else step for step in place if step != HEAD]


def _due(one: Addendum) -> Iterator[str]:
    lines = []
    for finding in one.due:
        by = f", {escape(one.new.date(finding.due))}" if finding.due else ""
        name = filled(one.new.kb, one.new.name(finding.record), one.new.language)
        lines.append(f"- {escape(name)} ({_id(finding.record)}): {escape(one.new.labels.rule(finding.name))}{by}")
    yield from ["\n".join(dict.fromkeys(lines))] if lines else []  # one of each, of several languages


def _row(file: str, one: Addendum) -> dict[str, Any]:
    order = one.stamp.order
    return {
        "file": safe_text(file),
        "paper": order.name,
        "ids": list(order.ids),
        "options": dict(order.options),
        "audience": order.audience,
        "language": one.stamp.language,
        "title": one.title,
        "as_of": one.stamp.day,
        "base": one.stamp.base,
        "day": one.day,
        "compared": HASHES if one.by_hashes else RECORDS,
        "reason": one.by_hashes or one.unmade or None,
        "made": not one.unmade,
        "holds": one.holds,
        "changes": [
            {"id": row.id, "kind": row.kind, "change": row.change, "field": row.field, "old": row.old, "new": row.new}
            for row in one.changes
        ],
        "statements": _rows(one.statements),
        "by_days": _rows(one.by_days),
        "due": [
            {"id": row.record, "code": row.code, "rule": row.name, "field": row.field, "due": row.due}
            for row in one.due
        ],
    }


def _rows(found: Iterable[Otherwise]) -> list[dict[str, Any]]:
    return [
        {
            "place": _steps(one.place, "notes"),
            "old": one.old or None,
            "new": one.new or None,
        }
        for one in found
    ]
