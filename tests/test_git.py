"""Git is called safely: nothing that a repository's configuration or the environment says is run or followed."""

import subprocess
from pathlib import Path

import pytest

from kvtool.errors import Exit, KvtoolError
from kvtool.git import Version, run, version

PATHS = ["data", "kvtool.toml"]


def git(root: Path, *arguments: str) -> str:
    """Runs Git for the test itself, with an identity of its own."""
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(
        ["git", *identity, *arguments], cwd=root, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A base with one commit."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.yaml").write_text("id: a\n", encoding="utf-8")
    (tmp_path / "kvtool.toml").write_text("", encoding="utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    return tmp_path


def test_a_clean_base_is_its_commit(base: Path) -> None:
    assert Version(git(base, "rev-parse", "HEAD")) == version(base, PATHS)


def test_changes_have_a_hash_of_the_content(base: Path) -> None:
    (base / "data" / "b.yaml").write_text("id: b\n", encoding="utf-8")
    changed = version(base, PATHS)
    assert git(base, "rev-parse", "HEAD") + "+changes" == changed.commit
    assert len(changed.content) == 12
    assert changed == version(base, PATHS)
    (base / "data" / "b.yaml").write_text("id: c\n", encoding="utf-8")
    assert changed != version(base, PATHS)


def test_what_lies_outside_the_base_does_not_change_it(base: Path) -> None:
    (base / "note.txt").write_text("x", encoding="utf-8")
    assert git(base, "rev-parse", "HEAD") == version(base, PATHS).commit


@pytest.mark.parametrize("make", ["no repository", "no commit"])
def test_without_a_commit_the_state_is_none(tmp_path: Path, make: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    if make == "no commit":
        git(tmp_path, "init", "-q")
    assert Version("none") == version(tmp_path, PATHS)


def test_without_git_the_state_is_none(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    assert Version("none") == version(base, PATHS)
    with pytest.raises(KvtoolError, match="git is not on the PATH") as raised:
        run(base, ["status"])
    assert raised.value.exit_code == Exit.GIT


def test_configured_commands_are_not_run(base: Path) -> None:
    trap = base.parent / "sprung"
    script = base.parent / "trap.sh"
    script.write_text(f"#!/bin/sh\ntouch {trap}\n", encoding="utf-8")
    script.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "diff.external", "diff.kv.textconv", "alias.status", "core.editor"):
        git(base, "config", key, str(script))
    git(base, "config", "color.ui", "always")
    (base / "data" / "b.yaml").write_text("id: b\n", encoding="utf-8")
    assert version(base, PATHS).commit.endswith("+changes")
    assert not trap.exists()


def test_the_environment_does_not_lead_elsewhere(
    base: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = git(base, "rev-parse", "HEAD")
    other = tmp_path_factory.mktemp("other")
    subprocess.run(["git", "init", "-q"], cwd=other, check=True)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / "index"))
    assert commit == version(base, PATHS).commit


def test_a_base_in_a_subfolder_and_a_worktree(base: Path) -> None:
    git(base, "worktree", "add", "-q", "--detach", "linked")
    assert git(base, "rev-parse", "HEAD") == version(base / "linked", PATHS).commit
    assert git(base, "rev-parse", "HEAD") == version(base / "data", ["a.yaml"]).commit


def test_a_wrong_ref_is_an_error_and_no_option(base: Path) -> None:
    with pytest.raises(KvtoolError) as raised:
        run(base, ["rev-parse", "--verify", "--end-of-options", "--output=PWN"])
    assert raised.value.exit_code == Exit.GIT
    assert not (base / "PWN").exists()
