"""The words of a base as they lie in the cache, each with the files that hold it: asked without opening the base.

They lie in many small heaps, found by what is asked; all are made at once, of one state of the files, and each says of
which. Where one is missing or not as it was made, there is no shelf.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property, partial
from typing import Final, NamedTuple
from zlib import crc32

from kvtool.aside import aside
from kvtool.settings import Settings
from kvtool.store.base import KnowledgeBase
from kvtool.store.cache import opened
from kvtool.store.entry import Entry
from kvtool.store.files import id_of, listed
from kvtool.store.glance import Glance, glance
from kvtool.store.passages import NAME
from kvtool.store.recalled import recalled
from kvtool.store.sweep import Sweep
from kvtool.store.wordindex import NOTHING, SHORTEST, WITHOUT, Index, Words, dictionaries, folded_form
from kvtool.words.lemmas import Bases, Lemmas

HEAPS: Final = 512
"""Heaps of words of each sort: of a base of 20,000 records each holds some kilobytes."""
FILES: Final = 256
"""Files in a heap of files."""
RANKS: Final = 3
WORDS: Final = "words"
"""The sort of the heaps."""
SEEN, KINDS, NAMES, FILE, BEGIN, BASE, FORM = "seen", "kinds", "names", "files", "begin", "base", "form"
"""The heaps: when the files were looked at, the numbers of kinds, names, files; words by beginning, base form, themselves."""


class NoShelfError(LookupError):
    """A heap is not there, or not as it was made."""


class Held(NamedTuple):
    """A file that holds words that are looked for."""

    path: str
    named: int
    open: Callable[[str], Entry]

    @property
    def id(self) -> str:
        """The id of its record: the name of the file."""
        return id_of(self.path)

    @property
    def entry(self) -> Entry:
        """The file as it was found."""
        return self.open(self.path)


class Shelf:
    """The words of one state of a base."""

    def __init__(self, cache: Glance, settings: Settings, swept: Sweep, known: Lemmas | None) -> None:
        self.languages: Sequence[str] = settings.languages
        self.dictionaries = known
        self._cache = cache
        self._settings = settings
        self._swept = swept
        self._made = _made(swept, known)
        self._known: dict[str, Sequence[str]] = {}

    def bases(self, form: str) -> Bases:
        """The base forms of a word, whether any record holds it or not."""
        found = dict(self.beginning(folded_form(form))).get(form)
        if found is not None or self.dictionaries is None:
            return found or NOTHING
        if not self.dictionaries.prepared:
            raise NoShelfError(form)
        return self.dictionaries.bases([form])[form]

    def beginning(self, folded: str) -> Iterable[tuple[str, Bases]]:
        """The words that begin with the letters with which a folded word does, and some others."""
        return map(_word, self._heap(BEGIN, folded[:SHORTEST]))

    def near(self, folded: str, bases: Set[str], stems: Set[str]) -> Iterable[tuple[str, Bases]]:
        """Those, the words that have one of some base forms, whole or as a part, and some words themselves."""
        found = dict(self.beginning(folded))
        for stem in stems:
            found.update(self.beginning(folded_form(stem)))
        for base in bases:
            lines = (line.partition("\t") for line in self._heap(BASE, base))
            found.update(_word(rest) for said, _, rest in lines if said == base)
        return found.items()

    def having(self, forms: Set[str], kind: str) -> Iterator[tuple[Held, Sequence[Set[str]]]]:
        """The files, of a kind or of any, that hold one of some words, with those in names, in titles, in other text."""
        found: dict[int, list[set[str]]] = defaultdict(lambda: [set() for _ in range(RANKS)])
        for form in forms:
            for line in self._heap(FORM, form):
                said, *numbers = line.split("\t")
                for rank, files in enumerate(numbers if said == form else ()):
                    for one in files.split():
                        found[int(one)][rank].add(form)
        for number, ranks in found.items():
            sort, path, named = self._file(number)
            if kind in ("", sort):
                yield Held(path, int(named), self.entry), ranks

    def names(self, kind: str) -> Set[str]:
        """The words of all names, of a kind or of any."""
        return {word for sort in ([kind] if kind else self._numbers) for word in self._lines(f"{NAMES} {sort}")}

    def number(self, kind: str) -> int:
        """How many records there are, of a kind or of any."""
        return self._numbers.get(kind, 0) if kind else sum(self._numbers.values())

    def entry(self, path: str) -> Entry:
        """A file as it was found."""
        found = recalled(self._cache, self._settings, path)
        if found is None:
            raise NoShelfError(path)
        return found

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {kind: int(number) for kind, _, number in (line.partition(" ") for line in self._lines(KINDS))}

    def _file(self, number: int) -> Sequence[str]:
        return self._lines(f"{FILE} {number // FILES}")[number % FILES].split("\t")

    def _heap(self, sort: str, word: str) -> Sequence[str]:
        return self._lines(_name(sort, word))

    def _lines(self, name: str) -> Sequence[str]:
        if name not in self._known:
            try:
                self._known[name] = [line for line in self._cache.heap(WORDS, name, self._made).split("\n") if line]
            except LookupError as error:
                raise NoShelfError(name) from error
        return self._known[name]

    def among(self, ids: Set[str]) -> KnowledgeBase:
        """A base of only the records that have some ids."""
        files = listed(self._settings.data) if ids else []
        paths = [file.path for file in files if id_of(file.path) in ids]
        if missing := ids - set(map(id_of, paths)):
            raise NoShelfError(*missing)  # former ids, perhaps
        return KnowledgeBase(self._settings, [self.entry(path) for path in paths])


def shelf_of(settings: Settings, swept: Sweep) -> Shelf | None:
    """The words of a base in a state of its files; nothing where they are not in the cache as such."""
    cache, known = glance(settings), dictionaries(settings)
    if cache is None:
        return None
    try:
        seen = int(cache.heap(WORDS, SEEN, _made(swept, known)))
    except (LookupError, ValueError):
        return None
    return Shelf(cache, settings, swept, known) if swept.settled(seen) else None


def keep(kb: KnowledgeBase, swept: Sweep, index: Index) -> None:
    """Keeps the words of a base that was opened after a look at its files.

    Not where a record is broken, which whoever asks is told of; nor where only some files are new: others may be soon.
    """
    if len(index.files) == len(kb.entries) and index.new in (0, len(index.files)):
        aside(partial(_write, kb.settings, swept, index))


def _write(settings: Settings, swept: Sweep, index: Index) -> None:
    if cache := opened(settings):
        heaps = {SEEN: str(swept.seen), **_of_words(index.vocabulary), **_of_files(index.files)}
        cache.shelve(WORDS, _made(swept, index.dictionaries), heaps)


def _made(swept: Sweep, known: Lemmas | None) -> str:
    """What the heaps follow from, besides the languages."""
    return f"{swept.state} {known.name if known else WITHOUT}"


def _of_words(vocabulary: Mapping[str, Bases]) -> dict[str, str]:
    """The words with their base forms: by how they begin, and by each base form."""
    heaps = {f"{sort} {number}": list[str]() for sort in (BEGIN, BASE) for number in range(HEAPS)}
    for form, (whole, parts) in vocabulary.items():
        line = f"{form}\t{' '.join(sorted(whole))}\t{' '.join(sorted(parts))}"
        heaps[_name(BEGIN, folded_form(form)[:SHORTEST])].append(line)
        for base in whole | parts:
            heaps[_name(BASE, base)].append(f"{base}\t{line}")
    return {name: "\n".join(lines) for name, lines in heaps.items()}


def _of_files(files: Sequence[Words]) -> dict[str, str]:
    """The files, the words of their names by kind, and the words with the numbers of the files that hold them."""
    holding: dict[str, tuple[list[str], ...]] = defaultdict(lambda: tuple(list[str]() for _ in range(RANKS)))
    names: dict[str, set[str]] = defaultdict(set)
    for number, one in enumerate(files):
        names[one.entry.kind].update(one.ranks[NAME].split())
        for rank, said in enumerate(one.ranks):
            for form in said.split():
                holding[form][rank].append(str(number))
    heaps = {f"{FORM} {number}": list[str]() for number in range(HEAPS)}
    for form, ranks in holding.items():
        heaps[_name(FORM, form)].append("\t".join((form, *map(" ".join, ranks))))
    numbers = Counter(one.entry.kind for one in files)
    heaps[KINDS] = [f"{kind} {number}" for kind, number in numbers.items()]
    heaps |= {f"{NAMES} {kind}": sorted(said) for kind, said in names.items()}
    for start in range(0, len(files), FILES):
        some = files[start : start + FILES]
        heaps[f"{FILE} {start // FILES}"] = [f"{one.entry.kind}\t{one.path}\t{one.named}" for one in some]
    return {name: "\n".join(lines) for name, lines in heaps.items()}


def _name(sort: str, word: str) -> str:
    return f"{sort} {crc32(word.encode('utf-8', 'surrogatepass')) % HEAPS}"


def _word(line: str) -> tuple[str, Bases]:
    form, whole, parts = line.split("\t")
    return form, Bases(frozenset(whole.split()), frozenset(parts.split()))
