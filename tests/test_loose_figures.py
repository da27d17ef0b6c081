"""Figures are told from years, dates, words with digits and the names that a base knows."""

import re
import sys

import pytest

from kvtool.model.message import Message
from kvtool.queries.loose_figures import loose_figures
from kvtool.store.load import assemble
from kvtool.text.characters import may_hold_digits
from tests.test_rules import file_of, settings_of

PORTS = "id: ports\nnames: {en: Ports 20}\n"

CASES = [
    ("The harbour takes 2 million passengers and 300 ships", "2"),
    ("Hamnen tar emot 2,1 miljoner", "2,1"),
    ("There are 12 000 ships", "12 000"),
    ("There are 12\u00a0000.5 tons", "12 000.5"),
    ("The town of 20-foot containers", "20"),
    ("Open since 1812, again in the 1990s, in 2022–2025, 2021/22 and 2024-25, until 2050, 2035.", ""),
    ("1990-luvulla ja vuoteen 2030 mennessä", ""),
    ("There are 1200 ships", "1200"),
    ("There are 2150 ships", "2150"),
    ("There are 20501 ships", "20501"),
    ("There are 2000 500 ships", "2000 500"),
    ("There are 2000,5 tons", "2000,5"),
    ("There are 1.2050 tons", "1.2050"),
    ("There are 2000 % more", "2000"),
    ("There are 2000% more", "2000"),
    ("They cost 2000 € or 2000€", "2000"),
    ("Opened on 2020-05-12, in 2020-05, on 12 May, 2nd September and 12–14 June 2021", ""),
    ("On September 16, 2019 and on May 2 2021", ""),
    ("In May 20 ships come", "20"),
    ("Avattiin 12.5.2020, suljettiin 24.12. ja 16. syyskuuta 2021", ""),
    ("Öppnades den 12 maj 2020 och den 1 oktober", ""),
    ("With U20, Covid-19 and CO2 behind, in 3D and over 5G", ""),
    ("It lasts 5 Gigayears", "5"),
    ("In the ports 20's work and for Ports  20", ""),
    ("In Ports 200", "200"),
    ("In Airports 20", "20"),
]


@pytest.mark.parametrize(("text", "figure"), CASES)
def test_a_figure_is_told_from_what_looks_like_one(text: str, figure: str) -> None:
    message = f"id: open\nscope: {{general: true}}\nheadline:\n  en: |\n    {text}\n"
    kb = assemble(settings_of(""), [file_of("messages/open.yaml", message), file_of("networks/ports.yaml", PORTS)])
    assert [found for one in kb.all(Message) for _, found in loose_figures(kb, one)] == [figure] * bool(figure)


def test_the_quick_look_for_digits_knows_those_of_every_script() -> None:
    digits = [chr(one) for one in range(sys.maxunicode + 1) if re.match(r"\d", chr(one))]
    assert len(digits) > 600
    assert [] == [one for one in digits if not may_hold_digits(f"aå{one}")]
    assert not may_hold_digits("Ålands hav: ½ öre, «ja»\n")
