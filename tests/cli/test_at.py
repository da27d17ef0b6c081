"""`--at`: what the files said in a commit, without a checkout; another clock than `--as-of`."""

import json
from pathlib import Path

import pytest

from tests.cli import in_folder, ran
from tests.test_git import git

FIRST = """# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra}
standing:
  - {status: key, from: 2020, source: plan}
  - {status: ended, from: 2024, source: plan}
# sources/plan.yaml
id: plan
title: {en: Plan}
acts: [{on: 2020, act: approved}]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A base with three commits: the second breaks a record, the third renames it and changes the settings."""
    in_folder(tmp_path, FIRST)
    git(tmp_path, "init", "-q", "-b", "main")
    saved(tmp_path, "first")
    (tmp_path / "data/partners/lyra.yaml").write_text("id: lyra\ntype: town\n", encoding="utf-8")
    saved(tmp_path, "second")
    (tmp_path / "data/partners/lyra.yaml").unlink()
    in_folder(tmp_path, "# partners/vega.yaml\nid: vega\naliases: [lyra]\ntype: city\nnames: {et: Vega}\n")
    (tmp_path / "kvtool.toml").write_text('[base]\nlanguages = ["et", "en"]\n', encoding="utf-8")
    saved(tmp_path, "third")
    return tmp_path


def saved(root: Path, words: str) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", words)
    git(root, "tag", words)


def test_each_commit_is_asked_for_itself(root: Path) -> None:
    assert (0, 3, 0) == tuple(ran("--root", root, "list", "--at", tag).code for tag in ("first", "second", "third"))
    assert "Lyra" in ran("--root", root, "show", "lyra", "--at", "first").out
    assert "'lyra' is broken: data/partners/lyra.yaml:2:7" in ran("--root", root, "show", "lyra", "--at", "second").err
    assert "Vega" in ran("--root", root, "show", "lyra", "--at", "third").out
    assert ran("--root", root, "show", "vega").out == ran("--root", root, "show", "vega", "--at", "HEAD").out


def test_neither_clock_moves_the_other(root: Path) -> None:
    def status(day: str) -> object:
        done = ran("--root", root, "show", "lyra", "--at", "first", "--as-of", day, "--format", "json")
        return json.loads(done.out)["computed"]["standing"]["status"]

    assert [None, "key", "ended"] == [status(day) for day in ("2019-12-31", "2022-01-01", "2026-01-01")]


def test_the_file_and_the_header_are_those_of_the_commit(root: Path) -> None:
    assert FIRST.split("\n", 1)[1].split("# ")[0] == ran("--root", root, "show", "lyra", "--raw", "--at", "first").out
    pack = ran("--root", root, "brief", "lyra", "--at", "first", "--as-of", "2026-01-01").out
    assert f"Vega, {git(root, 'rev-parse', 'first')} |" in pack


def test_what_lies_oddly_in_a_commit_is_named_and_not_followed(root: Path) -> None:
    (root / "data/partners/deneb.yaml").symlink_to("/etc/passwd")
    (root / "data/partners/large.yaml").write_text(f"id: large\n# {'x' * 2**20}\n", encoding="utf-8")
    (root / "data/partners/other.yml").write_text("id: other\n", encoding="utf-8")
    (root / "data/loose.yaml").write_text("id: loose\n", encoding="utf-8")
    saved(root, "odd")
    now, then = (ran("--root", root, "list", *at) for at in ((), ("--at", "odd")))
    assert now == then
    assert ["symbolic link", "larger than 1 MiB", "does not end in .yaml", "lies in no kind's folder"] == [
        said
        for said in ("symbolic link", "larger than 1 MiB", "does not end in .yaml", "lies in no kind's folder")
        if said in then.err
    ]


def test_before_there_was_a_base(root: Path) -> None:
    git(root, "switch", "-q", "--orphan", "empty")
    git(root, "commit", "-q", "--allow-empty", "-m", "empty")
    git(root, "tag", "empty-one")
    git(root, "switch", "-q", "main")
    done = ran("--root", root, "list", "--at", "empty-one")
    assert (5, "") == (done.code, done.out)
    assert "it has no kvtool.toml" in done.err


def test_without_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    in_folder(tmp_path, FIRST)
    done = ran("--root", tmp_path, "list", "--at", "HEAD")
    assert (5, "") == (done.code, done.out)
    assert "not a git repository" in done.err
