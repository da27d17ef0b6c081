"""Runs every rule's page and the edge cases in tests/rules/: faults stand where `# expect: CODE` says."""

import re
import tomllib
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from kvtool import settings
from kvtool.catalogue import catalogue
from kvtool.judging import given
from kvtool.linter import lint
from kvtool.model import KINDS, kind
from kvtool.registry import discover, names
from kvtool.rule import BYTES, OF_THE_CALENDAR, TEXTS, Rule
from kvtool.settings import Settings
from kvtool.store.base import KnowledgeBase
from kvtool.store.files import Found
from kvtool.store.load import assemble, load

HERE = Path(__file__).parent
HOUSE = HERE.parent / "kvtool"
DAY = date(2026, 1, 1)

HEAD = re.compile(r"^# (\S+\.(?:yaml|toml))\n", re.MULTILINE)
MARK = re.compile(r"[ \t]*# expect: (KV[0-9]{3})$", re.MULTILINE)
OUR_CITY = re.compile(r"helsin|finland|finnish|suom|finsk", re.IGNORECASE)

NO_TEXT_SHOWS_IT = {
    "KV001": "bytes that are no text",
    "KV003": "a megabyte",
    "KV011": "a place or a link",
    "KV208": "a file outside of the base",
    "KV012": "a right to read",
    "KV013": "a mark before the text",
    "KV014": "two paths",
    "KV018": "white space that nobody sees",
    "KV019": "what is not there",
    "KV806": "a file outside of the base",
    "KV807": "a file outside of the base",
    "KV926": "a file outside of the base",
}
"""Rules whose Bad and Good examples are prose, and what would have to be shown."""

Files = dict[str, str]
Place = tuple[str, int, str]

RULES = list(catalogue().values())
SHOWN = [one for one in RULES if one.code not in NO_TEXT_SHOWS_IT]


def files_of(example: str) -> Files:
    """The files of a page's example; each starts below a comment with its path."""
    _, *pieces = HEAD.split(example + "\n")
    return dict(zip(pieces[::2], pieces[1::2], strict=True))


def expected(files: Files) -> set[Place]:
    """Path, line and code of every mark."""
    return {
        (path, number, mark[1])
        for path, text in files.items()
        for number, line in enumerate(text.split("\n"), 1)
        if (mark := MARK.search(line))
    }


def found(files: Files, code: str) -> set[Place]:
    """Path, line and code of every finding of a rule in a base of these files, read without their marks."""
    hits = [one for one in lint(base_of(files), DAY).findings if one.code == code]
    return {(one.path.removeprefix("data/"), one.line, one.code) for one in hits}


def base_of(files: Files) -> KnowledgeBase:
    """A base of these files, read without their marks."""
    bare = {path: MARK.sub("", text) for path, text in files.items()}
    said = settings_of(bare.pop("kvtool.toml", ""))
    return assemble(said, (file_of(path, bare[path]) for path in sorted(bare)))


def settings_of(text: str) -> Settings:
    said = {"base": {}, "policy": {}, "rules": {}} | tomllib.loads(text)
    languages = tuple(said["base"].get("languages", ("en", "fi", "sv")))
    return Settings(HERE, languages=languages, policy=said["policy"], rules=said["rules"])


def file_of(path: str, text: str) -> Found:
    return Found(f"data/{path}", path.split("/")[0], Path(path).stem, text.encode())


def edge_cases(part: str) -> list[Any]:
    """The cases of tests/rules/<rule>.yaml that have a part: each a rule's name and the files of a base."""
    return [
        pytest.param(path.stem, case[part], id=f"{path.stem}: {name}")
        for path in sorted((HERE / "rules").glob("*.yaml"))
        for name, case in yaml.safe_load(path.read_text(encoding="utf-8")).items()
        if part in case
    ]


@pytest.mark.parametrize("one", SHOWN, ids=lambda one: one.name)
def test_the_bad_example_is_found_where_it_is_marked(one: Rule) -> None:
    files = files_of(one.page.bad)
    assert expected(files) == found(files, one.code)


@pytest.mark.parametrize("one", SHOWN, ids=lambda one: one.name)
def test_the_good_example_is_not_found(one: Rule) -> None:
    files = files_of(one.page.good)
    assert files
    assert set() == found(files, one.code)


def test_every_page_marks_its_own_fault_and_no_other() -> None:
    marked = {one.code: set(MARK.findall(one.page.bad)) for one in RULES}
    assert {one.code: set() if one.code in NO_TEXT_SHOWS_IT else {one.code} for one in RULES} == marked
    assert set() == {one.code for one in RULES if MARK.search(one.page.good)}


@pytest.mark.parametrize(("rule", "files"), edge_cases("bad"))
def test_edges_that_are_faults(rule: str, files: Files) -> None:
    places = expected(files)
    assert {code_of(rule)} == {code for _, _, code in places}
    assert places == found(files, code_of(rule))


@pytest.mark.parametrize(("rule", "files"), edge_cases("good"))
def test_edges_that_are_no_faults(rule: str, files: Files) -> None:
    assert set() == expected(files)
    assert set() == found(files, code_of(rule))


def test_every_edge_case_has_a_bad_or_a_good_base_and_nothing_else() -> None:
    odd = {
        f"{path.stem}: {name}"
        for path in (HERE / "rules").glob("*.yaml")
        for name, case in yaml.safe_load(path.read_text(encoding="utf-8")).items()
        if not case or not set(case) <= {"bad", "good"}
    }
    assert set() == odd


def test_codes_are_unique_and_well_formed() -> None:
    codes = [module.check.code for module in discover("kvtool.rules")]
    assert sorted(set(codes)) == sorted(codes)
    assert set() == {code for code in codes if not re.fullmatch(r"KV[0-9]{3}", code)}


def test_a_rule_finds_nothing_in_a_record_without_all_that_it_is_of() -> None:
    examples = [files_of(text) for one in SHOWN for text in (one.page.bad, one.page.good)]
    bases = [base_of(files) for files in examples] + [load(settings.load(HERE / "sample"))]
    asked = 0
    for base, one in product(bases, (one for one in RULES if one.of)):
        for record in base.all(one.on):
            if set(one.of).isdisjoint(given(base.file_of(record), record)):
                clock = (DAY,) if one.code.startswith(OF_THE_CALENDAR) else ()
                assert [] == list(one.check(record, base, *clock)), (one.name, record.id)
                asked += 1
    assert asked > 1_000


@pytest.mark.parametrize("one", [one for one in RULES if one.of], ids=lambda one: one.name)
def test_what_a_rule_is_of_is_a_field_of_its_records(one: Rule) -> None:
    kinds = [model for model in map(kind, KINDS) if issubclass(model, one.on)]
    known = {field.attribute for model in kinds for field in model.fields.values()} | {BYTES, TEXTS}
    assert set() == set(one.of) - known


def test_rules_are_named_as_their_files() -> None:
    assert names("kvtool.rules") == sorted(one.name for one in RULES)


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.name)
def test_every_page_has_all_its_parts(one: Rule) -> None:
    first, blank = page_of(one).split("\n")[:2]
    assert set() == {part for part in ("fault", "why", "bad", "good") if not getattr(one.page, part)}
    assert first.endswith(".")
    assert not blank
    assert len(first) < 100


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.name)
def test_no_page_speaks_of_one_city(one: Rule) -> None:
    text = (HOUSE / "rules" / f"{one.name.replace('-', '_')}.py").read_text(encoding="utf-8")
    assert set() == set(OUR_CITY.findall(text))


def test_every_code_that_reading_can_give_has_a_page() -> None:
    families = [path for part in ("text", "store", "model") for path in (HOUSE / part).glob("*.py")]
    sources = [HOUSE / "linter.py", *families]
    given = {code for path in sources for code in re.findall(r"KV[0-9]{3}", path.read_text(encoding="utf-8"))}
    assert set() == given - set(catalogue())


def code_of(rule: str) -> str:
    return next(one.code for one in RULES if one.name == rule)


def page_of(one: Rule) -> str:
    return next(module.__doc__ or "" for module in discover("kvtool.rules") if module.check.code == one.code)
