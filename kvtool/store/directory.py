"""A base that is opened file by file: which files say something of an id lies in the cache, in small heaps.

They are made of one state of the files, and each says of which. Where one is missing or not as it was made, all files
are asked; where there is none, the base is opened as a whole.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Final
from zlib import crc32

from kvtool.aside import aside
from kvtool.settings import Settings
from kvtool.store.base import KnowledgeBase
from kvtool.store.cache import opened
from kvtool.store.entry import Entry
from kvtool.store.glance import Glance, glance
from kvtool.store.load import alike, load
from kvtool.store.recalled import looked_at, recalled
from kvtool.store.sweep import Sweep
from kvtool.store.unread import Unread, UnreadBase

HEAPS: Final = 256
SORT: Final = "files"
FILES, FORMER, FIELD, HELD, NAMED = "files", "former", "field", "held", "named"
"""The heaps: when the files were looked at, and their paths; those with former ids; with references in a field; that hold,
or name, an id."""


def open_some(settings: Settings, swept: Sweep) -> KnowledgeBase:
    """The knowledge base of the files in the work tree, which were looked at, for whoever asks about few of them."""
    if known := _known(settings, swept):
        return known
    kb = load(settings)
    if swept.settled(swept.seen) and not (kb.broken or _clash(kb)):
        aside(partial(_keep, kb, swept))
    return kb


def _known(settings: Settings, swept: Sweep) -> KnowledgeBase | None:
    """The base by what lies in the cache of this state of its files."""
    cache = glance(settings)
    try:
        seen, *paths = cache.heap(SORT, FILES, swept.state).split("\n") if cache else ("0",)
    except LookupError:
        return None
    if cache is None or not swept.settled(int(seen)):
        return None

    def read(path: str) -> Entry:
        return recalled(cache, settings, path) or looked_at(settings, path)

    entries: list[Entry] = [Unread(path, read, whole=True) for path in paths]
    return UnreadBase(settings, entries, _Directory(cache, swept.state, entries))


class _Directory:
    """Finds in the heaps which files may say something."""

    def __init__(self, cache: Glance, made: str, entries: Sequence[Entry]) -> None:
        self._cache = cache
        self._made = made
        self._entries = entries
        self._heaps: dict[str, Mapping[str, Sequence[int]] | None] = {}

    def aliased(self) -> Iterable[Entry]:
        """The files that may hold former ids."""
        return self._those([(FORMER, FORMER)])

    def holding(self, inner_id: str) -> Iterable[Entry]:
        """The files that may hold a nested thing with an id, in the order of files."""
        return self._those([(_name(HELD, inner_id), inner_id)])

    def naming(self, ids: Collection[str]) -> Iterable[Entry]:
        """The files in which a reference to one of some ids may stand, in the order of files."""
        return self._those([(_name(NAMED, one), one) for one in ids])

    def referring(self, field: str) -> Iterable[Entry] | None:
        """The files in whose records references stand in a field; nothing where that is not known."""
        return self._found([(FIELD, field)])

    def _those(self, asked: Iterable[tuple[str, str]]) -> Sequence[Entry]:
        """The files that stand under some words in some heaps; all where that cannot be said."""
        found = self._found(asked)
        return self._entries if found is None else found

    def _found(self, asked: Iterable[tuple[str, str]]) -> Sequence[Entry] | None:
        numbers: set[int] = set()
        for name, word in asked:
            heap = self._heap(name)
            if heap is None:
                return None
            numbers.update(heap.get(word, ()))
        return [self._entries[number] for number in sorted(numbers)]

    def _heap(self, name: str) -> Mapping[str, Sequence[int]] | None:
        if name not in self._heaps:
            try:
                lines = [line.split("\t") for line in self._cache.heap(SORT, name, self._made).split("\n") if line]
                self._heaps[name] = {word: [*map(int, numbers.split())] for word, numbers in lines}
            except (LookupError, ValueError):
                self._heaps[name] = None
        return self._heaps[name]


def _clash(kb: KnowledgeBase) -> bool:
    """Whether what is wrong with a file follows from more than its bytes."""
    return bool(alike(entry.path for entry in kb.entries))


def _keep(kb: KnowledgeBase, swept: Sweep) -> None:
    if cache := opened(kb.settings):
        cache.shelve(SORT, swept.state, {name: "\n".join(lines) for name, lines in _heaps(kb, swept).items()})


def _heaps(kb: KnowledgeBase, swept: Sweep) -> Mapping[str, list[str]]:
    """What is kept, by the names of the heaps: of ids, each with the numbers of the files."""
    saying: dict[tuple[str, str], list[str]] = defaultdict(list)
    for number, entry in enumerate(kb.entries):
        found = {(_name(HELD, one), one) for one, _, _ in entry.inner}
        for reference in entry.survey.links:
            found |= {(_name(NAMED, reference.target), reference.target), (FIELD, str(reference.path[0]))}
        for one in found | ({(FORMER, FORMER)} if entry.aliases else set()):
            saying[one].append(str(number))
    heaps = {f"{sort} {number}": list[str]() for sort in (HELD, NAMED) for number in range(HEAPS)}
    heaps |= {FILES: [str(swept.seen), *(entry.path for entry in kb.entries)], FORMER: [], FIELD: []}
    for (name, word), numbers in saying.items():
        heaps[name].append(f"{word}\t{' '.join(numbers)}")
    return heaps


def _name(sort: str, word: str) -> str:
    return f"{sort} {crc32(word.encode('utf-8', 'surrogatepass')) % HEAPS}"
