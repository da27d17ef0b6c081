"""The search: records by the words in all their texts and names, best first."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from math import log
from typing import Final, NamedTuple
from unicodedata import normalize

from kvtool.errors import KvtoolError
from kvtool.model import KINDS, kind
from kvtool.queries.audience import open_to
from kvtool.queries.fields import fields_of
from kvtool.queries.filters import known
from kvtool.queries.places import WEIGHTS, Place, Sought, in_order, place_of, stands_in, with_phrases
from kvtool.queries.wordforms import FOLDED, PART, Forms, forms_of, misspelt
from kvtool.store.base import KnowledgeBase
from kvtool.store.entry import Entry
from kvtool.store.load import undisturbed
from kvtool.store.passages import NAME, NAMES, TITLES, passages, words
from kvtool.store.passages import forms as forms_in
from kvtool.store.wordindex import Held, Lexicon
from kvtool.text.fault import steps
from kvtool.words.sorting import fold

WHOLE: Final = 100.0
"""What it counts that the words are all of a name or id."""

MOST: Final = 50
"""The words that can be looked for at once."""

QUOTED: Final = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')
SPARE: Final = 20
"""How many records more than asked for are looked at closely: the index alone orders them nearly right."""


class Wish(NamedTuple):
    """What is looked for: the words, those that must stand in order, kinds and fields that count, how many hits."""

    text: str
    kind: str = ""
    field: str = ""
    limit: int = 20

    @property
    def words(self) -> list[str]:
        """The words, each once."""
        return list(dict.fromkeys(word.form for word in words(normalize("NFC", self.text))))

    @property
    def phrases(self) -> list[list[str]]:
        """The words between quotation marks."""
        return [
            found
            for quoted in QUOTED.findall(normalize("NFC", self.text))
            if (found := [word.form for word in words(quoted)])
        ]


class Hit(NamedTuple):
    """A record with the place that says most of what is looked for."""

    entry: Entry
    place: Place
    words: int
    score: float


class Answer(NamedTuple):
    """The hits, the number of all records that have the words, and the words that no record has."""

    hits: Sequence[Hit]
    number: int
    missed: Sequence[str]


def judge(kb: KnowledgeBase, wish: Wish) -> None:
    """Raises KvtoolError for a field that no kind has, or not the kind that is named, or that is internal."""
    if wish.field:
        kinds = [wish.kind] if wish.kind else KINDS
        fields = {field for name in kinds for field in fields_of(kind(name), kb.settings.languages)}
        known(
            [wish.field],
            sorted(fields),
            f"'kvtool schema {wish.kind or 'KIND'}' tells what a {wish.kind or 'kind'} has",
        )
        open_to(kb, [wish.field])


def search(index: Lexicon, wish: Wish) -> Answer:
    """The records that have all the words, else those that have any, best first."""
    asked = wish.words
    if not asked:
        raise KvtoolError("there is no word to search for", remedy="name at least one: kvtool search harbour")
    if len(asked) > MOST:
        raise KvtoolError(f"{len(asked)} words are too many to search for", remedy=f"name at most {MOST}")
    with undisturbed():
        return _answer(index, wish, asked)


def _answer(index: Lexicon, wish: Wish, asked: Sequence[str]) -> Answer:
    forms = [forms_of(word, index) for word in asked]
    having = list(_having(forms, index, wish.kind))
    if missing := set(range(len(asked))) - {number for _, worth in having for number in worth}:
        names = index.names(wish.kind)
        forms = [misspelt(asked[at], names) if at in missing else forms[at] for at in range(len(asked))]
        having = list(_having(forms, index, wish.kind))
    files = index.number(wish.kind)
    number = Counter(at for _, worth in having for at in worth)
    sought = [Sought(word, forms[at], log(1 + files / max(number[at], 1))) for at, word in enumerate(asked)]
    if needed := {asked.index(word) for phrase in wish.phrases for word in phrase}:
        having = [one for one in having if needed <= one[1].keys()]
    kept = [one for one in having if len(one[1]) == len(sought)] or having
    kept.sort(key=lambda pair: _roughly(pair[0], pair[1], sought, wish))
    strict = bool(wish.phrases or wish.field or not wish.limit)
    hits = _hits((one.entry for one, _ in (kept if strict else kept[: 2 * wish.limit + SPARE])), sought, wish)
    missed = [word for at, word in enumerate(asked) if not number[at]]
    return Answer(hits[: wish.limit or None], len(hits) if strict else len(kept), missed)


def _roughly(
    one: Held, worth: Mapping[int, float], sought: Sequence[Sought], wish: Wish
) -> tuple[bool, float, int, str]:
    """The order of records before they are looked at; of equal ones, those first whose names have few other words."""
    whole = sum(quality * sought[at].rarity for at, quality in sorted(worth.items()))
    return one.id != wish.text.strip().casefold(), -whole, one.named, one.path


def _having(forms: Sequence[Forms], index: Lexicon, kind: str) -> Iterator[tuple[Held, dict[int, float]]]:
    """The files that have any of the words, with how well, by the words' numbers."""
    for one, ranks in index.having(frozenset().union(*forms), kind):
        worth: dict[int, float] = {}
        for weight, found in zip(WEIGHTS, ranks, strict=True):
            for form in found:
                for at, fits in enumerate(forms):
                    if form in fits:
                        worth[at] = max(fits[form] * weight, worth.get(at, 0))
        yield one, worth


def _hits(entries: Iterable[Entry], sought: Sequence[Sought], wish: Wish) -> list[Hit]:
    """What is found in some records, best first; equals in the order of kinds and ids."""
    wanted = frozenset().union(*(one.forms for one in sought))
    found = [hit for entry in entries if (hit := _hit(entry, wanted, sought, wish))]
    if wish.field and (whole := [hit for hit in found if hit.words == len(sought)]):
        found = whole
    return sorted(found, key=lambda hit: (-hit.score, KINDS.index(hit.entry.kind), hit.entry.id))


def _hit(entry: Entry, wanted: Set[str], sought: Sequence[Sought], wish: Wish) -> Hit | None:
    """How well a record answers, and where best; nothing where a phrase or the field is not in it."""
    if entry.record is None:
        return None
    field = steps(wish.field)
    within = (one for one in passages(entry.record) if not field or stands_in(one.path, field))
    places = [place_of(one, sought) for one in within if not wanted.isdisjoint(forms_in(one.text))]
    shown = with_phrases(places, sought, wish.phrases)
    if not shown:
        return None
    best: dict[int, float] = {}
    for place in places:
        for number, worth in place.best.items():
            best[number] = max(worth, best.get(number, 0))
    together = max(len(place.best) + in_order(place) for place in places) - 1
    often = min(len(places), 6) - 1
    score = sum(best.values()) * (1 + 0.02 * often) + 0.5 * together + max(_equal(place, wish) for place in places)
    place = max(shown, key=lambda place: sum(place.best.values()) + _equal(place, wish))
    return Hit(entry, place, len(best), round(score, 6))


def _equal(place: Place, wish: Wish) -> float:
    """What it adds that a name, title or id is the very words; less for folded letters, and for other forms in a name."""
    if place.passage.path[0] not in (*NAMES, *TITLES):
        return 0
    said, asked = place.passage.text.casefold(), " ".join(wish.text.casefold().split())
    if fold(said) == fold(asked):
        return WHOLE * (1 if said == asked else FOLDED)
    least = min(quality for _, _, quality in place.found)
    spoken = {word for word, _, _ in place.found} == set(words(place.passage.text)) and least > PART
    if spoken and place.passage.rank == NAME and len(place.best) == len(wish.words):
        return WHOLE * (0.4 + 0.1 * least)
    return 0
