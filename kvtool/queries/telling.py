"""Differences in the words of people: which field of which record, what it said, what it says."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from kvtool.errors import KvtoolError
from kvtool.model import KINDS, kind
from kvtool.model.part import Part
from kvtool.model.revive import revived
from kvtool.model.texts import known
from kvtool.model.walk import part_of
from kvtool.queries.comparing import CHANGED, RENAMED, Difference
from kvtool.queries.reading import Reader
from kvtool.queries.reordering import REORDERED, regrouped
from kvtool.queries.wording import FIRST, LAST, in_words
from kvtool.table import Table
from kvtool.text.fault import Path
from kvtool.words.safe import safe_text

COLUMNS = ("id", "kind", "change", "field", "old", "new")
MADE_FROM = "made_from"
"""Where a text keeps the hashes of what it was translated from: they tell people nothing."""
DEPTHS = ("summary", "records", "fields")


def depth_called(word: str) -> str:
    """A depth that there is."""
    if word not in DEPTHS:
        raise KvtoolError(f"no depth '{safe_text(word[:20])}'", remedy=f"use one of {', '.join(DEPTHS)}")
    return word


def ends(revisions: str) -> tuple[str, str]:
    """From which revision to which: `A`, or `A..B`; the files as they are stand at the end where none is named."""
    start, dots, end = revisions.partition("..")
    if not revisions or (dots and (not start or not end or end.startswith("."))):
        raise KvtoolError(
            f"'{safe_text(revisions[:60])}' names no two revisions", remedy="write A..B, such as main..HEAD"
        )
    return start, end


class Told(NamedTuple):
    """A difference for people: the field, what it said and what it says; or what is said `instead` of both."""

    field: str
    old: str
    new: str
    instead: str = ""


def told(old: Reader, new: Reader, one: Difference) -> Told:
    """One difference in words; names stand for ids, as they were and as they are."""
    if one.change == RENAMED:
        return Told(new.labels.field("id"), one.old, one.new)
    if one.change not in (CHANGED, REORDERED):
        return Told("", "", "")
    model, field, where, language = _placed(new, kind(one.kind), one)
    if one.change == REORDERED:
        return Told(where, "", "", new.labels.code("change", REORDERED))

    def said(reader: Reader, value: Any) -> str:
        if value is None:
            return ""
        return _listed(value) if language else in_words(reader, model, field, _typed(model, field, value))

    was, now = said(old, one.old), said(new, one.new)
    if was and was == now and isinstance(one.old, str) and isinstance(one.new, str):  # others that are called alike
        return Told(where, f"{was} ({one.old})", f"{now} ({one.new})")
    return Told(where, was, now)


def told_whole(reader: Reader, one: Difference) -> list[Told]:
    """What a new record says, field by field, in the order in which a reader wants them."""
    given = [name for name in one.new or () if name != "id"]
    order = [name for name in FIRST if name in given]
    order += [name for name in given if name not in (*FIRST, *LAST)]
    order += [name for name in LAST if name in given]
    leaves = (leaf for name in order for leaf in _leaves(one.new[name], (name,)))
    every = (told(reader, reader, one._replace(change=CHANGED, path=path, new=value)) for path, value in leaves)
    return [field for field in every if field.new]


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """What is told apart of a value: each language of a text, each field of a part and each part of a list."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name != MADE_FROM:
                yield from _leaves(inner, (*path, name))
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        yield from (((*path, number), item) for number, item in enumerate(value))
    else:
        yield path, value


def _placed(reader: Reader, model: type[Part], one: Difference) -> tuple[type[Part], str, str, str]:
    """The part and field that a path leads to, the path in words, and the language where it ends in one."""
    field, words, language = "", "", ""
    for step in one.path:
        if isinstance(step, int):
            words += f" {step + 1}"
            continue
        if field:
            inner = part_of(model, field)
            if inner is None:  # a text in several languages, or what is known of one
                words, language = f"{words} ({_known_of_text(reader, step)})", step
                continue
            model = inner
        field = step
        words = f"{words} › {reader.labels.field(step)}" if words else reader.labels.field(step)
    return model, field, words, language


def _known_of_text(reader: Reader, step: str) -> str:
    """A language of a text by its code, or what is known of the translations in words."""
    say = reader.labels.say
    known = {"proposed": say("translations not confirmed"), MADE_FROM: say("checksum of the text translated from")}
    return known.get(step, step)


def _typed(model: type[Part], field: str, value: Any) -> Any:
    """A plain value as the part or text that it is."""
    if isinstance(value, list):
        return [_typed(model, field, item) for item in value]
    if not isinstance(value, dict):
        return value
    inner = part_of(model, field)
    return revived(inner, _textual(value)) if inner else known(value)


def _textual(value: Any) -> Any:
    """Plain values as they stand in a file."""
    if isinstance(value, dict):
        return {name: _textual(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_textual(item) for item in value]
    return (
        ("true" if value else "false") if isinstance(value, bool) else value if isinstance(value, str) else str(value)
    )


def as_table(old: Reader, new: Reader, found: Iterable[Difference], depth: str) -> Table:
    """The differences as rows: field by field, record by record, or only how many there are of each kind."""
    every = list(found)
    titles = {column: new.labels.code("column", column) for column in (*COLUMNS, "records")}
    if depth == "summary":
        return _summary(new, every, titles)
    each = every if depth == "fields" else _first_of_each(every)
    rows = [
        dict(zip(COLUMNS, (one.id, one.kind, one.change, one.field, one.old, one.new), strict=True)) for one in each
    ]
    shown = []
    for one in regrouped(each) if depth == "fields" else each:
        words = told(old, new, one)[:3]
        labels = (new.labels.code("kind", one.kind), new.labels.code("change", one.change))
        shown.append(dict(zip(COLUMNS, (one.id, *labels, *words), strict=True)))
    columns = COLUMNS if depth == "fields" else COLUMNS[:3]
    return Table(columns, [{name: row[name] for name in columns} for row in rows], shown, titles, columns)


def _first_of_each(found: Iterable[Difference]) -> list[Difference]:
    """One difference of each record: that it is new, gone or renamed before that it changed."""
    first: dict[str, Difference] = {}
    for one in found:
        first.setdefault(one.id, one)
    return list(first.values())


def _summary(reader: Reader, found: Iterable[Difference], titles: dict[str, str]) -> Table:
    counted: dict[tuple[str, str], int] = {}
    for one in _first_of_each(found):
        counted[one.kind, one.change] = counted.get((one.kind, one.change), 0) + 1
    order = sorted(counted, key=lambda key: (KINDS.index(key[0]), key[1]))
    rows = [{"kind": sort, "change": change, "records": counted[sort, change]} for sort, change in order]
    code = reader.labels.code
    shown = [
        {"kind": code("kind", sort), "change": code("change", change), "records": counted[sort, change]}
        for sort, change in order
    ]
    return Table(("kind", "change", "records"), rows, shown, titles)


def _listed(value: Any) -> str:
    """What stands in a part of a text: its words, or the languages that are proposed."""
    return ", ".join(value) if isinstance(value, list) else str(value)
