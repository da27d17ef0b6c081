"""The commit whose files a base's are is remembered, and never told of other files."""

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from kvtool.aside import finish
from kvtool.settings import Settings
from kvtool.store import cache, commits
from kvtool.store.cachefolder import SETTING
from kvtool.store.commits import PATHS, version_of
from kvtool.store.sweep import sweep
from kvtool.worktree import version
from tests.test_git import git, put


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A base with one commit, and a cache that believes files at once."""
    monkeypatch.setenv(SETTING, str(tmp_path / "cache"))
    monkeypatch.setattr(cache, "RACE", -3_600_000_000_000)
    root = tmp_path / "base"
    put(root, "data/partners/a.yaml", "id: a\n")
    put(root, "templates/brief.md.j2", "A pack\n")
    put(root, "kvtool.toml", "")
    put(root, ".gitignore", "*.log\n")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "first")
    return root


def remembered(root: Path) -> str:
    """What is said of the state of a base, all that is to be kept of which is kept."""
    settings = Settings(root)
    said = version_of(settings, sweep(settings))
    finish()
    return said


def test_nothing_is_compared_twice(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = remembered(base)
    assert git(base, "rev-parse", "HEAD") == first
    monkeypatch.setattr(commits, "version", None)
    assert first == remembered(base)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a record": lambda base: put(base, "data/partners/a.yaml", "id: b\n"),
    "a record of the same size and time": lambda base: _same_size_and_time(base / "data/partners/a.yaml"),
    "a new record": lambda base: put(base, "data/partners/b.yaml", "id: b\n"),
    "a record is gone": lambda base: (base / "data/partners/a.yaml").unlink(),
    "a template": lambda base: put(base, "templates/brief.md.j2", "Another pack\n"),
    "the templates are gone": lambda base: (base / "templates/brief.md.j2").unlink(),
    "the settings": lambda base: put(base, "kvtool.toml", "[base]\n"),
    "a hidden file": lambda base: put(base, "data/.notes", "x"),
    "a hidden folder": lambda base: put(base, "data/partners/.old/a.yaml", "x"),
    "a file that Git ignores": lambda base: put(base, "data/x.log", "x"),
    "a link": lambda base: (base / "data/partners/c.yaml").symlink_to("a.yaml"),
    "another commit": lambda base: git(base, "commit", "-q", "--allow-empty", "-m", "second"),
    "no repository": lambda base: (base / ".git").rename(base.parent / "elsewhere"),
    "no settings": lambda base: (base / "kvtool.toml").unlink(),
}


def _same_size_and_time(file: Path) -> None:
    before = file.stat()
    file.write_text("id: b\n", encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_noticed(base: Path, change: str) -> None:
    remembered(base)
    CHANGES[change](base)
    for _ in range(2):
        assert str(version(base, PATHS)) == remembered(base)


def test_what_git_ignores_may_be_no_longer_ignored(base: Path) -> None:
    put(base, "data/x.log", "x")
    commit = git(base, "rev-parse", "HEAD")
    assert [commit, commit] == [remembered(base), remembered(base)]
    put(base, ".git/info/exclude", "")
    put(base, ".gitignore", "")
    assert remembered(base) == str(version(base, PATHS)) != commit


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_one_after_the_other(base: Path, seed: int) -> None:
    random = Random(seed)
    steps: list[Callable[[Path], object]] = [
        *(CHANGES[one] for one in ("a record", "a new record", "a hidden file", "a template", "another commit")),
        lambda base: put(base, "data/partners/a.yaml", "id: a\n"),
        lambda base: git(base, "stash", "-u", "-q"),
        lambda base: (git(base, "add", "-A"), git(base, "commit", "-q", "--allow-empty", "-m", "more")),
    ]
    for _ in range(6):
        random.choice(steps)(base)
        assert str(version(base, PATHS)) == remembered(base)
