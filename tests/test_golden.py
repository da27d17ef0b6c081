"""What the commands print of the shipped base is what was read and found good (`golden/`)."""

import re
from pathlib import Path

import pytest

from tests import golden

CASES = golden.cases()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return golden.copied(tmp_path_factory.mktemp("golden"))


@pytest.mark.parametrize("name", sorted(CASES))
def test_prints_what_was_read_and_found_good(name: str, base: Path) -> None:
    assert (golden.GOLDEN / name).read_text(encoding="utf-8") == golden.printed(CASES[name], base)


def test_no_golden_file_is_left_over() -> None:
    assert sorted(CASES) == sorted(path.name for path in golden.GOLDEN.iterdir() if path.is_file())


@pytest.mark.parametrize("name", sorted(name for name in CASES if name.startswith("brief")))
def test_packs_are_short_and_every_note_resolves(name: str) -> None:
    pack = (golden.GOLDEN / name).read_text(encoding="utf-8")
    assert len(pack) <= 9000
    body, _, notes = pack.partition("\n[^1]: ")
    used = {int(number) for number in re.findall(r"\[\^(\d+)\]", body)}
    defined = {int(number) for number in re.findall(r"^\[\^(\d+)\]: ", f"[^1]: {notes}", re.MULTILINE)}
    assert used == defined == set(range(1, len(defined) + 1))


@pytest.mark.parametrize("name", sorted(name for name in CASES if name.startswith("brief")))
def test_packs_have_no_gap_in_the_layout(name: str) -> None:
    pack = (golden.GOLDEN / name).read_text(encoding="utf-8")
    assert "\n\n\n" not in pack
    assert re.findall(r"\{[a-z]+\}|None|Undefined", pack) == []
    assert len(re.findall(r"^# ", pack, re.MULTILINE)) == 1
