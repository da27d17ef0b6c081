"""What a word that somebody looks for may be written as: the word itself, other letters, other forms, compounds, misspellings."""

import re
from collections.abc import Collection, Mapping, Set
from typing import Final, NamedTuple

from kvtool.store.wordindex import SHORTEST, Lexicon, folded_form
from kvtool.words.alike import shared
from kvtool.words.lemmas import Bases

SAME: Final = 1.0
FOLDED: Final = 0.9
FORM: Final = 0.18
INFLECTED: Final = 0.04
BEGINS_ALIKE: Final = 0.0038
MISSPELT: Final = 0.0035
PART: Final = 0.0016
BEGINNING: Final = 0.0012
"""How much a word of a text is the word looked for.

The very word, wherever it stands, outweighs other forms of it but those in names; forms that a dictionary knows
outweigh compounds.
"""

LEAST: Final = 0.1
"""What is left of a form that has nothing of the beginning of what was typed: it may as well be of another word."""

SURE: Final = INFLECTED * LEAST
"""From here on it is the word in some form, and no guess."""

STEM: Final = 6
"""The letters of a word without its ending by which compounds of it are found."""

ENDING: Final = re.compile(
    r"i?(?:n|t|na|nä|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|tta|ttä)|i?t?[aä]|h?([aeiouyäö])\1?n|i?i[nt]|ien|jen|"
    r"n[uy]t|neet|v[aä]t|s|[ae]?[nr]s?|ets?|[aeo]rnas?|or|"
)
"""What Finnish and Swedish put on a name that no dictionary knows, or nothing."""

Forms = Mapping[str, float]
"""Words as they stand in texts, each with how much it is the word looked for."""


class Meaning(NamedTuple):
    """A word that is looked for: as typed, folded, with what it is read as, and all base forms that count, also bare."""

    word: str
    folded: str
    read: Set[str]
    bases: Set[str]
    stems: Set[str]
    guessing: bool
    """Whether there are no dictionaries."""


def forms_of(word: str, index: Lexicon) -> Forms:
    """All words of a base that are a word, or a form of it, or have it as a part."""
    folded = folded_form(word)
    bases = set(index.bases(word).whole)
    for form, said in index.beginning(folded):
        if form != word and folded_form(form) == folded:
            bases |= said.whole
    read = frozenset(bases)
    bases |= {f"{code}:{word}" for code in index.languages}  # what is typed may be a base form and another's form, too
    stems = {base.partition(":")[2] for base in bases}
    sought = Meaning(word, folded, read, bases, stems, guessing=index.dictionaries is None)
    near = index.near(folded, bases, stems)
    found = {form: quality for form, said in near if (quality := _quality(sought, form, said))}
    if len(folded) < SHORTEST or max(found.values(), default=0) >= SURE:
        return found
    return {form: quality for form, said in near if (quality := _more_freely(folded, form, said) or found.get(form, 0))}


def _more_freely(folded: str, form: str, said: Bases) -> float:
    """How much a word is one of which no form is found: its base form is typed without accents, or it begins as the stem."""
    alike = shared(folded, folded_form(form))
    if alike < SHORTEST:
        return 0
    if any(folded_form(base.partition(":")[2]) == folded for base in said.whole):
        return FORM * FOLDED
    return BEGINNING if alike >= STEM and ENDING.fullmatch(folded[alike:]) else 0


def _quality(sought: Meaning, form: str, said: Bases) -> float:
    if form == sought.word:
        return SAME
    folded = folded_form(form)
    if folded == sought.folded:
        return FOLDED
    if form in sought.stems or not said.whole.isdisjoint(sought.bases):
        return FORM * max(LEAST, _likeness(sought, folded) * _nearness(sought, said) ** 3)
    if len(sought.folded) < SHORTEST:
        return 0
    if folded[:SHORTEST] == sought.folded[:SHORTEST]:
        if _inflected(sought.folded, folded):
            return INFLECTED * max(LEAST, _likeness(sought, folded))
        if sought.guessing and (alike := _alike(sought.folded, folded)):
            return BEGINS_ALIKE * alike
        if folded.startswith(sought.folded):
            return BEGINNING
    return PART if not said.parts.isdisjoint(sought.bases) else 0


def _likeness(sought: Meaning, folded: str) -> float:
    """How much of the beginning of what was typed, or of its base form, a form has: words of the same form have less."""
    told = (sought.folded, *(folded_form(stem) for stem in sought.stems))
    return max((shared(folded, one) / len(one)) ** 3 for one in told)


def _nearness(sought: Meaning, said: Bases) -> float:
    """How many of the words that either may be a form of both may be, or it of what was typed."""
    typed = any(base.endswith(f":{sought.word}") for base in said.whole) / max(len(said.whole), 1)
    return max(typed, len(said.whole & sought.read) / len(said.whole | sought.read))


def _inflected(one: str, other: str) -> bool:
    """Whether two words are one stem with two endings."""
    alike = shared(one, other)
    return any(ENDING.fullmatch(one[cut:]) and ENDING.fullmatch(other[cut:]) for cut in range(alike, SHORTEST - 1, -1))


def _alike(one: str, other: str) -> float:
    """How much of the longer of two words is the beginning of both; 0 where it is less than half, or than five letters."""
    alike, longer = shared(one, other), max(len(one), len(other))
    return alike / longer if alike > SHORTEST and alike * 2 >= longer else 0


def misspelt(word: str, names: Collection[str]) -> Forms:
    """The words of names that a word is a small misspelling of: one slip, in long words two.

    An accent is a slip like any other: with it taken off, too much would be like a short name.
    """
    slips = 0 if len(word) < SHORTEST else 1 if len(word) < 2 * SHORTEST else 2
    found = {}
    for name in names if slips else ():
        if len(name) >= SHORTEST and abs(len(name) - len(word)) <= slips:
            made = _distance(word, name, slips)
            if 0 < made <= slips:
                found[name] = MISSPELT / made
    return found


def _distance(one: str, other: str, most: int) -> int:
    """How many letters are wrong, missing, too many or swapped with the next; more than `most` is only more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, above, row = row, before, [at]
        for to, wanted in enumerate(other, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, above[to - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
