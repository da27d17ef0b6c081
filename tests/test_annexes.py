"""Annexes: a paper's text is short, says where the rest stands, and nothing of it is lost or unfounded."""

import re
from typing import Any

import pytest

from kvtool.annexes import annexed, behind, cut, part
from kvtool.drawing.drawn import drawn
from kvtool.drawing.engine import is_installed
from kvtool.papers import Order, make, pictured_text_of
from kvtool.parts.sections import in_numbers, listed, section, table
from kvtool.picture import pictures_in
from kvtool.queries.reading import Reader
from kvtool.report import Paper, item
from kvtool.reporting import reports
from kvtool.settings import whole_day
from kvtool.words.labels import labels
from tests import golden

READER = Reader(golden.base_of("sample"), whole_day("2026-03-01"), labels("fi"))
MOST = 4
"""How many pages a paper has before its annexes."""
ABOUT = {"brief": ["lyra", "rannasalu"], **{name: golden.asked("sample", name).ids for name in reports()}}
"""What the papers of the sample base are about."""


def lines(*texts: str) -> dict[str, Any]:
    return listed([item(text, [7]) for text in texts], "Ports")


def told(*blocks: dict[str, Any]) -> dict[str, Any]:
    """Blocks of a content with annexes, without what does not matter here."""
    made = annexed(Paper(READER._replace(labels=labels("en"))), {"ports": section("None.", *blocks)})
    annexes = [
        (
            one["letter"],
            one["title"],
            [(it["heading"], [texts(block) for block in it["blocks"]]) for it in one["parts"]],
        )
        for one in made["annexes"]
    ]
    return {"text": [(texts(block), block["more"]) for block in made["ports"]["blocks"]], "annexes": annexes}


def texts(block: dict[str, Any]) -> list[str]:
    rows = [row[0][0]["text"] for one in block["tables"] for row in one["rows"]]
    return [*(line["text"] for line in block["lines"]), *rows]


def test_what_has_room_stays_and_what_is_cut_stands_in_full_behind() -> None:
    assert told(cut(lines("a", "b", "c"), 2, "Ports")) == {"text": [(["a", "b", "c"], "")], "annexes": []}
    assert told(cut(lines("a", "b", "c", "d"), 2, "Ports", "All")) == {
        "text": [(["a", "b"], "2 of 4; all of them in annex A.")],
        "annexes": [("A", "Ports", [("All", [["a", "b", "c", "d"]])])],
    }
    rows = table(["Port"], [["a"], ["b"], ["c"], ["d"]])
    assert told(cut(rows, 1, "Ports", last=True))["text"] == [(["d"], "1 of 4; all of them in annex A.")]


def test_one_title_is_one_annex_and_letters_follow_the_text() -> None:
    first, again, other = (behind(lines(name), title, part("", lines(name, "z"))) for name, title in (
        ("a", "Ports"), ("b", "Ports"), ("c", "Quays")))  # fmt: skip
    assert told(other, first, again) == {
        "text": [
            (["c"], "In full in annex A."),
            (["a"], "In full in annex B."),
            (["b"], "In full in annex B."),
        ],
        "annexes": [("A", "Quays", [("", [["c", "z"]])]), ("B", "Ports", [("", [["a", "z"], ["b", "z"]])])],
    }


def test_a_summary_counts_the_lines_of_several_lists() -> None:
    assert told(*in_numbers([lines("a"), lines()], "Ports", 1))["annexes"] == []
    assert told(*in_numbers([lines("a", "b"), lines("c")], "Ports", 2)) == {
        "text": [(["Ports 2, Ports 1"], "In full in annex A.")],
        "annexes": [("A", "Ports", [("", [["a", "b"], ["c"]])])],
    }


def test_notes_of_the_text_and_of_an_annex_are_numbered_apart_from_each_other() -> None:
    whole = cut(lines("a", "b", "c", "d"), 1, "Ports")
    assert whole["lines"][0]["notes"] is not whole["annex"]["parts"][0]["blocks"][0]["lines"][0]["notes"]


@pytest.mark.parametrize("name", ABOUT)
def test_a_paper_has_four_pages_before_its_annexes_with_its_pictures(name: str) -> None:
    from kvtool.forms import pdf

    made = make(READER, Order(name, ABOUT[name]), "none")
    text, _, behind_ = pictured_text_of(made).partition("<!-- new page -->\n")
    notes = "\n".join(re.findall(r"^\[\^[0-9]+\]: .*$", behind_, re.MULTILINE))
    shown = [one for one in pictures_in(made.content) if f"<!-- picture: {one.name} -->" in text]
    drawings = drawn(shown, None) if is_installed() else {}
    pages = re.findall(rb"/Type\s*/Page\b", pdf.convert(f"{text}\n{notes}\n", "fi", made.title, None, drawings))
    assert 1 <= len(pages) <= MOST
