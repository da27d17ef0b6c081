"""The base forms of words in several languages, by simplemma's dictionaries where they are installed.

Where they are kept ready, a word costs microseconds; else they are read as they come, which takes a second or two.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol

from kvtool.words.alike import shared
from kvtool.words.readings import readings

LIBRARY: Final = "simplemma"
EXTRA: Final = "search"
"""The extra that brings the dictionaries."""

SHORTEST: Final = 4
"""The letters of a word that counts as part of a compound."""

LONGEST: Final = 80
"""The letters of what is taken for a word at all."""

KEPT: Final = 0.6
"""How much of a word that no dictionary holds is left in its base form."""


class Bases(NamedTuple):
    """The base forms of a word, and those of its parts where it is a compound; each behind its language: `fi:satama`."""

    whole: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()


class Kept(Protocol):
    """Dictionaries that are kept ready."""

    def whole(self, code: str) -> bool:
        """Whether that of a language is there, as it was made."""

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        """That of a language, made where it is not there as it was made; the library's name for it."""


class Lemmas:
    """What the dictionaries of some languages know of words."""

    def __init__(self, languages: Iterable[str], kept: Kept | None) -> None:
        self._languages = tuple(languages)
        self._kept = kept

    @cached_property
    def name(self) -> str:
        """What these base forms are known by: another version may give others."""
        return " ".join((LIBRARY, *installed(), *self._languages))

    @property
    def prepared(self) -> bool:
        """Whether nothing has to be built before the first word."""
        return self._kept is None or all(map(self._kept.whole, self._known))

    def bases(self, words: Iterable[str]) -> dict[str, Bases]:
        """The base forms of some words in small letters."""
        return {word: self._bases(word) for word in words}

    def _bases(self, word: str) -> Bases:
        """What a dictionary says, in any language; only a word that none of them holds is taken apart by rules."""
        if word.isdecimal() or len(word) > LONGEST:
            return Bases()
        found = [(code, base) for code in self._known if (base := self._looked_up(word, code))]
        found = found or [(code, self._by_rules(word, code)) for code in self._known]
        parts = (part for code, base in found for part in list(self._split(base, code)) or self._split(word, code))
        more = [(code, also) for code, base in found for also in readings(word, base, code, self._looked_up)]
        return Bases(frozenset(f"{code}:{base}" for code, base in (*found, *more)), frozenset(parts))

    def _by_rules(self, word: str, code: str) -> str:
        """What the rules make of a word; the word itself where they leave too little of it to be believed."""
        if halves := self._halves(word, code):
            return halves[0] + self._looked_up(halves[1], code)
        base = _one_word(self._strategy.get_lemma(word, code) or word)
        return base if shared(base, word) >= KEPT * len(word) else word

    def _looked_up(self, word: str, code: str) -> str:
        """A word as a dictionary has it, in small letters or as a name; empty where it has not."""
        held = self._dictionaries[code]
        return _one_word(held.get(word) or held.get(word.capitalize()) or "")

    def _split(self, word: str, code: str) -> Iterator[str]:
        """The base forms of a compound's parts, and of theirs."""
        for half in self._halves(word, code):
            yield f"{code}:{self._looked_up(half, code)}"
            yield from self._split(half, code)

    def _halves(self, word: str, code: str) -> tuple[str, ...]:
        """A compound cut into two words: of all ways to do it, the one nearest to the middle; nothing where there is none."""
        cuts = range(SHORTEST, len(word) - SHORTEST + 1)
        for cut in sorted(cuts, key=lambda cut: abs(2 * cut - len(word))):
            if self._looked_up(word[:cut], code) and self._looked_up(word[cut:], code):
                return word[:cut], word[cut:]
        return ()

    @cached_property
    def _known(self) -> Sequence[str]:
        """The languages that the dictionaries have."""
        from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

        return [code for code in self._languages if code in SUPPORTED_LANGUAGES]

    @cached_property
    def _factory(self) -> Any:
        from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY

        return self._kept or LOW_MEMORY_DICTIONARY_FACTORY

    @cached_property
    def _dictionaries(self) -> Mapping[str, Mapping[str, str]]:
        return {code: self._factory.get_dictionary(code) for code in self._known}

    @cached_property
    def _strategy(self) -> Any:
        from simplemma.strategies import DefaultStrategy

        return DefaultStrategy(dictionary_factory=self._factory)


def _one_word(base: str) -> str:
    return base.casefold().replace(" ", "_")


@cache
def installed() -> Sequence[str]:
    """Which version of the dictionaries is installed."""
    spec = find_spec(LIBRARY)
    origin = Path(spec.origin) if spec and spec.origin else Path()
    return sorted(path.name for path in origin.parent.parent.glob(f"{LIBRARY}-*.dist-info"))


def lemmas(languages: Iterable[str], kept: Kept | None) -> Lemmas | None:
    """The dictionaries of some languages, kept ready or not; nothing where they are not installed."""
    return Lemmas(languages, kept) if find_spec(LIBRARY) else None
