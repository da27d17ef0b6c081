"""Finds the record that somebody means: by id, by former id, or by a name in any language, however it is typed."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from kvtool.errors import Exit, KvtoolError
from kvtool.model import NAMING
from kvtool.model.base import Nested, Record
from kvtool.model.part import Part
from kvtool.model.texts import Text
from kvtool.store.base import KnowledgeBase
from kvtool.store.entry import Entry
from kvtool.words.safe import safe_text
from kvtool.words.sorting import fold


class Meant(NamedTuple):
    """What was found: the file, the nested thing in it where one was meant, and how it was named."""

    entry: Entry
    record: Record
    part: Nested | None = None
    former: str = ""


def name_text(part: Part) -> Text | None:
    """The text that names a record or a nested thing."""
    for field in (*NAMING, "text", "changed"):
        value = getattr(part, field, None)
        if isinstance(value, Text):
            return value
    return None


def names_of(part: Part) -> Iterator[str]:
    """All names of a record in all languages."""
    text = name_text(part)
    if text is not None:
        yield from text.strings.values()
    for other in (
        *getattr(part, "other_names", ()),
        *(item for item in getattr(part, "aliases", ()) if not isinstance(item, str)),
    ):
        yield other.text


def named(kb: KnowledgeBase, words: str, kinds: Sequence[str] = ()) -> list[Entry]:
    """The whole records, of some kinds or of any, that have these words for a name, letters folded."""
    wanted = fold(words)
    return [
        entry
        for entry in kb.entries
        if entry.record
        and (not kinds or entry.kind in kinds)
        and wanted in {fold(name) for name in names_of(entry.record)}
    ]


def find(kb: KnowledgeBase, words: str, kind: str | None = None) -> Meant:
    """The one record that the words mean; raises KvtoolError with the choices or the nearest ids."""
    if entry := kb.by_id.get(words):
        return Meant(entry, _whole(entry))
    if inner := kb.inner.get(words):
        return Meant(kb.by_id[inner.record.id], inner.record, inner.part)
    if alias := kb.aliases.get(words):
        entry = kb.by_id[alias]
        return Meant(entry, _whole(entry), former=words)
    hits = named(kb, words, (kind,) if kind else ())
    if len(hits) == 1:
        return Meant(hits[0], _whole(hits[0]))
    shown = safe_text(words[:80])
    if hits:
        raise KvtoolError(
            f"'{shown}' can be {', '.join(entry.id for entry in hits)}", remedy="name one of them by its id"
        )
    raise KvtoolError(f"no record '{shown}'", remedy=_near(kb, words, kind))


def _whole(entry: Entry) -> Record:
    if entry.record is None:
        where = (
            f"{entry.path}:{entry.faults[0].line}:{entry.faults[0].column}: {entry.faults[0].message}"
            if entry.faults
            else entry.path
        )
        raise KvtoolError(
            f"the record '{safe_text(entry.id)}' is broken: {where}",
            Exit.INCOMPLETE,
            remedy="'kvtool lint' says what is wrong",
        )
    return entry.record


def _near(kb: KnowledgeBase, words: str, kind: str | None) -> str:
    known: dict[str, str] = {}
    for entry in kb.entries:
        if entry.record and kind in (None, entry.kind):
            known |= {fold(name): entry.id for name in names_of(entry.record)} | {entry.id: entry.id}
    near = dict.fromkeys(
        known[found]
        for found in get_close_matches(fold(words), known, 4, 0.6) + get_close_matches(words, known, 4, 0.6)
    )
    return f"did you mean {' or '.join(list(near)[:3])}?" if near else "'kvtool list' shows what there is"
