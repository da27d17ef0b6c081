"""`kvtool export`: what it takes, how it ends, and what it writes over."""

import json
import os
import re
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from errno import ENOSPC
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from kvtool.export import FAMILY
from kvtool.model import KINDS
from kvtool.registry import names
from kvtool.text.write import write_new
from tests.cli import TODAY, in_folder, ran, tree
from tests.test_git import git

BASE = """\
# partners/lyra.yaml
{id: lyra, visibility: public, type: city, names: {en: Lyra, fi: Lyyrä}}
# units/harbour-unit.yaml
{id: harbour-unit, type: unit, names: {en: Harbour Unit}}
"""
BROKEN = "# partners/broken.yaml\n{id: broken, type: town, names: {en: Broken}}\n"
TWIN = "# partners/z/lyra.yaml\n{id: lyra, type: company, names: {en: Another Lyra}}\n"
PRINTED = ("codeowners", "ics", "json", "jsonl")
KEPT = "it holds something else than an earlier export; nothing written\n    help: name a new folder\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return in_folder(tmp_path / "base", BASE)


def test_the_help_names_all_exports() -> None:
    said = " ".join(ran("export", "--help").out.split())
    assert [name for name in names(FAMILY) if not re.search(rf"\b{name}\b", said.partition("NAME")[2])] == []


@pytest.mark.parametrize("name", PRINTED)
def test_what_is_one_text_is_printed_or_written_alike(root: Path, tmp_path: Path, name: str) -> None:
    asking = ("--root", root, "export", name, "--as-of", TODAY)
    code, out, err = ran(*asking)
    assert (0, True, "") == (code, bool(out), err)
    assert out == ran(*asking, "-o", "-").out
    assert ran(*asking, "-o", tmp_path / "file") == (0, "", "")
    assert out.encode() == (tmp_path / "file").read_bytes()
    assert {"base", "file"} == {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("name", sorted({*names(FAMILY)} - {*PRINTED}))
@pytest.mark.parametrize("output", [(), ("-o", "-")], ids=str)
def test_what_is_no_text_needs_a_place(root: Path, name: str, output: tuple[str, ...]) -> None:
    code, out, err = ran("--root", root, "export", name, *output)
    place = "file" if name == "sqlite" else "folder"
    said = f"kvtool: the export {name} is no text to print\n    help: name a {place} with -o\n"
    assert (2, "", said) == (code, out, err)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("yaml",), "kvtool: no export 'yaml'\n    help: use one of codeowners, csv, "),
        (("../json",), "kvtool: no export '../json'\n"),
        (("\x1b[2J",), "kvtool: no export '␛[2J'\n"),
        (("",), "kvtool: no export ''\n"),
        ((), "kvtool: Missing argument 'NAME'\n"),
        (("json", "--kind", "partnr"), "kvtool: no kind 'partnr'\n    help: did you mean partner?\n"),
        (("json", "--kind", ""), "kvtool: no kind ''\n"),
        (("json", "--audience", "press"), "kvtool: no audience 'press'\n"),
        (("json", "--lang", "de"), "kvtool: no language 'de' in the interface\n"),
        (("json", "--as-of", "2026-02-30"), "kvtool: no such date: 2026-02-30\n"),
        (("json", "-o", ""), "kvtool: Invalid value for '-o' / '--output': it names no file\n"),
    ],
)
def test_what_cannot_be_asked_is_a_matter_of_usage(root: Path, arguments: tuple[str, ...], says: str) -> None:
    code, out, err = ran("--root", root, "export", *arguments)
    assert (2, "") == (code, out)
    assert err.startswith(says)


@pytest.mark.parametrize(
    ("kinds", "ids"),
    [
        ((), ["lyra", "harbour-unit"]),
        (("--kind", "partners"), ["lyra"]),
        (("--kind", "unit", "--kind", "partner"), ["lyra", "harbour-unit"]),
        (("--kind", "need"), []),
    ],
    ids=str,
)
def test_only_the_kinds_that_are_asked_for(root: Path, tmp_path: Path, kinds: tuple[str, ...], ids: list[str]) -> None:
    said = json.loads(ran("--root", root, "export", "json", *kinds).out)
    assert ids == [one["record"]["id"] for one in said["records"]]
    assert 0 == ran("--root", root, "export", "sqlite", *kinds, "-o", tmp_path / "x.sqlite").code
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as connection:
        assert sorted(ids) == [row[0] for row in connection.execute("SELECT DISTINCT id FROM texts ORDER BY id")]
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {*said["kinds"]} == tables & {*KINDS}


@pytest.mark.parametrize("name", names(FAMILY))
@pytest.mark.parametrize(
    ("more", "left_out"),
    [
        (BROKEN, "data/partners/broken.yaml:1:20: 'town' is not a code of 'type'"),
        (TWIN, "data/partners/z/lyra.yaml: data/partners/lyra.yaml has the same id"),
    ],
    ids=["broken", "twin"],
)
def test_a_record_that_is_left_out_is_named(root: Path, tmp_path: Path, name: str, more: str, left_out: str) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow")
    asking = ("--root", root, "export", name, "--as-of", TODAY, "-o")
    assert ran(*asking, tmp_path / "without") == (0, "", "")
    in_folder(root, more)
    assert ran(*asking, tmp_path / "with") == (3, "", f"kvtool: left out: {left_out}\n")
    assert content(tmp_path / "without") == content(tmp_path / "with")


def content(path: Path) -> dict[str, bytes] | bytes:
    return tree(path) if path.is_dir() else path.read_bytes()


def test_the_files_of_a_commit_are_exported(root: Path) -> None:
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "first")
    commit = git(root, "rev-parse", "HEAD")
    (root / "data/partners/lyra.yaml").unlink()
    now, then = (json.loads(ran("--root", root, "export", "json", *at).out) for at in ((), ("--at", "main")))
    assert (["harbour-unit"], ["lyra", "harbour-unit"]) == tuple(
        [one["record"]["id"] for one in said["records"]] for said in (now, then)
    )
    assert (True, commit) == (now["commit"].startswith(f"{commit}+changes "), then["commit"])


def test_an_export_whose_extra_is_absent_says_how_to_get_it(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    said = "kvtool: the export parquet needs pyarrow\n    help: 'pip install kvtool[parquet]'\n"
    assert ran("--root", root, "export", "parquet", "-o", tmp_path / "x") == (2, "", said)
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("name", ["json", "sqlite"])
@pytest.mark.parametrize("place", ["data/partners/lyra.yaml", "kvtool.toml"])
def test_no_file_is_written_over_what_belongs_to_a_base(root: Path, name: str, place: str) -> None:
    before = tree(root)
    code, out, err = ran("--root", root, "export", name, "-o", root / place)
    assert (4, "", True) == (code, out, f"it belongs to the base {root}; nothing written" in err)
    assert before == tree(root)


# What a folder is written over


def csv(root: Path, target: Path) -> tuple[int, str]:
    """The exit code of an export of a folder, and what is said."""
    code, out, err = ran("--root", root, "export", "csv", "--as-of", TODAY, "-o", target)
    assert out == ""
    return code, err


def test_an_earlier_export_is_replaced_whole(root: Path, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    assert (0, "") == csv(root, tmp_path / "old")  # an empty folder is nobody's
    in_folder(root, "# needs/pilot.yaml\n{id: pilot, type: euros, title: {en: A pilot}, state: sized}\n")
    assert 0 == ran("--root", root, "export", "csv", "--kind", "need", "--as-of", TODAY, "-o", tmp_path / "old").code
    assert 0 == ran("--root", root, "export", "csv", "--kind", "need", "--as-of", TODAY, "-o", tmp_path / "new").code
    assert tree(tmp_path / "new") == tree(tmp_path / "old")
    assert {"base", "old", "new"} == {path.name for path in tmp_path.iterdir()}


def changed(folder: Path) -> None:
    file = folder / "partner.csv"
    file.write_bytes(file.read_bytes().replace(b"Lyra", b"Lira"))


def described_anew(folder: Path) -> None:
    (folder / "datapackage.json").write_text("[" * 100_000, encoding="utf-8")


def another_s(folder: Path) -> None:
    (folder / "datapackage.json").write_text('{"resources": [{"path": "partner.csv"}]}', encoding="utf-8")


MORE = {
    "a file beside": lambda folder: (folder / "notes.txt").write_text("mine", encoding="utf-8"),
    "a folder beside": lambda folder: (folder / "mine").mkdir(),
    "a link beside": lambda folder: (folder / "mine").symlink_to("partner.csv"),
    "a pipe beside": lambda folder: os.mkfifo(folder / "mine"),
    "a changed file": changed,
    "no description": lambda folder: (folder / "datapackage.json").unlink(),
    "an odd description": described_anew,
    "another's description": another_s,
}


@pytest.mark.parametrize("more", MORE)
def test_nothing_but_an_earlier_export_is_written_over(root: Path, tmp_path: Path, more: str) -> None:
    target = tmp_path / "export"
    assert (0, "") == csv(root, target)
    MORE[more](target)
    before = {path.name: path.lstat().st_mtime_ns for path in target.iterdir()}
    assert (4, f"kvtool: {target}: {KEPT}") == csv(root, target)
    assert before == {path.name: path.lstat().st_mtime_ns for path in target.iterdir()}


def test_an_export_is_not_written_over_that_of_another_name(root: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    assert (0, "") == csv(root, tmp_path / "x")
    assert (4, "", f"kvtool: {tmp_path / 'x'}: {KEPT}") == ran(
        "--root", root, "export", "parquet", "-o", tmp_path / "x"
    )


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("file", "file: not a folder; nothing written\n    help: name a new folder\n"),
        ("link", "link: not a folder; nothing written\n"),
        ("none/x", "none/x: there is no folder {tmp}/none; nothing written\n    help: make it\n"),
        ("base", "base: it holds something else than an earlier export; nothing written\n"),
        ("base/data", "base/data/new: it belongs to the base {tmp}/base; nothing written\n"),
        ("base/data/x", "base/data/x: it belongs to the base {tmp}/base; nothing written\n"),
        ("base/kvtool.toml", "base/kvtool.toml: it belongs to the base {tmp}/base; nothing written\n"),
    ],
)
def test_a_place_where_no_folder_can_be(root: Path, tmp_path: Path, target: str, says: str) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    before = tree(tmp_path)
    code, err = csv(root, tmp_path / target)
    assert (4, True) == (code, err.startswith(f"kvtool: {tmp_path}/{says.format(tmp=tmp_path)}")), err
    assert before == tree(tmp_path)


def test_a_folder_may_be_the_one_that_somebody_stands_in(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert (0, "") == csv(root, Path("../here"))
    assert (tmp_path / "here" / "partner.csv").exists()


@pytest.mark.parametrize("at_once", [True, False], ids=["exchanged", "set aside"])
@pytest.mark.parametrize("fails", ["a write", "the last step", "nothing"])
def test_a_folder_is_written_wholly_or_not_at_all(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool, fails: str
) -> None:
    target = tmp_path / "export"
    assert (0, "") == csv(root, target)
    before = tree(target)
    in_folder(root, "# partners/vela.yaml\n{id: vela, type: city, names: {en: Vela}}\n")
    if not at_once:
        monkeypatch.setattr("kvtool.text.folder._exchanged", lambda *_: False)
    if fails == "a write":
        monkeypatch.setattr("kvtool.text.folder.write_new", failing(write_new, 5))
    elif fails == "the last step":
        monkeypatch.setattr("kvtool.text.folder._exchanged", lambda *_: False)
        monkeypatch.setattr(Path, "rename", failing(Path.rename, 2))
    code, err = csv(root, target)
    if fails == "nothing":
        assert (0, "", True) == (code, err, b"vela" in (target / "partner.csv").read_bytes())
    else:
        assert (4, f"kvtool: {target}: No space left on device; nothing written\n") == (code, err)
        assert before == tree(target)
    assert {"base", "export"} == {path.name for path in tmp_path.iterdir()}


def failing(call: Callable[..., Any], number: int) -> Callable[..., Any]:
    """A function whose call of this number fails."""
    calls = count(1)

    def called(*arguments: Any) -> Any:
        if next(calls) == number:
            raise OSError(ENOSPC, os.strerror(ENOSPC))
        return call(*arguments)

    return called
