"""`kvtool init`: a base for another city that is whole at once, or is not made at all."""

import os
import re
from pathlib import Path

import pytest

from kvtool.model import FOLDERS
from kvtool.settings import INTERFACE_LANGUAGES, load
from tests.cli import TODAY, ran, tree

PLACE = re.compile(r"Copy to (data/\S+\.yaml)\.")
"""Where an example says that it belongs."""


def filled(root: Path) -> Path:
    """The base with each of its examples copied to where it says that it belongs."""
    for example in sorted((root / "examples").glob("*.yaml")):
        text = example.read_text(encoding="utf-8")
        place = PLACE.search(text)
        assert place, example
        (root / place[1]).parent.mkdir(parents=True, exist_ok=True)
        (root / place[1]).write_text(text, encoding="utf-8")
    return root


def test_a_new_base_lints_clean_and_says_what_comes_next(tmp_path: Path) -> None:
    root = tmp_path / "new" / "base"
    code, out, err = ran("init", root, "--name", "City of Lyra", "--languages", "sv,en", "--timezone", "Europe/Riga")
    assert (0, "", f"Now: kvtool --root {root} lint, then read its README.md") == (code, err, out.splitlines()[-1])
    assert out.splitlines()[:-1] == [str(root / name) for name in tree(root) if not name.endswith(".gitkeep")]
    assert ran("--root", root, "lint") == (0, "0 errors, 0 warnings, 0 due, 0 suppressed in 0 records\n", "")
    assert sorted(FOLDERS) == sorted(path.name for path in (root / "data").iterdir())
    assert {".gitignore", ".github/workflows/kvtool.yml", ".gitlab-ci.yml"} <= set(tree(root))
    assert [root] == list((tmp_path / "new").iterdir())


def test_settings_are_those_that_were_asked_for(tmp_path: Path) -> None:
    assert ran("init", tmp_path, "--name", "Käpylä & Söner", "--languages", "et, sv,et", "--timezone", "UTC").code == 0
    settings = load(tmp_path)
    assert settings.name == {"et": "Käpylä & Söner"}
    assert (settings.languages, settings.source_language, settings.output_language) == (("et", "sv"), "et", "sv")
    assert settings.timezone == "UTC"


def test_without_options_the_folder_gives_the_name(tmp_path: Path) -> None:
    assert ran("init", tmp_path / "lyra").code == 0
    settings = load(tmp_path / "lyra")
    assert (settings.name, settings.languages, settings.timezone) == ({"en": "lyra"}, ("en",), "UTC")


@pytest.mark.parametrize("languages", ["et", "sv,fi", "en"])
def test_the_examples_are_a_base_without_a_fault_in_any_source_language(tmp_path: Path, languages: str) -> None:
    assert ran("init", tmp_path / "base", "--languages", languages).code == 0
    root = filled(tmp_path / "base")
    code, out, err = ran("--root", root, "lint", "--as-of", "2026-06-01")
    assert (0, "") == (code, err)
    assert out.endswith(f" 0 due, 0 suppressed in {len(FOLDERS)} records\n")
    left = {"KV501"} if "," not in languages else {"KV501", "KV506"}  # one message is not one for all, one text no two
    assert left == set(re.findall(r" warning (KV\d+) ", out))
    for lang in INTERFACE_LANGUAGES:
        code, out, err = ran(
            "--root", root, "brief", "lyra", "--engagement", "lyra-visit-2026-09", "--lang", lang, "--as-of", TODAY
        )
        assert (code, err) == (0, "")
        assert out.startswith("# ")
        assert "Agree on who pays for the joint study" in out
        for kind in FOLDERS.values():
            counted = ran("--root", root, "list", kind, "--lang", lang, "--count", "--as-of", TODAY)
            assert counted == (0, "1\n", "")


@pytest.mark.parametrize("name", ["file.txt", ".hidden", "folder"])
def test_a_folder_that_holds_anything_is_left_alone(tmp_path: Path, name: str) -> None:
    root = tmp_path / "base"
    root.mkdir()
    if name == "folder":
        (root / name).mkdir()
    else:
        (root / name).write_text("mine", encoding="utf-8")
    before = tree(tmp_path)
    code, out, err = ran("init", root)
    assert (code, out) == (4, "")
    assert err == f"kvtool: {root} exists and is not empty; nothing written\n    help: name a new folder\n"
    assert (before, [name], [root]) == (tree(tmp_path), os.listdir(root), list(tmp_path.iterdir()))


@pytest.mark.parametrize("target", ["file", "link", "dangling", "file/below"])
def test_only_a_folder_of_its_own_will_do(tmp_path: Path, target: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "empty")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    before = sorted(tmp_path.rglob("*"))
    code, out, err = ran("init", tmp_path / target)
    assert (code, out) == (4, "")
    assert "nothing written" in err
    assert before == sorted(tmp_path.rglob("*"))


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--languages", "EN", "kvtool: 'EN' is no list of languages\n"),
        ("--languages", "english", "kvtool: 'english' is no list of languages\n"),
        ("--languages", "en;sv", "kvtool: 'en;sv' is no list of languages\n"),
        ("--languages", " , ", "kvtool: ' , ' is no list of languages\n"),
        ("--name", ' "', "kvtool: ' \"' is no name for a base\n"),
        ("--name", "   ", "kvtool: '   ' is no name for a base\n"),
        ("--name", "Lyra\\", "kvtool: 'Lyra\\' is no name for a base\n"),
        ("--name", "Ly\nra", "kvtool: 'Ly␊ra' is no name for a base\n"),
        ("--name", "Ly\x1b[31mra", "kvtool: 'Ly␛[31mra' is no name for a base\n"),
        pytest.param("--timezone", "Nowhere/At-All", "kvtool: 'Nowhere/At-All' is no time zone"),
        pytest.param("--timezone", 'UTC"', "kvtool: 'UTC\"' is no time zone"),
    ],
)
def test_what_cannot_be_is_a_matter_of_usage_and_makes_nothing(
    tmp_path: Path, option: str, value: str, says: str
) -> None:
    code, out, err = ran("init", tmp_path / "base", option, value)
    assert (code, out, list(tmp_path.iterdir())) == (2, "", [])
    assert err.startswith(says)


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kvtool.text.write.os.fsync", full)
    code, out, err = ran("init", tmp_path / "base")
    monkeypatch.undo()
    assert (code, out, list(tmp_path.iterdir())) == (4, "", [])
    assert err.endswith("No space left on device; nothing written\n")
