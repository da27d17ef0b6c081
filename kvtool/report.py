"""What a report is: content gathered for a template, with notes to its sources and a box of what is missing.

A report is a module of `reports/` whose `content` gives plain values; its template of the same name lays them out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kvtool.model.base import Citation, Record
from kvtool.model.source import UNDECIDED, Source
from kvtool.model.statement import Focus, Role, Statement
from kvtool.model.texts import Text, Words
from kvtool.queries.audience import PUBLIC, heard_by
from kvtool.queries.figures import filled
from kvtool.queries.reading import Reader
from kvtool.store.entry import Entry
from kvtool.store.statements import act_on, authority_on
from kvtool.words.labels import Labels

OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}([0-9]+){CLOSE}")
"""Stands behind a proposed translation until it is known where in the paper it is read first; no record can hold it."""

Note = dict[str, Any]
Item = dict[str, Any]


@dataclass
class Paper:
    """A paper in the making: who reads it, what it leans on, what it lacks."""

    reader: Reader
    audience: str = "internal"
    notes: list[Note] = field(default_factory=list)
    gaps: dict[str, None] = field(default_factory=dict)
    translated: dict[str, int] = field(default_factory=dict)
    borrowed: int = 0
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.reader = heard_by(self.reader, self.audience)._replace(mark=self._marked)

    @property
    def internal(self) -> bool:
        """Whether what is internal may stand in it."""
        return self.audience != PUBLIC

    def say(self, sentence: str, **values: object) -> str:
        """A sentence of the interface."""
        return self.reader.labels.say(sentence, **values)

    def gap(self, sentence: str) -> None:
        """Puts a sentence into the box of what is missing, once."""
        self.gaps[sentence] = None

    def text(self, text: Text | None) -> str:
        """A text in the paper's language: `*` at the first use of a proposed translation, `[fi]` where it is borrowed."""
        if text and text.find(self.reader.language, self.reader.kb.settings.source_language).borrowed:
            self.borrowed += 1
        return self.reader.text(text)

    def _marked(self, words: Words) -> str:
        """A text, followed by the number of its translation where that is only proposed."""
        if not words.proposed or words.borrowed:
            return words.text
        return f"{words.text}{OPEN}{self.translated.setdefault(words.text, len(self.translated))}{CLOSE}"

    def name(self, record_id: str | None) -> str:
        """The name of a record or nested thing, with the values of its facts."""
        return filled(self.reader.kb, self.reader.name(record_id), self.reader.language)

    def allowed(self, source_id: str | None) -> bool:
        """Whether a statement with this source may stand in the paper; the public hears of none without one."""
        return self.internal or (
            source_id is not None and authority_on(self.reader.kb, source_id, self.reader.day) in self.reader.heard
        )

    def shows(self, record: Record) -> bool:
        """Whether a record may be named in the paper."""
        return self.internal or record.visibility == PUBLIC

    def note(self, source_id: str | None, quote: str | None = None) -> list[int]:
        """The number of the note to a source, with the words quoted; none where there is no source."""
        source = self.reader.kb.get(Source, source_id)
        if source is None or not self.allowed(source.id):
            return []
        key = (source.id, quote or "")
        if key not in self._numbers:
            self._numbers[key] = len(self.notes) + 1
            self.notes.append({"number": len(self.notes) + 1, **self._source(source), "quote": quote or ""})
        return [self._numbers[key]]

    def file(self, record: Record) -> list[int]:
        """The number of the note to a record's own file: the source of what no document says."""
        if not self.shows(record):
            return []
        key = (record.id, "")
        if key not in self._numbers:
            self._numbers[key] = len(self.notes) + 1
            path = self.reader.kb.file_of(record).path
            named = {"title": self.name(record.id), "act": path, "id": record.id, "quote": ""}
            self.notes.append({"number": len(self.notes) + 1, **named})
        return [self._numbers[key]]

    def grounds(self, said: Citation | Statement | Role | Focus, record: Record) -> list[int]:
        """The notes to what says something: the passage where one is named, else the file that holds it."""
        return self.note(said.source, said.quote) or self.file(record)

    def cite(self, citations: Iterable[Citation]) -> list[int]:
        """The numbers of the notes to several passages."""
        return [number for one in citations for number in self.note(one.source, one.quote)]

    def _source(self, source: Source) -> Note:
        act = act_on(source, self.reader.day)
        inferred = self.say("inferred")
        parts = []
        if act:
            body = act.by or source.body
            doubt = f" ({inferred})" if act.basis == "inferred" else ""
            parts = [
                self.reader.name(body) if body else "",
                f"{self.reader.authority(act.act)} {self.reader.date(act.on)}{doubt}",
                act.section or "",
                act.case or "",
            ]
        return {
            "title": self.text(source.title),
            "act": ", ".join(part for part in parts if part),
            "id": source.id,
        }

    def weak(self, source_id: str | None) -> bool:
        """Whether a source is only tabled, proposed or drafted on the day."""
        return authority_on(self.reader.kb, source_id, self.reader.day) in UNDECIDED


def usual_gaps(paper: Paper) -> None:
    """What is weak in any paper, said when all of it is gathered: not decided, only proposed, borrowed, broken."""
    reader, say = paper.reader, paper.say
    drafts = dict.fromkeys(reader.name(note["id"]) for note in paper.notes if paper.weak(note["id"]))
    if drafts:
        paper.gap(say("Some of it rests on texts that are not decided: {sources}.", sources=", ".join(drafts)))
    if paper.translated:
        paper.gap(say("Translations marked * are proposals that nobody has confirmed."))
    if paper.borrowed:
        paper.gap(
            say("Texts marked [{language}] are missing in this language.", language=reader.kb.settings.source_language)
        )
    for entry in reader.kb.broken if paper.internal else ():  # nobody can tell whether a broken record is public
        paper.gap(broken_gap(reader.labels, entry))


def broken_gap(labels: Labels, entry: Entry) -> str:
    """The sentence in the box of what is missing that a record is broken."""
    return labels.say("The record {path} is broken and was left out.", path=entry.path)


def item(text: str, notes: list[int] | None = None, **more: Any) -> Item:
    """A line of a paper, or a cell of a table, with its notes; its mark says where it is computed or inferred."""
    return {"text": text, "notes": list(notes or ()), "mark": "", **more}


def in_reading_order(paper: Paper, content: dict[str, Any]) -> dict[str, Any]:
    """The content with its notes numbered as they are met, and `*` at the first use of each proposed translation.

    A content's order is that of its template; the notes come last.
    """
    order: dict[int, int] = {}
    for numbers in _mentioned(content):
        for number in numbers:
            order.setdefault(number, len(order) + 1)
        numbers[:] = [order[number] for number in numbers]
    notes = [{**note, "number": order[note["number"]]} for note in paper.notes if note["number"] in order]
    whole = {**content, "notes_list": sorted(notes, key=lambda note: int(note["number"]))}
    seen: set[str] = set()

    def starred(found: re.Match[str]) -> str:
        first = found[1] not in seen
        seen.add(found[1])
        return "*" if first else ""

    def walked(value: Any) -> Any:
        if isinstance(value, str):
            return MARK.sub(starred, value)
        if isinstance(value, dict):
            return {key: walked(one) for key, one in value.items()}
        return [walked(one) for one in value] if isinstance(value, list) else value

    return {key: walked(value) for key, value in whole.items()}


def _mentioned(content: Any) -> Iterator[list[int]]:
    if isinstance(content, dict):
        for key, value in content.items():
            if key == "notes":
                yield value
            else:
                yield from _mentioned(value)
    elif isinstance(content, list):
        for value in content:
            yield from _mentioned(value)
