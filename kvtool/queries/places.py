"""The places of a record where words stand that are looked for: which, how well, whether in order."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from kvtool.queries.wordforms import SURE, Forms
from kvtool.store.passages import Passage, Word, words
from kvtool.text.fault import Path

WEIGHTS: Final = (8.0, 4.0, 1.0)
"""What a word counts in a name, in a title, in any other text."""


class Sought(NamedTuple):
    """A word that is looked for: its forms, and how much a record says by having it, since few do."""

    word: str
    forms: Forms
    rarity: float = 1.0


class Place(NamedTuple):
    """A passage with the words in it that are looked for: which, how well, how much it counts, where phrases begin."""

    passage: Passage
    found: Sequence[tuple[Word, int, float]]
    best: Mapping[int, float]
    phrases: Sequence[int] = ()


def stands_in(path: Path, field: Path) -> bool:
    """Whether a passage is in a field: in that item of it which is named, or in any where none is."""
    at = 0
    for step in path:
        if at == len(field):
            return True
        if step == field[at]:
            at += 1
        elif isinstance(step, str):
            return False
    return at == len(field)


def place_of(passage: Passage, sought: Sequence[Sought]) -> Place:
    """A passage with those of the words that stand in it; the fewer others it has, the more it counts."""
    found = []
    best: dict[int, float] = {}
    length = 0
    for word in words(passage.text):
        length += 1
        for number, wanted in enumerate(sought):
            if quality := wanted.forms.get(word.form):
                found.append((word, number, quality))
                best[number] = max(quality * WEIGHTS[passage.rank] * wanted.rarity, best.get(number, 0))
    dense = 1 + 0.2 * len({word for word, _, _ in found}) / length
    return Place(passage, found, {number: worth * dense for number, worth in best.items()})


def in_order(place: Place) -> int:
    """How many of the words follow each other as they were typed."""
    near = {(number, word.start): word.end for word, number, _ in place.found}
    ends = {(number, end) for (number, _), end in near.items()}
    return sum(1 for number, start in near if any((number - 1, start - gap) in ends for gap in (1, 2)))


def with_phrases(
    places: Sequence[Place], sought: Sequence[Sought], phrases: Sequence[Sequence[str]]
) -> Sequence[Place]:
    """The places that have the most of some phrases; none where one of these stands nowhere."""
    if not phrases:
        return places
    found = [[_beginnings(place, sought, phrase) for phrase in phrases] for place in places]
    if not all(map(any, zip(*found, strict=True))):
        return []
    numbers = [sum(map(bool, starts)) for starts in found]
    return [
        place._replace(phrases=[start for some in starts for start in some])
        for place, starts, number in zip(places, found, numbers, strict=True)
        if number == max(numbers)
    ]


def _beginnings(place: Place, sought: Sequence[Sought], phrase: Sequence[str]) -> list[int]:
    """Where the words of a phrase stand behind each other, in whatever form: the place of the first."""
    forms = {one.word: one.forms for one in sought}
    row = list(words(place.passage.text))
    return [
        row[at].start
        for at in range(len(row) - len(phrase) + 1)
        if all(
            row[at + step].form == word or forms[word].get(row[at + step].form, 0) >= SURE
            for step, word in enumerate(phrase)
        )
    ]
