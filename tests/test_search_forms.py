"""Inflected words find the records that have another form of them; what stands in no dictionary finds nothing by chance."""

from collections import defaultdict
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from kvtool.queries.searching import Wish, search
from kvtool.queries.wordforms import misspelt
from kvtool.settings import load
from kvtool.store.load import load as load_base
from kvtool.store.passages import forms, words
from kvtool.store.wordindex import NOTHING, Index, index_of
from tests.cli import in_memory

HOUSE = Path(__file__).parent.parent
LANGUAGES = ("fi", "sv")
RARE = 3
"""Words that more records have are not asked for: not all of them can be among the first three."""


class Token(NamedTuple):
    """A word of a record that is not in its base form."""

    record: str
    form: str
    base: str


@pytest.fixture(scope="module")
def index() -> Index:
    """The index of the shipped base, with dictionaries."""
    pytest.importorskip("simplemma")
    return index_of(load_base(load(HOUSE)))


@pytest.fixture(scope="module")
def tokens(index: Index) -> list[Token]:
    """All words of the shipped base that few records have, in other forms than the base form."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in index.files:
        for form in " ".join(one.ranks).split():
            for base in index.vocabulary[form].whole:
                found[base].add(one.entry.id)
    return [
        Token(one.entry.id, form, base)
        for one in index.files
        for form in " ".join(one.ranks).split()
        for base in sorted(index.vocabulary[form].whole)
        if base[:2] in LANGUAGES and base[3:] != form and len(found[base]) <= RARE
    ]


@pytest.fixture(scope="module")
def others(index: Index) -> dict[str, set[str]]:
    """The forms of each word that stand in the shipped base, and its base form, by the latter."""
    found: dict[str, set[str]] = defaultdict(set)
    for form, said in index.vocabulary.items():
        for base in said.whole:
            found[base] |= {form, base[3:]}
    return found


def found(index: Index, text: str) -> list[str]:
    return [hit.entry.id for hit in search(index, Wish(text, limit=3)).hits]


@pytest.mark.parametrize("seed", range(3))
def test_another_form_brings_the_record_among_the_first_three(
    index: Index, tokens: list[Token], others: dict[str, set[str]], seed: int
) -> None:
    random = Random(seed)
    drawn: list[tuple[Token, str]] = []
    while len(drawn) < 100:
        token = random.choice(tokens)
        choice = sorted(others[token.base] - {token.form})
        drawn.append((token, random.choice(choice)))
    missed = [(token, asked) for token, asked in drawn if token.record not in found(index, asked)]
    assert len(missed) <= 5, missed


SYLLABLES = "bcdfghjklmnprstvxz", "aeiouyäö", ("", "", "x", "k", "rt", "q")


def test_nonsense_finds_nothing(index: Index) -> None:
    random = Random(7)
    made = ["".join(random.choice(part) for _ in range(3) for part in SYLLABLES) for _ in range(20)]
    assert [word for word in made if found(index, word)] == []
    without = Index(index.files, dict.fromkeys(index.vocabulary, NOTHING), None, index.languages)
    assert [word for word in made if found(without, word)] == []


WORDS = """\
# partners/lyra.yaml
id: lyra
type: city
names: {fi: Lyyrälä, sv: Lyrköping, en: Lyra}
notes: kaupunki, verkosto, ilmastonmuutos, vesi
# partners/norma.yaml
id: norma
type: city
names: {fi: Tukholma, sv: Norma}
offers: [{sv: Städernas nätverk för klimatförändringen, fi: Kaupunkiverkostojen vettä}]
# partners/ursa.yaml
{id: ursa, type: city, names: {en: Ursåberg}}
"""


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("kaupunkien", ["lyra", "norma"]),
        ("ilmastonmuutoksen", ["lyra"]),
        ("Tukholmassa", ["norma"]),
        ("tukholmaan", ["norma"]),
        ("verkostojen", ["lyra", "norma"]),
        ("vesien", ["lyra", "norma"]),
        ("stad", ["norma"]),
        ("nätverken", ["norma"]),
        ("klimatförändringar", ["norma"]),
        ("kaupunkiverkosto", ["norma"]),
        ("Ursåbergissä", ["ursa"]),
        ("ursabergs", ["ursa"]),
        ("Lyyrälässä", ["lyra"]),
    ],
)
def test_forms_find_their_base_and_the_other_way_round(asked: str, wanted: list[str]) -> None:
    pytest.importorskip("simplemma")
    kb = in_memory(WORDS)
    assert [hit.entry.id for hit in search(index_of(kb), Wish(asked)).hits] == wanted


READ = """\
# facts/learnt.yaml
{id: learnt, claim: {sv: Man lärde av sålda delar}, value: 1, as_of: 2026}
# facts/broad.yaml
{id: broad, claim: {sv: Brett om det}, value: 1, as_of: 2026}
# facts/placed.yaml
{id: placed, claim: {fi: "Asemoitunut, suhteutettuna, kuvattu"}, value: 1, as_of: 2026}
# facts/shall.yaml
{id: shall, claim: {sv: Det ska ske}, value: 1, as_of: 2026}
# facts/should.yaml
{id: should, claim: {sv: Det skulle ske}, value: 1, as_of: 2026}
# partners/school.yaml
{id: school, type: city, names: {en: Schools}, notes: De finns i alla skolor där}
# partners/sea.yaml
{id: sea, type: city, names: {en: Sea}, notes: "Östersjöområdet, Itämeren"}
"""


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("sälja", "learnt"),
        ("lära", "learnt"),
        ("del", "learnt"),
        ("bred", "broad"),
        ("asemoitua", "placed"),
        ("suhteuttaa", "placed"),
        ("kuvata", "placed"),
        ("skola", "school"),
        ("Östersjö", "sea"),
        ("Östersjön", "sea"),
        ("Östersjöns", "sea"),
        ("Itämeri", "sea"),
        ("Itameri", "sea"),
        ("Itameren", "sea"),
    ],
)
def test_words_of_two_meanings_participles_and_bare_letters_find_what_is_meant(asked: str, wanted: str) -> None:
    pytest.importorskip("simplemma")
    assert found(index_of(in_memory(READ)), asked)[:1] == [wanted]


def test_a_form_of_the_very_word_goes_before_what_may_be_a_form_of_another(index: Index) -> None:
    assert [hit.place.found[0][0].form[:4] for hit in search(index, Wish("skola", limit=3)).hits] == ["skol"] * 3
    assert {hit.place.found[0][0].form for hit in search(index, Wish("HEL", limit=3)).hits} == {"hel"}


def test_without_dictionaries_words_are_found_by_their_beginnings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kvtool.store.wordindex.lemmas", lambda languages, folder: None)
    index = index_of(in_memory(WORDS))
    for asked in ("kaupunkien", "ilmastonmuutoksen", "verkostojen", "Lyyrälässä"):
        assert "lyra" in found(index, asked), asked
    assert found(index, "Tukholmassa") == ["norma"]
    assert found(index, "vedessä") == []


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("tukhoma", {"tukholma"}),
        ("tukohlma", {"tukholma"}),
        ("tukholmma", {"tukholma"}),
        ("tikholma", {"tukholma"}),
        ("tukhoa", set()),
        ("kopenhamina", {"kööpenhamina"}),
        ("olso", {"oslo"}),
        ("osl", set()),
        ("asla", set()),
    ],
)
def test_small_misspellings_are_one_slip_or_in_long_words_two(typed: str, names: set[str]) -> None:
    assert misspelt(typed, ["tukholma", "oslo", "kööpenhamina"]).keys() == names


def test_words_are_compared_in_small_letters_without_what_stands_behind_a_colon() -> None:
    assert [word.form for word in words("EU:n S:t Éluard’n C40-verkosto, 2022–2025")] == [
        "eu",
        "st",
        "éluard’n",
        "c40",
        "verkosto",
        "2022",
        "2025",
    ]
    assert forms("Satama satama SATAMAN") == {"satama", "sataman"}
