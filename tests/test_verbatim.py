"""Words are found in a text however its lines and signs are set, and are not found where a letter or a word differs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvtool.text.verbatim import Passage, Wording, pieces


def lack(text: str, quote: str) -> str:
    """What of a quote a text does not say."""
    return Wording(text).lacks(pieces(quote))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The quays of\u00a0Lyra\r\n\r\nare\topen\f all  year", "The quays of Lyra are open all year"),
        ("its sea-\nside quays", "its seaside quays"),
        ("its sea-\n  side quays", "its sea-side quays"),
        ("sea- and river-\nborne", "sea- and riverborne"),
        ("sea-\nand riverborne", "sea- and riverborne"),
        ("from 2017–\n2021 on", "from 2017–2021 on"),
        ("from 2017–\n2021 on", "from 2017- 2021 on"),
        ("de\u00adci\u00ad\nded by\u200b all", "decided by all"),
        ("the „key” of «Lyra», ‘Vega’", 'the "key" of "Lyra", \'Vega\''),
        ("Vega's quays", "Vega’s quays"),
        ("all year – day and night", "all year — day and night"),
        ("boat\u2011borne", "boat-borne"),
        ("o\ufb03ces in Ha\u0308meen", "offices in H\u00e4meen"),
        ("offices in H\u00e4meen", "offices in Ha\u0308meen"),
        ("- **C40 -network** is _the_ largest", "C40 -network is the largest"),
        ("a network of harbours", "- a network of harbours -"),
        ("The quays of Lyra are open all year.", "The quays […] open … year."),
        ("The quays of Lyra are open all year.", "[...] quays (...) open all year. […]"),
        ("The quays are open. The quays are shut.", "The quays are shut."),
        ("sea\nseaside", "seaside"),
    ],
)
def test_words_are_found_however_they_are_set(text: str, quote: str) -> None:
    assert "" == lack(text, quote)


@pytest.mark.parametrize(
    ("text", "quote", "lacking"),
    [
        ("Lyra is a key partner", "Lyra is the key partner", "Lyra is the key partner"),
        ("Lyra is a key partner", "lyra is a key partner", "lyra is a key partner"),
        ("Lyra is a key partner", "Lyra is a key partner.", "Lyra is a key partner."),
        ("Lyra is a key partner", "a key part", "a key part"),
        ("It is unimportant", "important", "important"),
        ("sea side", "seaside", "seaside"),
        ("seaside", "sea side", "sea side"),
        ("sea-side", "seaside", "seaside"),
        ("sea –\nside", "seaside", "seaside"),
        ("2017-\n2021", "20172021", "20172021"),
        ("Lyra, Vega", "Lyra Vega", "Lyra Vega"),
        ("H\u00e4meen", "Hameen", "Hameen"),
        ("The quays of Lyra", "Lyra […] quays", "quays"),
        ("The quays of Lyra", "The harbours […] Lyra", "The harbours"),
        ("one key", "one key […] key", "key"),
    ],
)
def test_nothing_else_is_forgiven(text: str, quote: str, lacking: str) -> None:
    assert lacking == lack(text, quote)


@pytest.mark.parametrize("quote", ["…", "[…]", " - ", "", "… – …"])
def test_a_quote_without_words_has_no_pieces(quote: str) -> None:
    assert [] == pieces(quote)


WORDS = ["harbour", "quay", "sea-side", "of", "Lyra", "ice", "EU-wide", "year’s", "«key»", "and", "2017–2021", "winter"]
BREAKS = [" ", "\n", "\u00a0", " \r\n\f ", "\n\n  "]


@given(st.data())
def test_any_stretch_of_a_text_is_found_in_it_and_none_with_another_letter(data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(WORDS), min_size=3, max_size=30))
    text = "".join(laid_out(word, data) + data.draw(st.sampled_from(BREAKS)) for word in words)
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    quote = " ".join(words[start:end])
    assert "" == lack(text, quote)
    at = data.draw(st.sampled_from([found.start() for found in re.finditer(r"\w", quote)]))
    changed = f"{quote[:at]}ø{quote[at + 1 :]}"
    assert pieces(changed) == [lack(text, changed)]


def laid_out(word: str, data: st.DataObject) -> str:
    """A word that may be parted at the end of a line, behind a hyphen of its own or one that is put there."""
    own = word.find("-") + 1
    if own and data.draw(st.booleans()):
        return f"{word[:own]}\n{word[own:]}"
    at = data.draw(st.integers(0, len(word)))
    return f"{word[:at]}-\n {word[at:]}" if word[at - 1 : at + 1].isalpha() and 0 < at < len(word) else word


@pytest.mark.parametrize(
    ("quote", "near"),
    [
        ("Lyra is the key partner of the city", Passage(3, "Lyra is a key partner of the city")),
        ("Vega has a friend like ours", None),
        ("the quays are open", Passage(2, "The quays were open")),
        ("nothing like it", None),
    ],
)
def test_what_is_near_is_told_with_its_line(quote: str, near: Passage | None) -> None:
    text = "On the harbours.\nThe quays were open; of\nLyra is a key\npartner of the city, and the other is not.\n"
    assert near == Wording(text).near(quote)


def test_a_long_text_of_one_letter_takes_no_time() -> None:
    text = "a " * 200_000 + "*" * 200_000 + "_" * 200_000 + "-\n" * 100_000
    assert "aa aa b" == lack(text, "aa aa b")
    assert "aa aa" == lack(text, "aa aa")
