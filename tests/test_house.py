"""What can be checked about the house is checked: layers, sizes, words, the README's tables, nothing of one city in the code."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kvtool.settings import INTERFACE_LANGUAGES
from tests import docs, words

ROOT = Path(__file__).parent.parent
CODE = sorted((ROOT / "kvtool").rglob("*.py"))
OF_ONE_CITY = re.compile(r"helsin|finland|suom|tallin|stockholm|HEL \d|eurocities|uusimaa", re.IGNORECASE)


def test_imports_point_down_the_house() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_are_small_and_say_what_they_are(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 250
    assert lines[0].startswith(('"""', 'r"""'))


def test_nothing_of_one_city_stands_in_the_code() -> None:
    places = [
        *CODE,
        *(path for folder in ("templates", "kvtool/blank") for path in (ROOT / folder).rglob("*") if path.is_file()),
    ]
    found = [
        (path.name, line)
        for path in places
        for line in path.read_text(encoding="utf-8").splitlines()
        if OF_ONE_CITY.search(line)
    ]
    assert found == []


def test_only_the_command_line_prints() -> None:
    printing = re.compile(r"\bprint\(|sys\.std(out|err)\.write")
    outside = [
        path
        for path in CODE
        if path.parent.name != "cli" and path.name not in ("__main__.py", "output.py", "rendering.py", "engine.py")
    ]
    assert [path.name for path in outside if printing.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_label_and_sentence_has_its_words(language: str) -> None:
    assert words.missing(language, words.updated(language)) == []


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_translations_keep_the_places_of_their_values(language: str) -> None:
    wrong = [
        message.id
        for message in words.current(language)
        if message.string
        and not message.context
        and set(re.findall(r"\{\w+\}", message.id)) != set(re.findall(r"\{\w+\}", message.string))
    ]
    assert wrong == []


def test_the_readme_lists_the_rules_and_commands_there_are() -> None:
    text = docs.README.read_text(encoding="utf-8")
    assert docs.written(text) == text


IMPORTED = """
import os, sys
sys.argv = ["kvtool", *{arguments!r}]
os._exit = lambda code: (print(*sys.modules, file=sys.stderr), sys.exit(code))
from kvtool.__main__ import main
main()
"""
BELIEVING = "from kvtool.store import cache\ncache.RACE = -3_600_000_000_000\n"
"""A cache that believes files at once: its time runs ahead of theirs."""


def imported(*arguments: str, before: str = "") -> set[str]:
    """The modules that a command has imported when it ends."""
    command = [sys.executable, "-c", before + IMPORTED.replace("{arguments!r}", repr(arguments))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = set(done.stderr.split())
    assert {"sys", "kvtool.__main__"} & found, done.stderr
    return found


def test_version_and_help_import_nothing_heavy() -> None:
    heavy = {"pydantic", "rich", "jinja2", "yaml", "babel", "ruamel.yaml"}
    for arguments in (["--version"], ["--help"], ["list", "--help"]):
        assert set() == heavy & imported(*arguments), arguments


def test_what_is_remembered_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KVTOOL_CACHE", str(tmp_path))
    reading = {"yaml", "kvtool.store.checking", "kvtool.text.reader"}
    for arguments in (["list"], ["show", "tallinn"]):
        assert reading & imported("--root", str(ROOT), *arguments, before=BELIEVING)
        assert set() == reading & imported("--root", str(ROOT), *arguments, before=BELIEVING), arguments
        for file in tmp_path.glob("*.sqlite"):
            file.unlink()
