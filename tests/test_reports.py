"""All reports, of both bases, in all languages: what holds for each of them, whatever it is about."""

import gettext
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kvtool.queries.audience import PUBLIC
from kvtool.reporting import reports
from kvtool.settings import INTERFACE_LANGUAGES
from kvtool.store.base import KnowledgeBase
from kvtool.words.labels import labels
from tests import golden

CASES = list(golden.report_cases())
PUBLIC_CASES = [case for case in CASES if case[0] == "sample" and case[2] == "sv"]
"""In the language in which the base is written, from which the others borrow."""
NOTE = re.compile(r"\[\^([0-9]+)\]")
HEADING = re.compile(r"^#{2,3} .+$", re.MULTILINE)
CANARIES = (golden.BASES["sample"][0] / "canaries.txt").read_text(encoding="utf-8").split()
MADE: dict[tuple[str, ...], tuple[str, list[str]]] = {}
"""Each report with the keys of the interface that had no words in its language; made once for all tests."""


class Unworded(gettext.NullTranslations):
    """What a catalogue falls back to: it takes down what was not found in it."""

    def __init__(self, sentences: bool) -> None:
        super().__init__()
        self.sentences = sentences
        self.keys: list[str] = []

    def gettext(self, message: str) -> str:
        self.keys += [message] if self.sentences else []
        return message

    def pgettext(self, context: str, message: str) -> str:
        self.keys.append(f"{context}: {message}")
        return message


def made(base: str, report: str, language: str, audience: str = "internal") -> tuple[str, list[str]]:
    """A report, and the keys without words that it asked for; English sentences are their own words."""
    key = (base, report, language, audience)
    if key not in MADE:
        catalogue = labels(language)._catalogue
        before, catalogue._fallback = catalogue._fallback, (heard := Unworded(language != "en"))  # type: ignore[attr-defined]
        try:
            text = golden.report_of(*key)
        finally:
            catalogue._fallback = before  # type: ignore[attr-defined]
        MADE[key] = (text, heard.keys)
    return MADE[key]


def body(text: str) -> str:
    """A report without its notes."""
    return text.partition("\n[^1]: ")[0]


def statements(text: str) -> Iterator[str]:
    """The lines of lists and the rows of tables below the first heading."""
    lines = body(text)[HEADING.search(text).start() :].splitlines()  # type: ignore[union-attr]
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("| --- "):
            continue
        if line.startswith("- ") or (line.startswith("| ") and not after.startswith("| --- ")):
            yield line


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_is_what_was_read_and_found_good(case: tuple[str, str, str]) -> None:
    assert golden.path_of(*case).read_text(encoding="utf-8") == made(*case)[0]


def test_no_golden_file_is_left_over() -> None:
    found = {path for path in (golden.GOLDEN / "reports").rglob("*") if path.is_file()}
    assert {golden.path_of(*case) for case in CASES} == found


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_every_key_of_the_interface_has_words(case: tuple[str, str, str]) -> None:
    assert [] == made(*case)[1]


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_carries_a_title_a_head_and_a_box_of_gaps_on_top(case: tuple[str, str, str]) -> None:
    text, say = made(*case)[0], labels(case[2]).say
    top = text[: HEADING.search(text).start()]  # type: ignore[union-attr]
    assert re.match(r"# \S.+\n\n\| ", top)
    assert f"> **{say('Gaps')}**\n>\n> - " in top
    head = top.splitlines()[2]
    labels_ = [say(one) for one in ("As of", "Base", "Language", "Audience", "Owner")]
    period = [say("Period")] if reports()[case[1]].period else []
    assert [one for one in labels_ + period if f" {one} |" not in head] == []
    assert 1 == len(re.findall(r"^# ", text, re.MULTILINE))
    assert [] == re.findall(r"\n{3}|\{[a-z]+\}|Undefined|None\b(?= \|)", text)


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_every_note_is_used_and_defined_in_the_order_of_reading(case: tuple[str, str, str]) -> None:
    text = made(*case)[0]
    used = [int(number) for number in NOTE.findall(body(text))]
    defined = [int(number) for number in re.findall(r"^\[\^([0-9]+)\]: \S", text, re.MULTILINE)]
    assert [*dict.fromkeys(used)] == defined == [*range(1, len(defined) + 1)]


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_no_section_is_empty_without_a_sentence(case: tuple[str, str, str]) -> None:
    text = body(made(*case)[0])
    ends = [found.end() for found in HEADING.finditer(text)]
    below = [re.match(r"\s*(\S.*)?", text[end:])[1] or "" for end in ends]  # type: ignore[index]
    headings = HEADING.findall(text)
    empty = [
        title
        for title, line, after in zip(headings, below, [*headings[1:], ""], strict=True)
        if not line or (line.startswith("#") and not (line == after and after.startswith("### ")))
    ]
    assert [] == empty


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_every_statement_has_a_note_or_says_that_it_is_computed_or_inferred(case: tuple[str, str, str]) -> None:
    text, say = made(*case)[0], labels(case[2]).say
    marks = (f"({say('computed')})", f"({say('inferred')})")
    bare = [line for line in statements(text) if not NOTE.search(line) and not any(mark in line for mark in marks)]
    assert [] == bare


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_tables_have_as_many_cells_as_columns_and_fit_a_page(case: tuple[str, str, str]) -> None:
    widths = [
        {len(re.findall(r"(?<!\\)\|", row)) - 1 for row in table.splitlines()}
        for table in re.findall(r"(?:^\|.*\n)+", made(*case)[0], re.MULTILINE)
    ]
    assert [] == [width for width in widths[1:] if len(width) != 1 or max(width) > 6]


@pytest.mark.parametrize("case", PUBLIC_CASES, ids="-".join)
def test_the_public_hears_nothing_internal(case: tuple[str, str, str]) -> None:
    text, unworded = made(*case, PUBLIC)
    assert ([], []) == ([canary for canary in CANARIES if canary in text], unworded)


def test_files_in_another_order_give_the_same_bytes() -> None:
    base = golden.base_of("sample")
    turned = KnowledgeBase(base.settings, base.entries[::-1])
    languages = dict.fromkeys(reports(), INTERFACE_LANGUAGES[0])
    differing = [
        report
        for report, language in languages.items()
        if golden.report_of("sample", report, language, kb=turned) != made("sample", report, language)[0]
    ]
    assert [] == differing


def test_another_place_and_time_give_the_same_bytes() -> None:
    code = (
        "import sys; from kvtool.reporting import reports; from tests import golden\n"
        "for name in reports(): sys.stdout.buffer.write(golden.report_of('sample', name, 'sv').encode())"
    )
    elsewhere = {**os.environ, "TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    root = Path(golden.ROOT)
    told = subprocess.run([sys.executable, "-c", code], cwd=root, env=elsewhere, capture_output=True, check=True)
    assert "".join(made("sample", name, "sv")[0] for name in reports()) == told.stdout.decode()
