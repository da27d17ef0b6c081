"""The words of a base: which file holds which, and what each is a form of; kept in the cache for what has not changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from typing import Final, NamedTuple, Protocol

from kvtool.settings import Settings
from kvtool.store.base import KnowledgeBase
from kvtool.store.cache import Cache, opened
from kvtool.store.cachefolder import folder_for
from kvtool.store.entry import Entry
from kvtool.store.load import undisturbed
from kvtool.store.passages import NAME, OTHER, TITLE, forms, passages
from kvtool.store.tries import Tries
from kvtool.words.lemmas import Bases, Lemmas, lemmas
from kvtool.words.sorting import fold

NOTHING: Final = Bases()
WITHOUT: Final = "no dictionaries"
SHORTEST: Final = 4
"""The letters of a stem, and of a beginning, that say anything."""

WORDS: Final = "select path, hash, forms, sum from words"
VOCABULARY: Final = "select made, lines, sum from vocabulary"


class Held(Protocol):
    """A file that holds words that are looked for: where it lies, and how long what stands in its names is."""

    @property
    def path(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def named(self) -> int: ...
    @property
    def entry(self) -> Entry: ...


class Lexicon(Protocol):
    """The words of all whole records of a base: which file holds which, and what each is a form of."""

    @property
    def languages(self) -> Sequence[str]: ...
    @property
    def dictionaries(self) -> Lemmas | None: ...
    def bases(self, form: str) -> Bases:
        """The base forms of a word, whether any record holds it or not."""

    def beginning(self, folded: str) -> Iterable[tuple[str, Bases]]:
        """At least the words that begin with the letters with which a folded word does."""

    def near(self, folded: str, bases: Set[str], stems: Set[str]) -> Iterable[tuple[str, Bases]]:
        """At least these, those that have one of some base forms, whole or as a part, and some words themselves."""

    def having(self, forms: Set[str], kind: str) -> Iterable[tuple[Held, Sequence[Set[str]]]]:
        """The files, of a kind or of any, that hold one of some words, with those in names, in titles, in other text."""

    def names(self, kind: str) -> Set[str]:
        """The words of all names, of a kind or of any."""

    def number(self, kind: str) -> int:
        """How many whole records there are, of a kind or of any."""


class Words(NamedTuple):
    """The words of a file, each once: those of names, those of titles that are no names, all others."""

    entry: Entry
    ranks: Sequence[str]

    @property
    def path(self) -> str:
        """Where the file lies."""
        return self.entry.path

    @property
    def id(self) -> str:
        """The id of its record."""
        return self.entry.id

    @property
    def named(self) -> int:
        """How long what stands in its names is."""
        return len(self.ranks[NAME])


class Index(NamedTuple):
    """The words of all whole records of a base in the order of files, and the base forms of each."""

    files: Sequence[Words]
    vocabulary: dict[str, Bases]
    dictionaries: Lemmas | None
    languages: Sequence[str] = ()
    new: int = 0
    """Of how many files the words were found out now."""

    def bases(self, form: str) -> Bases:
        """The base forms of a word, whether any record holds it or not."""
        if form in self.vocabulary or self.dictionaries is None:
            return self.vocabulary.get(form, NOTHING)
        return self.dictionaries.bases([form])[form]

    def beginning(self, folded: str) -> Iterable[tuple[str, Bases]]:
        """All words: who asks looks at each."""
        return self.vocabulary.items()

    def near(self, folded: str, bases: Set[str], stems: Set[str]) -> Iterable[tuple[str, Bases]]:
        """All words: who asks looks at each."""
        return self.vocabulary.items()

    def having(self, forms: Set[str], kind: str) -> Iterable[tuple[Words, Sequence[Set[str]]]]:
        """The files, of a kind or of any, that hold one of some words, with those in names, in titles, in other text."""
        for one in self._of(kind):
            found = [forms & {*rank.split()} for rank in one.ranks]
            if any(found):
                yield one, found

    def names(self, kind: str) -> Set[str]:
        """The words of all names, of a kind or of any."""
        return {word for one in self._of(kind) for word in one.ranks[NAME].split()}

    def number(self, kind: str) -> int:
        """How many whole records there are, of a kind or of any."""
        return sum(1 for _ in self._of(kind))

    def _of(self, kind: str) -> Iterator[Words]:
        return (one for one in self.files if kind in ("", one.entry.kind))


def folded_form(word: str) -> str:
    """A word as it is compared when case and accents do not count."""
    return word if word.isascii() else fold(word)


def dictionaries(settings: Settings) -> Lemmas | None:
    """What is known of the words of a base's languages; nothing where the extra is not installed."""
    folder = folder_for(settings)
    return lemmas(settings.languages, Tries(folder / "dictionaries") if folder else None)


def preparing(settings: Settings) -> bool:
    """Whether the dictionaries have to be made ready first, which takes a while."""
    known = dictionaries(settings)
    return known is not None and not known.prepared


def index_of(kb: KnowledgeBase) -> Index:
    """The index of a base; what has changed since it was kept is found out anew."""
    with undisturbed():
        cache = opened(kb.settings)
        known = dictionaries(kb.settings)
        made = known.name if known else WITHOUT
        kept = {path: (hashed, said) for path, hashed, said in cache.rows(WORDS)} if cache else {}
        lines = [text for by, text in cache.rows(VOCABULARY) if by == made] if cache else []
        files, new = _files(kb, kept)
        vocabulary = dict(_read(lines))
        texts = (said for _, _, said in new) if lines else (text for one in files for text in one.ranks)
        more = _about({form for text in texts for form in text.split()} - vocabulary.keys(), known)
        keepable = [row for row in new if row[1]]
        if cache and (keepable or (more and not lines and all(one.entry.hash for one in files))):
            gone = kept.keys() - {one.entry.path for one in files} if keepable else ()
            _keep(cache, keepable, gone, (made, "\n".join(_written(more))), anew=not lines)
        return Index(files, vocabulary | more, known, kb.settings.languages, len(new))


def _files(kb: KnowledgeBase, kept: Mapping[str, tuple[str, str]]) -> tuple[list[Words], list[tuple[str, str, str]]]:
    """The words of all whole records, and those of them that are not kept as they are: path, hash, words."""
    files, new = [], []
    for entry in kb.entries:
        if entry.kind and not entry.broken:
            found = kept.get(entry.path)
            said = found[1] if found and entry.hash and found[0] == entry.hash else _found(entry)
            if found != (entry.hash, said):
                new.append((entry.path, entry.hash, said))
            files.append(Words(entry, said.split("\n")))
    return files, new


def _found(entry: Entry) -> str:
    """The words of a record, a line for each rank."""
    record = entry.record
    ranks: dict[str, int] = {}
    for passage in passages(record) if record else ():
        for form in forms(passage.text):
            ranks[form] = min(passage.rank, ranks.get(form, OTHER))
    return "\n".join(
        " ".join(sorted(form for form, rank in ranks.items() if rank == wanted)) for wanted in (NAME, TITLE, OTHER)
    )


def _about(forms: Iterable[str], known: Lemmas | None) -> dict[str, Bases]:
    return known.bases(sorted(forms)) if known else dict.fromkeys(sorted(forms), NOTHING)


def _keep(
    cache: Cache, files: Sequence[tuple[str, ...]], gone: Iterable[str], said: tuple[str, str], *, anew: bool
) -> None:
    cache.change(
        ("delete from words where path = ?", [(path,) for path in gone]),
        ("insert or replace into words values (?, ?, ?, ?)", [cache.summed(row) for row in files]),
        ("delete from vocabulary", [()] if anew else []),
        ("insert into vocabulary values (?, ?, ?)", [cache.summed(said)] if said[1] else []),
    )


def _written(vocabulary: dict[str, Bases]) -> Iterator[str]:
    for form, (whole, parts) in vocabulary.items():
        yield "\t".join((form, " ".join(sorted(whole)), " ".join(sorted(parts))))


def _read(lines: Iterable[str]) -> Iterator[tuple[str, Bases]]:
    for text in lines:
        for line in text.split("\n"):
            with suppress(ValueError):
                form, whole, parts = line.split("\t")
                yield form, Bases(frozenset(whole.split()), frozenset(parts.split()))
