"""Which records a paper is made of: those of which alone the same paper comes out.

A base notes which records it gives while the paper is gathered. Then the paper is made again of these alone: where it
is another one, more are added, the nearest first; where it stays the same without some, these were looked at only.
"""

from collections import deque
from collections.abc import Callable, Collection, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from functools import cached_property
from typing import Any, Final, TypeVar, cast

from kvtool.errors import KvtoolError
from kvtool.model import KINDS
from kvtool.model.base import Record
from kvtool.model.message import FACT
from kvtool.queries.audience import PublicBase, heard_by
from kvtool.queries.reading import Reader
from kvtool.report import Paper
from kvtool.store.base import KnowledgeBase
from kvtool.store.entry import Entry, Inner
from kvtool.store.unread import UnreadBase

R = TypeVar("R", bound=Record)
V = TypeVar("V")

Content = dict[str, Any]
Gather = Callable[[Paper], Content]
"""Makes a paper's content; the same of the same base, whenever it is called."""

NEAR: Final = ("fact", "framework", "source")
"""The kinds that bear on what others say, seen or unseen: figures, periods, authorities."""

MOST_READ: Final = 200
"""How many records are read again in all to see which are not needed: stamping more than is needed does no harm."""


class Used:
    """A paper's content, and the ids of the records that it is made of; `counts` are fields that only count others."""

    def __init__(self, reader: Reader, audience: str, gather: Gather, counts: Collection[str] = ()) -> None:
        self.reader = heard_by(reader, audience)
        """Somebody of the audience, who sees no other records."""
        self._audience, self._gather, self._counts = audience, gather, counts
        self._watched = _watched(self.reader.kb)
        self.content = gather(self._paper(self._watched))
        """What the paper says."""

    def needs(self, record_id: str) -> bool:
        """Whether the paper would be another one without a record."""
        return not self._same(self.ids - {record_id})

    @cached_property
    def ids(self) -> frozenset[str]:
        """The records that it is made of: enough to make the same paper, less those of which it says nothing.

        Where some are broken, it may say so of all of them. Looked for when somebody asks: only a stamp does.
        """
        kb, watched = self.reader.kb, self._watched
        seen = frozenset(watched.named | watched.among)
        wider = iter((seen, seen | _near(kb, seen), seen | _swept(kb, watched.swept)))
        enough = next((ids for ids in wider if self._same(ids)), frozenset(kb.by_id))
        ids = self._less(enough, self._by_kind(enough - seen))
        looked_at = watched.among - watched.named - {*_words(self.content)}
        for group in self._by_kind(looked_at):
            ids = self._without(ids, group)
        return ids

    def _by_kind(self, ids: Iterable[str]) -> Iterator[list[str]]:
        """Some ids, kind by kind."""
        groups = {kind: list[str]() for kind in KINDS}
        for one in sorted(ids):
            groups[self.reader.kb.by_id[one].kind].append(one)
        return filter(None, groups.values())

    def _less(self, ids: frozenset[str], groups: Iterable[list[str]]) -> frozenset[str]:
        """Some records less the groups that are not needed, and less the halves that are not of those that are."""
        waiting, left = deque(groups), MOST_READ
        while waiting and left > 0:
            left -= len(ids)
            group = waiting.popleft()
            fewer = self._without(ids, group)
            if fewer is ids and len(group) > 1:
                waiting += [group[: len(group) // 2], group[len(group) // 2 :]]
            ids = fewer
        return ids

    def _without(self, ids: frozenset[str], group: Sequence[str]) -> frozenset[str]:
        """Some records less a group of them, where the paper is the same without it."""
        fewer = ids.difference(group)
        return fewer if self._same(fewer) else ids

    def _same(self, ids: frozenset[str]) -> bool:
        """Whether the same paper comes out of these records alone."""
        kb = self.reader.kb
        alone = kb.only(entry for entry in kb.entries if entry.broken or entry.id in ids)
        try:
            return self._said(self._gather(self._paper(alone))) == self._said(self.content)
        except (KvtoolError, LookupError):  # what it is about is not there
            return False

    def _said(self, content: Content) -> Content:
        return {field: value for field, value in content.items() if field not in self._counts}

    def _paper(self, kb: KnowledgeBase) -> Paper:
        """A paper about a base of which everything may be heard."""
        nothing = self.reader._replace(kb=KnowledgeBase(kb.settings, []))
        paper = Paper(nothing, self._audience)
        paper.reader = paper.reader._replace(kb=kb)
        return paper


class _Noting(Mapping[str, V]):
    """What is known by ids; whoever is looked up is noted."""

    def __init__(self, known: Mapping[str, V], note: Callable[[V], None]) -> None:
        self._known = known
        self._note = note

    def __getitem__(self, key: str) -> V:
        found = self._known[key]
        self._note(found)
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._known

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def items(self) -> ItemsView[str, V]:
        """All of it, of which nothing is noted."""
        return self._known.items()

    def values(self) -> ValuesView[V]:
        """All that is known, of which nothing is noted."""
        return self._known.values()


class _Watched(KnowledgeBase):
    """A base that notes which records it gives: by name, or among others of which some were asked for, or all of a kind."""

    named: set[str]
    among: set[str]
    swept: set[str]

    def all(self, model: type[R], among: Any = None) -> Iterator[R]:
        """The records of a kind, or some of them."""
        if among is None:
            self.swept.add(getattr(model, "kind", ""))
        for record in super().all(model, among):
            if among is not None:
                self.among.add(record.id)
            yield record


class _WatchedPublic(_Watched, PublicBase):
    """The same of what the public sees."""


class _WatchedUnread(_Watched, UnreadBase):
    """The same of a base whose files are mostly unread."""


WATCHED: Final[Mapping[type[KnowledgeBase], type[_Watched]]] = {
    KnowledgeBase: _Watched,
    PublicBase: _WatchedPublic,
    UnreadBase: _WatchedUnread,
}


def _watched(kb: KnowledgeBase) -> _Watched:
    """A base of the same records that notes what it gives."""
    watched: _Watched = object.__new__(WATCHED[type(kb)])
    named: set[str] = set()

    def note(found: Entry | Inner) -> None:
        named.add(found.id if isinstance(found, Entry) else found.entry.id)

    inner = kb.inner
    vars(watched).update(vars(kb))
    vars(watched).update(by_id=_Noting(kb.by_id, note), inner=_Noting(inner, note))
    vars(watched).update(named=named, among=set(), swept=set(), answers={})
    return watched


def _near(kb: KnowledgeBase, ids: frozenset[str]) -> frozenset[str]:
    """The facts, frameworks and sources that some records name, or that name one of them."""
    found = {
        entry.id
        for entry in kb.entries
        if entry.kind in NEAR and any(kb.now(reference.target) in ids for reference in entry.survey.links)
    }
    for entry in filter(None, map(kb.by_id.get, ids)):
        found |= {kb.now(reference.target) for reference in entry.survey.links}
        if entry.record and entry.content.may_say("{fact:"):
            found |= {
                kb.now(fact) for _, text in kb.texts_of(entry.record) for _, said in text for fact in FACT.findall(said)
            }
    within = {kb.inner[one].entry.id for one in found if one in kb.inner}
    return frozenset(one for one in found | within if one in kb.by_id and kb.by_id[one].kind in NEAR)


def _swept(kb: KnowledgeBase, kinds: set[str]) -> frozenset[str]:
    """All records of some kinds, of all of them where one has no name, and of those that bear on others."""
    return frozenset(one for one, entry in kb.by_id.items() if "" in kinds or entry.kind in {*kinds, *NEAR})


def _words(content: Any) -> Iterator[str]:
    """All texts of a content."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list | tuple):
        for one in cast(Any, content.values() if isinstance(content, dict) else content):
            yield from _words(one)
