"""What still stands of a verdict is kept, and never more than that: the same as when all is judged anew."""

import gc
import os
import shutil
import sqlite3
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kvtool import linter
from kvtool.ledger import ledger_of
from kvtool.linter import lint
from kvtool.model.partner import Partner
from kvtool.queries.dealing import active
from kvtool.remembering import verdict_on
from kvtool.settings import load
from kvtool.store import cache
from kvtool.store.asking import once
from kvtool.store.base import KnowledgeBase
from kvtool.store.cachefolder import SETTING
from kvtool.store.load import load as load_base
from kvtool.store.noting import Noting
from tests.cli import in_folder, ran
from tests.test_rules import MARK, SHOWN, files_of

HOUSE = Path(__file__).parent.parent
DAY = date(2026, 1, 1)
BASE = """# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra}
standing: [{status: key, from: 2021, source: plan}]
lead: harbour-unit
contact_rhythm: 12m
# partners/vega.yaml
id: vega
type: city
names: {en: Vega}
standing: [{status: key, from: 2021, source: plan}]
contact_rhythm: 12m
# engagements/2023/lyra-visit.yaml
id: lyra-visit
type: visit-out
title: {en: Visit to Lyra}
from: 2023-12-01
state: held
partners: [lyra]
goals: [clean-water]
# sources/plan.yaml
id: plan
title: {en: Plan}
acts: [{act: approved, on: 2020-01-01}]
# frameworks/strategy.yaml
id: strategy
type: strategy
names: {en: Strategy}
priorities: [{id: clean-water, names: {en: Clean water}}]
# units/harbour-unit.yaml
id: harbour-unit
type: unit
names: {en: Harbour Unit}
"""


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A cache that believes files at once: its time runs ahead of theirs; one process, since little is done often.

    What a test leaves in circles is let go of, and with it the files that it has open.
    """
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    monkeypatch.setenv(SETTING, str(tmp_path / "cache"))
    monkeypatch.setattr(cache, "RACE", -3_600_000_000_000)
    yield
    gc.collect(0)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "base").mkdir()
    return in_folder(tmp_path / "base", BASE)


@pytest.fixture
def anew(monkeypatch: pytest.MonkeyPatch) -> list[Collection[str]]:
    """The names of the files whose records were judged anew, of each verdict in turn."""
    found: list[Collection[str]] = []

    def noted(*said: Any) -> Any:
        entries, _, still, _ = said
        found.append({entry.id for entry in entries if entry.path not in still.files})
        return ledger_of(*said)

    monkeypatch.setattr(linter, "ledger_of", noted)
    return found


def assert_as_anew(root: Path) -> None:
    """That the verdict with what still stands is the one without."""
    settings = load(root)
    assert verdict_on(settings, DAY) == lint(load_base(settings), DAY)


ALL = {"lyra", "vega", "lyra-visit", "plan", "strategy", "harbour-unit"}
EDITS = [
    ("what nobody else reads", "lyra", "12m", "24m", {"lyra"}),
    ("a name, which whoever it names may hear", "lyra", "en: Lyra", "en: Lyre", {"lyra", "plan", "harbour-unit"}),
    ("what is wrong with a text", "lyra", "type: city", "type: city ", {"lyra"}),
    ("a date that a partner asks about", "lyra-visit", "2023-12", "2025-12", {"lyra-visit", "lyra"}),
    ("an authority that partners lean on", "plan", "approved", "draft", {"plan", "lyra", "vega"}),
    ("whom it is about", "lyra-visit", "partners: [lyra]", "partners: [vega]", {"lyra-visit", "lyra", "vega"}),
    ("a nested id that others name", "strategy", "clean-water", "clean-air", ALL),
    ("an id that others name", "harbour-unit", "id: harbour-unit", "id: harbour", ALL),
    ("a file that cannot be read any more", "vega", "names:", "names: [", ALL),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "judged"), [edit[1:] for edit in EDITS], ids=[edit[0] for edit in EDITS]
)
def test_only_what_rests_on_the_change_is_judged_anew(
    root: Path, anew: list[Collection[str]], file: str, old: str, new: str, judged: set[str]
) -> None:
    assert_as_anew(root)
    path = next(root.glob(f"data/**/{file}.yaml"))
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert_as_anew(root)
    assert [ALL, judged] == anew


def test_another_day_other_settings_or_another_file_leave_nothing(root: Path, anew: list[Collection[str]]) -> None:
    settings = load(root)
    verdict_on(settings, DAY)
    verdict_on(settings, date(2027, 1, 1))
    (root / "kvtool.toml").write_text('[base]\nlanguages = ["en", "fi", "sv"]\n[rules]\nbroken-link = "off"\n')
    verdict_on(load(root), date(2027, 1, 1))
    (root / "data/partners/deneb.yaml").write_text("id: deneb\ntype: city\nnames: {en: Deneb}\n")
    verdict_on(load(root), date(2027, 1, 1))
    assert [ALL, ALL, ALL, {*ALL, "deneb"}] == anew


def test_where_another_command_saw_a_change_before_what_a_file_named_is_not_known_any_more(
    root: Path, anew: list[Collection[str]]
) -> None:
    assert_as_anew(root)
    partner = root / "data/partners/lyra.yaml"
    for old, new in (("12m", "24m"), ("lead: harbour-unit\n", "")):
        partner.write_text(partner.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        assert ran("--root", root, "list", "engagements").code == 0
        assert_as_anew(root)
    assert [ALL, {"lyra"}, ALL] == anew


@once
def of_lyra(kb: KnowledgeBase) -> bool:
    """A question about a base that asks one about a record."""
    lyra = kb.get(Partner, "lyra")
    return lyra is not None and active(lyra, kb)


def test_whoever_uses_an_answer_rests_on_what_was_read_for_it_before(root: Path) -> None:
    kb = load_base(load(root))
    lyra = kb.get(Partner, "lyra")
    assert lyra
    said = []
    for ask in (lambda: active(lyra, kb), lambda: active(lyra, kb), lambda: of_lyra(kb), lambda: of_lyra(kb)):
        with Noting() as noting:
            assert ask()
        said.append({one if isinstance(one, str) else one.id for one in noting.grounds()})
    assert [{"lyra", "plan"}] * 4 == said


ATTACKS = {
    "no findings": "delete from verdict where value like '{%'",
    "no ledger": "delete from verdict where value not like '{%'",
    "an empty ledger": "update verdict set value = '' where value not like '{%'",
    "a ledger of nothing": "update verdict set value = substr(value, 1, 25) || '[]' where value not like '{%'",
    "other grounds": "update verdict set value = replace(value, 'plan', 'plat')",
    "what is no text": "update verdict set value = x'ff'",
    "numbers": "update verdict set value = 7, seen = 'x'",
    "other shapes": "update file set shape = 'x'",
    "nothing at all": "drop table verdict",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_whatever_happens_to_what_is_kept_nothing_wrong_stands(attack: str, root: Path, tmp_path: Path) -> None:
    assert_as_anew(root)
    with sqlite3.connect(next((tmp_path / "cache").glob("*.sqlite"))) as connection:
        connection.execute(ATTACKS[attack])
    partner = root / "data/partners/lyra.yaml"
    partner.write_text(partner.read_text(encoding="utf-8").replace("12m", "1m"), encoding="utf-8")
    assert_as_anew(root)
    assert_as_anew(root)


CASES = [pytest.param(files_of(one.page.bad), files_of(one.page.good), id=one.name) for one in SHOWN]


@pytest.mark.parametrize(("bad", "good"), CASES)
def test_what_a_rule_finds_comes_and_goes_with_its_fault(bad: dict[str, str], good: dict[str, str], root: Path) -> None:
    shutil.rmtree(root / "data")
    write(root, bad)
    assert_as_anew(root)
    for path, text in bad.items():
        write(root, {path: f"{text}#\n"})
        assert_as_anew(root)
    for path in sorted({*bad, *good}):
        write(root, {path: good.get(path, "")})
        assert_as_anew(root)
    for path in sorted({*bad, *good}, reverse=True):
        write(root, {path: bad.get(path, "")})
        assert_as_anew(root)


def write(root: Path, files: dict[str, str]) -> None:
    """Writes files without their marks; of one that holds nothing there is none."""
    for name, text in files.items():
        path = root / name if name.endswith(".toml") else root / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text:
            path.write_text(MARK.sub("", text), encoding="utf-8")
        else:
            path.unlink(missing_ok=True)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_edited_the_verdict_is_the_one_of_all_judged_anew(seed: int, tmp_path: Path) -> None:
    root = tmp_path / "base"
    shutil.copytree(HOUSE / "tests/sample", root)
    random = Random(seed)
    files = sorted(root.glob("data/**/*.yaml"))
    verdict_on(load(root), DAY)
    for _ in range(8):
        before = {file: file.read_text(encoding="utf-8") for file in random.sample(files, random.choice((1, 1, 2)))}
        for file, text in before.items():
            file.write_text(edited(text, random.choice(files).read_text(encoding="utf-8"), random), encoding="utf-8")
        assert_as_anew(root)
        if random.random() < 0.7:
            for file, text in before.items():
                file.write_text(text, encoding="utf-8")


def edited(text: str, other: str, random: Random) -> str:
    """A text with one line otherwise, or without it, or with one of another text."""
    lines = text.split("\n")
    at = random.randrange(len(lines))
    line = lines[at]
    field, colon, value = line.partition(": ")
    lines[at : at + 1] = random.choice(
        (
            [],
            [line.replace("20", "19", 1)],
            [line, "# a note"],
            [random.choice(other.split("\n"))],
            [f"{field}{colon}{value[::-1]}"],
            [f"{line} more"],
        )
    )
    return "\n".join(lines)
