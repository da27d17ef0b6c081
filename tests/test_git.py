"""Git is called safely: nothing that a repository's configuration or the environment says is run or followed."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kvtool.errors import Exit, KvtoolError
from kvtool.git import run
from kvtool.store.revisions import fork_of
from kvtool.worktree import Version, version

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
    assert Version(git(base, "rev-parse", "HEAD"), alone=True) == version(base, PATHS)


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


def trap(base: Path) -> tuple[Path, Path]:
    """A program that leaves a trace, and the trace."""
    script, sprung = base.parent / "trap.sh", base.parent / "sprung"
    script.write_text(f"#!/bin/sh\ntouch {sprung}\nexec cat\n", encoding="utf-8")
    script.chmod(0o755)
    return script, sprung


def test_filters_are_not_run(base: Path) -> None:
    script, sprung = trap(base)
    (base / ".gitattributes").write_text("*.yaml filter=kv diff=kv\n", encoding="utf-8")
    for key in ("filter.kv.clean", "filter.kv.smudge", "filter.kv.process", "diff.kv.command", "core.hooksPath"):
        git(base, "config", key, str(script))
    (base / "data" / "a.yaml").touch()
    assert Version(git(base, "rev-parse", "HEAD"), alone=True) == version(base, PATHS)
    (base / "data" / "a.yaml").write_text("id: x\n", encoding="utf-8")
    assert version(base, PATHS).commit.endswith("+changes")
    assert not sprung.exists()


def test_no_protocol_is_allowed_whatever_is_configured(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script, sprung = trap(base)
    blob = git(base, "rev-parse", "HEAD:data/a.yaml")
    git(base, "config", "extensions.partialClone", "origin")
    git(base, "config", "remote.origin.promisor", "true")
    git(base, "config", "remote.origin.url", f"ext::{script} %S")
    git(base, "config", "protocol.ext.allow", "always")
    monkeypatch.setenv("GIT_ALLOW_PROTOCOL", "ext")
    file = base / ".git" / "objects" / blob[:2] / blob[2:]
    file.chmod(0o600)
    file.unlink()
    with pytest.raises(KvtoolError) as raised:
        run(base, ["cat-file", "blob", blob])
    assert raised.value.exit_code == Exit.GIT
    assert not sprung.exists()


@pytest.mark.parametrize(
    "name", ["GIT_ICASE_PATHSPECS", "GIT_TRACE", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_GRAFT_FILE"]
)
def test_what_the_environment_says_of_git_is_left_out(base: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "1")
    assert git(base, "rev-parse", "refs/heads/main") == version(base, PATHS).commit
    with pytest.raises(KvtoolError, match=r"^git: Needed a single revision$"):
        run(base, ["rev-parse", "--verify", "nowhere"])


def test_a_checkout_with_other_line_ends_is_its_commit(base: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "-q", "-c", "core.autocrlf=true", str(base), ".")
    assert b"id: a\r\n" == (clone / "data/a.yaml").read_bytes()
    commit = Version(git(base, "rev-parse", "HEAD"), alone=True)
    assert commit == version(clone, PATHS)
    (clone / "data/a.yaml").touch()
    assert commit == version(clone, PATHS)


def put(base: Path, path: str, text: str) -> None:
    (base / path).parent.mkdir(parents=True, exist_ok=True)
    (base / path).write_text(text, encoding="utf-8")


def _same_size_and_time(base: Path) -> None:
    before = (base / "data/a.yaml").stat()
    put(base, "data/a.yaml", "id: b\n")
    os.utime(base / "data/a.yaml", ns=(before.st_atime_ns, before.st_mtime_ns))


def _link(base: Path) -> None:
    (base / "data/a.yaml").unlink()
    (base / "data/a.yaml").symlink_to("/etc/passwd")


def _fifo(base: Path) -> None:
    (base / "data/a.yaml").unlink()
    os.mkfifo(base / "data/a.yaml")


def _linked_folder(base: Path) -> None:
    (base / "data").rename(base / "other")
    (base / "data").symlink_to("other")


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        (lambda base: (base / "data/a.yaml").touch(), False),
        (lambda base: (base / "data/a.yaml").write_bytes(b"id: a\r\n"), False),
        (lambda base: (base / "data/a.yaml").chmod(0o755), False),
        (lambda base: put(base, "data/a.yaml", "id: a"), True),
        (lambda base: put(base, "data/a.yaml", "# " + "x" * 2**20), True),
        (_same_size_and_time, True),
        (lambda base: (base / "data/a.yaml").unlink(), True),
        (_link, True),
        (_fifo, True),
        (_linked_folder, True),
        (lambda base: put(base, "data/new.yaml", "id: new\n"), True),
        (lambda base: put(base, "data/note.txt", "x"), True),
        (lambda base: put(base, "data/kept.txt~", "x"), False),
        (lambda base: put(base, "data/ignored/b.yaml", "id: b\n"), True),
        (lambda base: (put(base, "data/kept.txt~", "x"), git(base, "add", "-f", "data")), True),
        (
            lambda base: (put(base, "data/a.yaml", "x"), git(base, "add", "."), put(base, "data/a.yaml", "id: a\n")),
            False,
        ),
        (lambda base: git(base, "rm", "-q", "--cached", "data/a.yaml"), False),
        (lambda base: git(base, "init", "-q", "data/inner"), False),
        (lambda base: put(base, "HEAD", "x"), False),
        (lambda base: (base / ".git/index").unlink(), False),
    ],
)
def test_what_is_a_change(base: Path, change: Callable[[Path], object], changed: bool) -> None:
    put(base, ".git/info/exclude", "*~\nignored\n")
    change(base)
    assert changed == version(base, PATHS).commit.endswith("+changes")
    assert git(base, "rev-parse", "refs/heads/main") == version(base, PATHS).commit.removesuffix("+changes")


def test_what_cannot_be_read_has_a_hash(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(base, "data/b.yaml", "id: b\n")
    readable = version(base, PATHS)
    os.chmod(base / "data/b.yaml", 0)
    monkeypatch.setattr(Path, "read_bytes", unreadable)
    assert readable.commit == version(base, PATHS).commit
    assert readable.content != version(base, PATHS).content


def unreadable(path: Path) -> bytes:
    raise PermissionError(13, "Permission denied")


def test_a_link_that_is_committed_is_what_it_says(base: Path) -> None:
    (base / "data/link.yaml").symlink_to("a.yaml")
    git(base, "add", ".")
    git(base, "commit", "-q", "-m", "link")
    (base / ".git/index").unlink()
    assert Version(git(base, "rev-parse", "HEAD"), alone=True) == version(base, PATHS)
    (base / "data/link.yaml").unlink()
    (base / "data/link.yaml").symlink_to("b.yaml")
    assert version(base, PATHS).commit.endswith("+changes")


@pytest.mark.parametrize("where", ["bare", "inside", "sha256"])
def test_other_sorts_of_repositories(base: Path, where: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    if where == "bare":
        git(base, "config", "core.bare", "true")
        assert Version("none") == version(base, PATHS)
    elif where == "inside":
        assert Version("none") == version(base / ".git", PATHS)
    else:
        git(other, "init", "-q", "--object-format=sha256")
        put(other, "kvtool.toml", "")
        git(other, "add", ".")
        git(other, "commit", "-q", "-m", "first")
        (other / "kvtool.toml").touch()
        assert Version(git(other, "rev-parse", "HEAD"), alone=True) == version(other, PATHS)


def added(base: Path, *names: str) -> None:
    """Commits, each of a file of its name."""
    for name in names:
        put(base, f"{name}.txt", name)
        git(base, "add", ".")
        git(base, "commit", "-q", "-m", name)


@pytest.mark.parametrize(("depth", "seen"), [(2, True), (4, False), (9, True)])
def test_in_a_clone_that_is_cut_no_wrong_fork_is_named(
    base: Path, depth: int, seen: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Mine leaves main at `second`; main takes up a short branch from `first`, over which an older fork is nearer."""
    git(base, "branch", "short")
    added(base, "second")
    git(base, "switch", "-q", "-c", "mine")
    added(base, "mine")
    git(base, "switch", "-q", "main")
    if depth == 2:
        added(base, "third")
    else:
        added(base, "third", "fourth", "fifth")
        git(base, "switch", "-q", "short")
        added(base, "short")
        git(base, "switch", "-q", "main")
        git(base, "merge", "-q", "--no-edit", "short")
    fork = git(base, "merge-base", "mine", "main")
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "-q", "--no-single-branch", "--depth", str(depth), base.as_uri(), ".")
    mine = git(clone, "rev-parse", "origin/mine")
    if seen:
        assert fork == fork_of(clone, mine)
    else:
        assert fork != git(clone, "merge-base", "origin/mine", "main")
        with pytest.raises(KvtoolError, match="the history is cut") as raised:
            fork_of(clone, mine)
        assert (Exit.GIT, "fetch the history: git fetch --unshallow") == (raised.value.exit_code, raised.value.remedy)
