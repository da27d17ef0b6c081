"""Who may see what of a base: the one place that knows what is internal.

The public has a base of its own, cut out of the whole: the public records, without what is internal in any record,
without what rests on an authority that is not public, without the ids of what it does not see. Whatever is asked of
it, nothing else can come out. Only what holds is judged by the whole base, lest it be told what was ended in silence.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, cached_property
from typing import Any, Final, TypeVar, cast, get_args

from kvtool.errors import KvtoolError
from kvtool.model.base import Record
from kvtool.model.message import FACT, Message
from kvtool.model.network import Network, NetworkMember
from kvtool.model.part import Part
from kvtool.model.partner import Agreement, Cooperation, Partner
from kvtool.model.source import Act
from kvtool.model.statement import Focus, Role, Statement
from kvtool.model.texts import Text
from kvtool.model.values import SLUG, Refers, Written
from kvtool.queries.approvals import approved
from kvtool.queries.fields import INDEX, plain
from kvtool.queries.reading import Reader
from kvtool.store.base import KnowledgeBase
from kvtool.store.content import Checked
from kvtool.store.entry import Entry
from kvtool.store.statements import Resolved, Said, authority_on, begin_of
from kvtool.text.fault import Path
from kvtool.words.safe import safe_text

R = TypeVar("R", bound=Record)

PUBLIC: Final = "public"
AUDIENCES: Final = ("internal", PUBLIC)

INTERNAL: Final = frozenset(
    (
        *("asks", "avoid", "commitments", "cost", "fees", "if_asked", "notes", "sensitivities", "stance"),
        *("feedback", "losses", "options", "proposal", "travel_cost"),
    )
)
"""The fields that are internal in a public record too."""

HIDDEN: Final = ("due",)
"""The columns of `list` that are internal: what is due speaks of promises, and of what the public does not see."""

SOURCED: Final = (Statement, Role, Focus, Cooperation, Agreement, NetworkMember)
"""What the public hears of with its source only."""

COMMENT: Final = re.compile(r"(?:^|[ \t])#", re.MULTILINE)
"""Where a comment may begin; within a text it may be none."""

NO_ID: Final = ("id", "aliases")
"""Fields of ids that name nothing but what they stand in."""


def checked(audience: str) -> str:
    """An audience that there is."""
    if audience not in AUDIENCES:
        raise KvtoolError(f"no audience '{safe_text(audience[:20])}'", remedy=f"use one of {', '.join(AUDIENCES)}")
    return audience


def heard_by(reader: Reader, audience: str) -> Reader:
    """The reader as one of an audience: of the whole base, or of what the public sees of it."""
    if checked(audience) != PUBLIC:
        return reader
    base = PublicBase(reader.kb, reader.day)
    return PublicReader(base, reader.day, reader.labels, base.heard, reader.mark)


def whole(kb: KnowledgeBase, record: R) -> R:
    """A record with all that it says, for what follows from that: an approval is bound to internal words, too."""
    return cast(R, kb.origins.get(id(record), record)) if isinstance(kb, PublicBase) else record


def open_to(kb: KnowledgeBase, fields: Iterable[str]) -> None:
    """Raises KvtoolError where the public asks about a field that is internal: the answer would tell what stands there."""
    for field in fields if isinstance(kb, PublicBase) else ():
        if field in HIDDEN or not INTERNAL.isdisjoint(INDEX.sub("", field).split(".")):
            raise KvtoolError(
                f"'{safe_text(field[:60])}' is internal", remedy="leave it out, or ask as --audience internal"
            )


def is_internal(kb: KnowledgeBase, record: Record, path: Path) -> bool:
    """Whether what stands at a path of a record is internal, be the record public or not."""
    held = (part for at, part in kb.parts_of(record) if at == path[: len(at)])
    return not INTERNAL.isdisjoint(path) or any(getattr(one, "visibility", None) == "internal" for one in held)


def file_open_to(kb: KnowledgeBase, record: Record, text: str) -> None:
    """Raises KvtoolError where the public asks for a file that holds more than it sees; of a comment nobody can tell."""
    if isinstance(kb, PublicBase) and (plain(record) != plain(whole(kb, record)) or COMMENT.search(text)):
        said = f"the file of '{record.id}' holds what is internal, or a comment"
        raise KvtoolError(said, remedy="ask without --raw, or as --audience internal")


class PublicReader(Reader):
    """Somebody of the public, who hears what holds by the whole base, and no id that is not public."""

    __slots__ = ()

    def resolved(self, record: Partner | Network) -> Resolved:
        """What holds for a partner or network on the day, as far as the public hears of it."""
        kb = cast(PublicBase, self.kb)
        found = Reader(kb.whole, self.day, self.labels, self.heard).resolved(whole(kb, record))
        return found._replace(
            headline=found.headline and kb.cut_said(found.headline),
            also=[kb.cut_said(one) for one in found.also],
            proposed_endings=[kb.cut_said(one) for one in found.proposed_endings],
            silent_source=found.silent_source if kb.sees(found.silent_source) else None,
            every=[kb.cut_said(one) for one in found.every],
        )


class PublicBase(KnowledgeBase):
    """What the public sees of a base on a day."""

    def __init__(self, base: KnowledgeBase, day: date) -> None:
        self.whole = base
        self.heard = frozenset(base.settings.public_authorities)
        self._day = day
        open_ = {entry.path: entry for entry in base.entries if entry.record and entry.record.visibility == PUBLIC}
        self._seen = frozenset(one for entry in open_.values() for one in _ids(entry))
        cut = list(self._entries(open_.values()))
        while (left := frozenset(one for entry in cut for one in _ids(entry))) != self._seen:
            self._seen = left  # what lost its place takes along what means nothing without it
            cut = list(self._entries(open_.values()))
        self.origins = {id(entry.record): open_[entry.path].record for entry in cut}
        """The whole records by those that were cut out of them."""
        super().__init__(base.settings, cut)

    def only(self, entries: Iterable[Entry]) -> KnowledgeBase:
        """What the public sees of only some of the files."""
        alone = object.__new__(type(self))
        held = {name: value for name, value in vars(self).items() if not _is_computed(type(self), name)}
        vars(alone).update(held)
        KnowledgeBase.__init__(alone, self.settings, list(entries))
        return alone

    def sees(self, target: str | None) -> bool:
        """Whether something may be named to the public."""
        return self.whole.now(target) in self._seen

    def cut_said(self, said: Said) -> Said:
        """A statement without what may not be named of it."""
        statement = self.cut(said.statement) or type(said.statement).holding({"status": said.status})
        return said._replace(statement=statement, via=said.via if self.sees(said.via) else None)

    def cut(self, part: Any) -> Any:
        """A part without what the public does not see; nothing where it means nothing without that."""
        if (getattr(part, "visibility", None) or PUBLIC) != PUBLIC or not self._rests(part):
            return None
        given, kept = vars(part), {}
        for field in type(part).fields.values():
            value = given.get(field.attribute)
            left = None if value is None or field.name in INTERNAL else self._left(type(part), field.name, value)
            if left is not None and (left != [] or value == []):
                kept[field.attribute] = left
            elif field.required:
                return None
        if "source" in given and "source" not in kept:
            kept.pop("quote", None)
            if isinstance(part, Statement | Role) and (begins := begin_of(self.whole, part)):
                kept["from_"] = begins
        return type(part).holding(kept) if kept else None

    def _entries(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        for entry in entries:
            if record := self.cut(entry.record):
                yield Entry(entry.path, entry.kind, entry.id, Checked(record, None), ())

    def _rests(self, part: Part) -> bool:
        """Whether a part rests on an authority that is public, or on none where it needs none.

        What was done with a document is no statement of it; a message is the city's own word once it is approved.
        """
        if isinstance(part, Act):
            return True
        if isinstance(part, Message):
            said = [self._is_heard(one.source) for one in part.sources]
            return not said or any(said) or any(approved(part, self._day))
        source = getattr(part, "source", None) or (part.decision if isinstance(part, Agreement) else None)
        return not isinstance(part, SOURCED) if source is None else self._is_heard(source)

    def _is_heard(self, source: str) -> bool:
        return authority_on(self.whole, source, self._day) in self.heard

    def _left(self, model: type[Part], field: str, value: Any) -> Any:
        """What is left of a field's value; nothing where the public may not see it."""
        if isinstance(value, list):
            return [left for item in value if (left := self._left(model, field, item)) is not None]
        if isinstance(value, Part):
            return self.cut(value)
        if isinstance(value, Text):
            return value if all(self.sees(fact) for _, words in value for fact in FACT.findall(words)) else None
        return value if field in NO_ID or not self._hides(model, field, value) else None

    def _hides(self, model: type[Part], field: str, value: Any) -> bool:
        """Whether a value names something that the public does not see."""
        refers = _refers(model, field)
        if refers is None or value in refers.words or self.sees(value):
            return False
        return bool(refers.kinds) or self.whole.kind_of(self.whole.now(value)) is not None


def _ids(entry: Entry) -> Iterator[str]:
    """The ids that a file holds."""
    yield entry.id
    yield from (inner for inner, _, _ in entry.inner)


@cache
def _refers(model: type[Part], field: str) -> Refers | None:
    """What a field of ids refers to: nothing certain where any id may stand in it; None for other fields."""
    marks = list(_marks(model.fields[field].annotation))
    ids = any(isinstance(mark, Written) and mark.pattern == SLUG for mark in marks)
    return next((mark for mark in marks if isinstance(mark, Refers)), Refers()) if ids else None


def _marks(annotation: Any) -> Iterator[Any]:
    """All that is said of a field, and of the items in it."""
    for said in get_args(annotation):
        yield said
        yield from _marks(said)


def _is_computed(base: type[KnowledgeBase], name: str) -> bool:
    """Whether something that a base holds follows from its records."""
    return isinstance(getattr(base, name, None), cached_property)
