"""`--at`: what the files said in a commit, without a checkout; another clock than `--as-of`."""

import json
import os
import subprocess
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


HISTORY = (
    ("list", "--at", "HEAD"),
    ("list", "--at", "@{2030-01-01}"),
    ("diff",),
    ("lint", "--since", "HEAD"),
    ("history", "lyra"),
)
"""Commands that cannot do without Git."""


@pytest.mark.parametrize("command", HISTORY)
def test_without_a_commit_the_next_step_is_named(tmp_path: Path, command: tuple[str, ...]) -> None:
    in_folder(tmp_path, FIRST)
    git(tmp_path, "init", "-q", "-b", "main")
    done = ran("--root", tmp_path, *command)
    said = "kvtool: the current branch has no commit yet\n    help: commit the base, or name a branch that has one\n"
    assert (5, "", said) == done
    assert 0 == ran("--root", tmp_path, "list").code


def test_a_paper_of_a_commit_can_be_made_on_a_branch_that_has_none(root: Path) -> None:
    commit = git(root, "rev-parse", "HEAD")
    git(root, "symbolic-ref", "HEAD", "refs/heads/new")
    done = ran("--root", root, "brief", "vega", "--at", commit)
    assert (0, True) == (done.code, f"\nbase: {commit}\n" in done.out)


@pytest.mark.parametrize("command", [*HISTORY, ("lint", "--history")])
def test_in_a_bare_repository(root: Path, command: tuple[str, ...]) -> None:
    git(root, "config", "core.bare", "true")
    said = "kvtool: the base lies in no work tree of Git\n    help: clone the repository, and go there\n"
    assert (5, "", said) == ran("--root", root, *command)
    assert 0 == ran("--root", root, "list").code


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can give files to others")
@pytest.mark.parametrize("command", HISTORY)
def test_a_repository_of_somebody_else_is_not_trusted(
    root: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("SUDO_UID", raising=False)
    for path in (root, root / ".git"):
        os.chown(path, 1, 1)
    done = ran("--root", root, *command)
    assert (5, "") == (done.code, done.out)
    assert "dubious ownership" in done.err
    assert "git config --global --add safe.directory " in done.err
    assert 0 == ran("--root", root, "list").code


@pytest.mark.parametrize("command", [*HISTORY, ("lint", "--history")])
def test_where_some_of_the_history_is_missing(root: Path, command: tuple[str, ...]) -> None:
    (root / "data/partners/vega.yaml").write_text("id: vega\n", encoding="utf-8")
    blob = git(root, "rev-parse", "HEAD:data/partners/vega.yaml")
    file = root / ".git" / "objects" / blob[:2] / blob[2:]
    file.chmod(0o600)
    file.unlink()
    done = ran("--root", root, *(word.replace("lyra", "vega") for word in command))
    assert (5, "") == (done.code, done.out)
    assert "kvtool: the history is not whole: " in done.err
    assert "    help: clone the whole repository, unfiltered\n" in done.err


def test_a_clone_in_part_says_what_it_lacks(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    git(root, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "-q", "--filter=blob:none", root.as_uri(), ".")
    assert 0 == ran("--root", clone, "list", "--at", "HEAD").code
    done = ran("--root", clone, "list", "--at", "HEAD~2")
    assert (5, "") == (done.code, done.out)
    assert "    help: clone the whole repository" in done.err


@pytest.mark.parametrize("where", ["worktree", "submodule", "detached", "folder"])
def test_wherever_the_base_lies_it_is_its_own_commits_that_count(
    root: Path, where: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    there = tmp_path_factory.mktemp("there")
    base = there / "base"
    if where == "worktree":
        git(root, "worktree", "add", "-q", "--detach", str(base), "third")
    elif where == "submodule":
        in_folder(there, FIRST.replace("lyra", "deneb"))
        git(there, "init", "-q")
        git(there, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(root), "base")
        saved(there, "outer")
    elif where == "detached":
        base = root
        git(base, "switch", "-q", "--detach", "third")
    else:
        git(there, "clone", "-q", str(root), "base")
        git(base, "switch", "-q", "-c", "deeper")
        (base / "deep").mkdir()
        git(base, "mv", "data", "kvtool.toml", "deep")
        in_folder(base, FIRST.replace("lyra", "deneb"))
        saved(base, "moved")
        base = base / "deep"
    assert ran("--root", base, "show", "vega").out == ran("--root", base, "show", "vega", "--at", "HEAD").out
    assert "kvtool: nothing differs\n" == ran("--root", base, "diff").err
    assert "deneb" not in ran("--root", base, "list", "partners", "--at", "HEAD").out
    if where != "folder":
        assert "Lyra" in ran("--root", base, "show", "lyra", "--at", "first").out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[base\n", "Expected ']' at the end of a table declaration (at line 1, column 6)"),
        ("[base]\nlanguages = 3\n", "languages is not a list of words"),
    ],
)
def test_settings_that_were_broken_in_a_commit_are_those_of_that_commit(root: Path, text: str, says: str) -> None:
    (root / "kvtool.toml").write_text(text, encoding="utf-8")
    saved(root, "broken")
    git(root, "checkout", "-q", "first", "--", "kvtool.toml")
    commit = git(root, "rev-parse", "--short=12", "HEAD")
    for command in (("list", "--at", "broken"), ("diff", "broken")):
        done = ran("--root", root, *command)
        expected = f"kvtool: kvtool.toml at {commit}: {says}\n    help: name a revision in which it is in order\n"
        assert (2, "", expected) == done
        assert str(root) not in done.err


def test_a_time_zone_that_there_is_not(root: Path) -> None:
    (root / "kvtool.toml").write_text('[base]\ntimezone = "Mars/Base"\n', encoding="utf-8")
    done = ran("--root", root, "list", "--at", "@{2026-01-01}", "--as-of", "2026-01-01")
    assert (2, "kvtool: kvtool.toml: base.timezone 'Mars/Base' is no time zone") == (
        done.code,
        done.err.splitlines()[0],
    )


@pytest.mark.parametrize(("seconds", "code"), [("99999999999999999", 5), ("", 5), ("1767600000", 0)])
def test_a_commit_of_no_possible_day(root: Path, seconds: str, code: int) -> None:
    tree = git(root, "rev-parse", "HEAD^{tree}")
    text = f"tree {tree}\nauthor T <t@example.org> {seconds} +0000\ncommitter T <t@example.org> {seconds} +0000\n\nx\n"
    (root / "commit").write_text(text, encoding="utf-8")
    commit = git(root, "hash-object", "-t", "commit", "-w", "--literally", "commit")
    (root / ".git/refs/heads/main").write_text(f"{commit}\n", encoding="utf-8")
    done = ran("--root", root, "list", "--at", "@{2026-02-01}")
    assert code == done.code
    assert ("no commit is as old as 2026-02-01" in done.err) == (code == 5)
    assert 0 == ran("--root", root, "history", "vega").code


def test_a_file_that_is_called_like_a_revision(root: Path) -> None:
    for name in ("HEAD", "first", "main"):
        (root / name).write_text("", encoding="utf-8")
    assert (0, 0, 0) == tuple(ran("--root", root, "list", "--at", at).code for at in ("HEAD", "first", "@{2030-01-01}"))
    assert 0 == ran("--root", root, "lint", "--since", "main", "--select", "KV001").code


def test_a_folder_of_records_that_is_a_link(root: Path) -> None:
    (root / "data").rename(root / "other")
    (root / "data").symlink_to("other")
    saved(root, "link")
    assert "data/:1:1: symbolic link" in ran("--root", root, "list").err
    assert ran("--root", root, "list") == ran("--root", root, "list", "--at", "link")


def test_in_the_middle_of_a_merge(root: Path) -> None:
    git(root, "switch", "-q", "-c", "side", "third")
    file = root / "data/partners/vega.yaml"
    for branch, name in (("side", "Wega"), ("main", "Weega")):
        git(root, "switch", "-q", branch)
        file.write_text(file.read_text(encoding="utf-8").replace("Vega", name), encoding="utf-8")
        saved(root, f"{branch}-named")
    with pytest.raises(subprocess.CalledProcessError):
        git(root, "merge", "-q", "side")
    assert "unresolved merge conflict" in ran("--root", root, "lint").out
    done = ran("--root", root, "history", "vega.names.et", "--format", "json")
    assert (3, ["broken", "changed", "changed"]) == (
        done.code,
        [one["change"] for one in json.loads(done.out)["history"]],
    )
    assert 3 == ran("--root", root, "diff").code


def test_a_paper_of_a_commit_knows_its_settings_and_says_that_its_template_is_another(root: Path) -> None:
    def stamp(*options: str) -> dict[str, str]:
        text = ran("--root", root, "brief", "vega", "--as-of", "2026-01-01", *options).out
        return dict(line.split(": ", 1) for line in text.splitlines() if line.startswith(("base: ", "settings: ")))

    commit = git(root, "rev-parse", "HEAD")
    assert stamp("--at", "HEAD") == stamp()
    assert stamp()["base"] == commit
    (root / "templates").mkdir()
    (root / "templates/brief.md.j2").write_text("A pack\n", encoding="utf-8")
    of_other = stamp("--at", "HEAD")
    assert of_other["base"].startswith(f"{commit}+templates ")
    assert of_other["settings"] == stamp()["settings"]


def test_records_in_a_repository_of_their_own_are_not_taken_for_none(root: Path) -> None:
    commit = git(root, "rev-parse", "HEAD")
    git(root, "rm", "-q", "-r", "--cached", "data")
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{commit},data")
    git(root, "commit", "-q", "-m", "a submodule")
    done = ran("--root", root, "list", "--at", "HEAD")
    assert (5, "", "kvtool: data is a submodule: its files are in a repository of its own") == (
        done.code,
        done.out,
        done.err.splitlines()[0],
    )
