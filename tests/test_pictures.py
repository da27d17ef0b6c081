"""The pictures of papers: what each shows of which base, that it says what its table says, and who sees what."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kvtool.drawing import engine
from kvtool.drawing.drawn import drawn
from kvtool.papers import Made, Order, make, pictured_text_of, text_of
from kvtool.picture import Picture, lines, pictures_in
from kvtool.queries.reading import Reader
from kvtool.settings import INTERFACE_LANGUAGES
from kvtool.words.labels import labels
from tests import golden
from tests.cli import in_folder, ran, whole

DAY = date(2026, 3, 1)
PAPERS = {"monitoring": [], "network-portfolio": [], "partner-profile": ["lyra", "rannasalu"], "public-summary": []}
HOSTILE = "</text><script>alert(1)</script>|*x*"
BASE = f"""\
# frameworks/plan.yaml
id: plan
type: strategy
names: {{en: Plan}}
from: 2023
to: 2026
goals: [{{id: learn, names: {{en: Learn}}, actors: [quay-unit]}}, {{id: trade, names: {{en: Trade}}}}]
priorities:
- {{id: boats, names: {{en: "{HOSTILE}"}}, actors: [quay-unit]}}
- {{id: lamps, names: {{en: Lamps}}, actors: [lamp-unit]}}
reporting: [{{from: 2025, to: 2025, submitters: [{{unit: quay-unit, state: received}}, {{unit: lamp-unit, state: missing}}]}}]
# units/quay-unit.yaml
{{id: quay-unit, type: unit, names: {{en: Quays}}}}
# units/lamp-unit.yaml
{{id: lamp-unit, type: unit, names: {{en: Lights}}}}
# sources/law.yaml
{{id: law, visibility: public, title: {{en: Law}}, acts: [{{act: approved, on: 2022-06-10}}]}}
# sources/idea.yaml
{{id: idea, title: {{en: Idea}}, acts: [{{act: draft, on: 2024}}]}}
# partners/lyra.yaml
id: lyra
visibility: public
type: city
names: {{en: Lyra}}
country: EE
standing:
- {{status: partner, to: 2024-05, source: law}}
- {{status: key, source: idea}}
# partners/norma.yaml
{{id: norma, type: city, names: {{en: Norma}}, country: SE, standing: [{{status: key, source: law}}]}}
# partners/rock.yaml
{{id: rock, visibility: public, type: city, names: {{en: Rock}}, country: MT, standing: [{{status: key, source: law}}]}}
# partners/mira.yaml
{{id: mira, visibility: public, type: city, names: {{en: Mira}}, country: LV, standing: [{{status: key, source: law}}]}}
# networks/north.yaml
id: north
visibility: public
names: {{en: North}}
themes: [boats]
members: [{{partner: lyra, source: law}}, {{partner: norma, source: law}}]
membership:
  statements: [{{status: member, source: law}}]
  fees: [{{year: 2025, euros: 1200}}]
# engagements/call.yaml
id: call
type: meeting
title: {{en: Call}}
from: 2025-02-03
state: held
level: mayor
priorities: [boats]
goals: [learn]
# engagements/fair.yaml
{{id: fair, type: event, title: {{en: Fair}}, from: 2025, state: held, priorities: [boats], goals: [learn]}}
# engagements/old.yaml
{{id: old, type: event, title: {{en: Old}}, from: 2024-12, state: held}}
"""


def paper(name: str, *ids: str, audience: str = "internal", text: str = BASE) -> Made:
    """A paper of a base in English."""
    return make(Reader(whole(text), DAY, labels("en")), Order(name, ids, {}, audience), "none")


def pictures(name: str, *ids: str, audience: str = "internal", text: str = BASE) -> dict[str, Picture]:
    """Its pictures by their names."""
    return {one.name: one for one in pictures_in(paper(name, *ids, audience=audience, text=text).content)}


def rows(made: list[dict[str, Any]], *fields: str) -> list[tuple[Any, ...]]:
    """Some fields of a picture's rows."""
    return [tuple(one[field] for field in fields) for one in made]


def test_goals_by_priorities_tell_nothing_done_from_nothing_known() -> None:
    one = pictures("monitoring")["goals"]
    assert rows(one.values["fields"], "row", "column", "done", "told", "known") == [
        (0, 0, 2, ["2 / 0 / 0"], True),
        (0, 1, 0, ["no measures"], True),
        (1, 0, 0, ["not known"], False),
        (1, 1, 0, ["not known"], False),
    ]
    assert one.text == (
        "Heat map of 2 priorities by 2 goals, darker where more was done. The most, 2 measures and engagements, was "
        f"done for {HOSTILE} and the goal Learn. Pairs without measures: 1; not known: 2."
    )
    hidden = pictures("monitoring", audience="public")
    assert "goals" not in hidden  # all of it is internal


def test_engagements_count_in_the_quarter_in_which_they_began() -> None:
    made = paper("monitoring")
    (one,) = [each for each in pictures_in(made.content) if each.name == "quarters"]
    assert one.values["columns"][:2] + one.values["columns"][3:] == [
        ["1", "2024"], ["2"], ["4"], ["1", "2025"], ["2"], ["3"], ["4"], ["?", "2025"],
    ]  # fmt: skip
    assert rows(one.values["quarters"], "place", "order", "number")[6:10] == [
        (3, 0, 0),
        (3, 1, 1),
        (4, 0, 1),
        (4, 1, 0),
    ]
    assert "began in: 2024, quarter 4. Altogether 3, of which 1 of the mayor" in one.text
    assert "| 2025 (computed) | 1 (1) | 0 (0) | 0 (0) | 0 (0) | 1 (0) |" in text_of(made)


def test_a_statement_lasts_until_it_ends_is_replaced_or_the_day() -> None:
    one = pictures("partner-profile", "lyra")["standing-lyra"]
    assert rows(one.values["statements"], "from", "to", "holds", "decided") == [
        ("2022-06-10", "2024-05-31", False, True),
        ("2024-01-01", "2026-03-01", True, False),
    ]
    assert one.text.endswith("by 2 statements. What leads on 1 March 2026: key partner (draft).")
    assert pictures("partner-profile", "norma") == {}  # a single statement needs no picture


def test_the_cost_is_that_of_the_table_and_the_public_sees_no_fee() -> None:
    one = pictures("network-portfolio")["cost"]
    assert rows(one.values["bars"], "row", "measure", "number", "told") == [(0, "Fees 2025, €", 1200.0, "1,200")]
    assert "1,200" not in str(pictures("network-portfolio", audience="public"))


def test_maps_show_what_somebody_may_know_and_name_what_is_too_small() -> None:
    inside, outside = (pictures("network-portfolio", audience=one)["networks"] for one in ("internal", "public"))
    assert inside.values["places"] == [{"id": "233", "number": 1}, {"id": "752", "number": 1}]
    assert outside.values["places"] == [{"id": "233", "number": 1}]
    one = pictures("public-summary")["partners"]
    assert one.values["places"] == [{"id": "428", "number": 1}]
    assert one.text == "Number: partners in the country. Latvia 1, Malta 1."
    assert "Too small for the map: Malta 1." in " ".join(one.values["legend"])


@pytest.mark.parametrize(
    ("text", "letters", "made"),
    [
        ("Key partner (noted)", 12, ["Key partner", "(noted)"]),
        ("Yhteiskuntavastuullisuustyö", 16, ["Yhteiskuntavas-", "tuullisuustyö"]),
        ("elin- ja x", 8, ["elin- ja", "x"]),
        ("x" * 12, 10, ["xxxxxxxxx-", "xxx"]),
        (" a\u202eb\n", 20, ["a<U+202E>b"]),
        ("", 5, [""]),
    ],
)
def test_names_stand_in_lines_whose_words_are_broken_with_a_hyphen(text: str, letters: int, made: list[str]) -> None:
    assert lines(text, letters) == made


def test_all_pictures_of_the_sample_are_drawn_with_all_that_they_say() -> None:
    every = {}
    for language in INTERFACE_LANGUAGES:
        for name, ids in PAPERS.items():
            made = make(Reader(golden.base_of("sample"), DAY, labels(language)), Order(name, ids), "none")
            assert "<!-- picture" not in text_of(made)
            for one in pictures_in(made.content):
                assert f"\n<!-- picture: {one.name} -->\n\n| " in pictured_text_of(made)
                every[f"{language}-{one.name}"] = one._replace(name=f"{language}-{one.name}")
    assert len(every) == 3 * 7
    for name, one in drawn(list(every.values())).items():
        values, told = every[name].values, set(re.findall("<(?:text|tspan)[^>]*>([^<]+)<", one.svg))
        said = [
            *values.get("rows", []),
            *values.get("goals", []),
            *values.get("priorities", []),
            values.get("legend", []),
        ]
        assert {line for each in said for line in each} <= told
        assert one.width <= 700
        assert len(one.svg) < 200_000


def test_a_hostile_name_is_letters_in_a_picture() -> None:
    one = drawn(list(pictures("monitoring").values()))["goals"]
    assert "&lt;/text&gt;&lt;script&gt;" in one.svg
    assert not re.search("<script|<image|<a |href|style=| on[a-z]+=", one.svg)


def test_without_the_extra_a_page_has_its_tables_and_a_line_says_what_brings_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "LIBRARY", "nothing_of_this_name")
    root, asked = in_folder(tmp_path, BASE), ("report", "monitoring", "--lang", "en", "--as-of", "2026-03-01")
    said = ran("--root", root, *asked, "--to", "html")
    assert (said.code, said.err) == (0, "kvtool: made without pictures: pip install 'kvtool[charts]' brings them\n")
    assert "<figure" not in said.out
    assert "Goals by priorities</h2>" in said.out
    assert ran("--root", root, *asked).err == ""  # nothing is missing in Markdown


def test_a_base_has_pictures_of_its_own(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    (root / "templates" / "pictures").mkdir(parents=True)
    own = root / "templates" / "pictures" / "goals-by-priorities.vl.json"
    asked = ("--root", root, "report", "monitoring", "--lang", "en", "--as-of", "2026-03-01", "--to", "html")
    own.write_text('{"data": {"values": [{"a": 1}]}, "mark": {"type": "text", "text": "Our own"}}')
    assert ">Our own</text>" in ran(*asked).out
    own.write_text('{"data": {"url": "file:///etc/passwd"}, "mark": "point"}')
    said = ran(*asked, "-o", root / "page.html")
    assert (said.code, (root / "page.html").exists()) == (1, False)
    assert "templates/pictures/goals-by-priorities.vl.json: 'url' cannot stand in a drawing" in said.err
