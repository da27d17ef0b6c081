"""The knowledge base: every record of a base, found by id, with the links between them; has no clock."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar, cast

from kvtool.model.base import Record
from kvtool.model.part import Part
from kvtool.model.texts import Text
from kvtool.model.walk import Reference, parts, texts
from kvtool.settings import Settings
from kvtool.store.entry import Entry, Inner
from kvtool.store.noting import note
from kvtool.store.pointing import Pointing
from kvtool.store.survey import Survey
from kvtool.text.fault import Path

R = TypeVar("R", bound=Record)


class KnowledgeBase:
    """All records of one revision of a base."""

    def __init__(self, settings: Settings, entries: list[Entry]) -> None:
        self.settings = settings
        self.entries = entries
        self.by_id: dict[str, Entry] = {}
        self.twins: list[tuple[Entry, Entry]] = []
        self.answers: dict[Any, Any] = {}
        """What was answered of the whole base, by the question; and what that rests on."""
        self._filed: tuple[Record | None, Entry | None] = (None, None)
        self._in_turn: tuple[Record | None, dict[Any, Any]] = (None, {})
        for entry in entries:
            if not entry.kind:
                continue
            if first := self.by_id.get(entry.id):
                self.twins.append((first, entry))
            else:
                self.by_id[entry.id] = entry

    @cached_property
    def _by_kind(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if not entry.broken:
                found[entry.kind].append(entry)
        return found

    def only(self, entries: Iterable[Entry]) -> "KnowledgeBase":
        """A base of only some of the files, seen in the same way."""
        return KnowledgeBase(self.settings, list(entries))

    def of_kind(self, model: type[Record]) -> Sequence[Entry]:
        """The whole files of a kind, or of all kinds for `Record`, in their order."""
        name = getattr(model, "kind", None)
        return self._by_kind[name] if name else [entry for entry in self.entries if not entry.broken]

    def all(self, model: type[R], among: Collection[str] | None = None) -> Iterator[R]:
        """The records of a kind, or of all kinds for `Record`, in the order of their files; only some, by their ids."""
        entries = self.of_kind(model)
        return cast(Iterator[R], (entry.record for entry in entries if among is None or entry.id in among))

    def referring(self, model: type[Record], field: str) -> Collection[str]:
        """The ids of the records of a kind in which references stand in a field."""
        entries = self.of_kind(model)
        return {entry.id for entry in entries if entry.survey.refers_in(field)}

    def naming(self, model: type[Record], ids: Collection[str]) -> Iterable[Entry]:
        """The whole files of a kind in which references to some ids, or to what these were once called, may stand."""
        for one in ids:
            note(one)
        names = self.called(ids)
        return [entry for entry in self.of_kind(model) if entry.content.may_refer_to(names)]

    def called(self, ids: Collection[str]) -> Collection[str]:
        """Some ids with all former ids of what they stand for."""
        return {*ids, *(alias for alias, became in self.aliases.items() if became in ids)}

    def answers_on(self, record: Record) -> dict[Any, Any]:
        """What was answered of a record, by the question, until another record is asked about: rules ask in turn."""
        if self._in_turn[0] is not record:
            self._in_turn = (record, {})
        return self._in_turn[1]

    def parts_of(self, record: Record) -> Sequence[tuple[Path, Part]]:
        """All parts of a record with their paths."""
        answers = self.answers_on(record)
        if parts not in answers:
            answers[parts] = parts(record)
        return cast(Sequence[tuple[Path, Part]], answers[parts])

    def texts_of(self, record: Record) -> Sequence[tuple[Path, Text]]:
        """All texts in several languages of a record with their paths."""
        answers = self.answers_on(record)
        if texts not in answers:
            answers[texts] = texts(self.parts_of(record))
        return cast(Sequence[tuple[Path, Text]], answers[texts])

    def get(self, model: type[R], record_id: str | None) -> R | None:
        """The record of an id or alias, when it is whole and of that kind."""
        if record_id is None:
            return None
        entry = self.by_id.get(record_id) or self.by_id.get(self.aliases.get(record_id, ""))
        if entry is None or getattr(model, "kind", entry.kind) != entry.kind:
            return None  # of another kind: its record need not be made
        record = entry.record
        return record if isinstance(record, model) else None

    @cached_property
    def inner(self) -> Mapping[str, Inner]:
        """The nested things by their ids; the first in the order of files has the id."""
        found: dict[str, Inner] = {}
        for entry in self.entries:
            for inner_id, kind, path in entry.inner:
                found.setdefault(inner_id, Inner(entry, kind, path))
        return found

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """Former ids, each to the id that it became; an id that a record has now is no former one."""
        every = {alias: entry.id for entry in self.entries for alias in entry.aliases}
        return {alias: became for alias, became in every.items() if alias not in self.by_id}

    def links_of(self, record: Record) -> Sequence[Reference]:
        """The references that stand in a record."""
        return self.survey_of(record).links

    def survey_of(self, record: Record) -> Survey:
        """What stands in a record that others ask about."""
        return self.file_of(record).survey

    def file_of(self, record: Record) -> Entry:
        """The file in which a record stands: two may claim one id."""
        known, entry = self._filed  # rules ask of the same record in turn
        if known is not record or entry is None:
            entry = self.by_id[record.id]
            if entry.record is not record:
                entry = next(other for pair in self.twins for other in pair if other.record is record)
            self._filed = record, entry
        return entry

    def may_hide(self, target: str, kinds: Sequence[str]) -> bool:
        """Whether one of the broken files may hold what a reference names."""
        return any(entry.hides.may_be(target, kinds) for entry in self.broken)

    def is_broken(self, record_id: str | None) -> bool:
        """Whether an id is that of a file whose content cannot be used."""
        entry = self.by_id.get(record_id or "")
        return entry is not None and entry.broken

    @cached_property
    def pointing(self) -> Pointing:
        """The references to each id, former ids followed, in the order of files."""
        return Pointing(self.entries, self.aliases)

    @cached_property
    def broken(self) -> list[Entry]:
        """The files whose content cannot be used."""
        return [entry for entry in self.entries if entry.broken]

    def kinds_of(self, target: str) -> set[str]:
        """The kinds of all that claims an id."""
        kind = self.kind_of(target)
        twins = {entry.kind for pair in self.twins for entry in pair if entry.id == target}
        return twins | {kind} if kind else twins

    def kind_of(self, target: str) -> str | None:
        """The kind of the record or nested thing with an id; None where there is none."""
        return self.kinds.get(target)

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """The kind of whatever has or had an id: a record before a nested thing, and these before a former id."""
        of_records = {one: entry.kind for one, entry in self.by_id.items()}
        of_parts = {one: inner.kind for one, inner in self.inner.items()}
        former = {alias: of_records[became] for alias, became in self.aliases.items() if became in of_records}
        return former | of_parts | of_records

    def now(self, record_id: str | None) -> str:
        """The id that a record has now, from an id that it has or had."""
        known = record_id or ""
        return known if known in self.by_id else self.aliases.get(known, known)

    def mentions(self, record: Record) -> set[str]:
        """The sources that say anything of a record."""
        return {self.now(reference.target) for reference in self.links_of(record) if "source" in reference.kinds}
