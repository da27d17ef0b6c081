"""What a change touches: files that differ from a commit, and the records that point to what is or was in them."""

import subprocess
from pathlib import Path

import pytest

from kvtool.errors import Exit, KvtoolError
from kvtool.queries.touched import touched
from kvtool.settings import load
from kvtool.store.files import files
from kvtool.store.load import load as load_base
from kvtool.store.revisions import changes, commit_of, fork_of
from tests.cli import in_folder
from tests.test_git import git

BASE = """# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra}
lead: harbour-unit
# partners/vega.yaml
id: vega
type: city
names: {en: Vega}
# units/harbour-unit.yaml
id: harbour-unit
type: unit
names: {en: Harbour Unit}
offices:
  - {id: harbour-master, names: {en: Harbour Master}}
# facts/harbour-passengers.yaml
id: harbour-passengers
claim: {en: Passengers}
value: 2 million
as_of: 2021
# messages/busy-harbour.yaml
id: busy-harbour
scope: {general: true}
headline: {en: "{fact:harbour-passengers} passengers"}
approver: harbour-master
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A base with one commit on main."""
    in_folder(tmp_path, BASE)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "config", "core.autocrlf", "false")
    commit(tmp_path, "first")
    return tmp_path


def commit(root: Path, words: str, on: str = "2026-01-05T12:00:00+02:00") -> str:
    git(root, "add", "-A")
    dated = {"GIT_COMMITTER_DATE": on, "GIT_AUTHOR_DATE": on}
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(
        ["git", *identity, "commit", "-q", "-m", words], cwd=root, check=True, env={"PATH": "/usr/bin:/bin", **dated}
    )
    return git(root, "rev-parse", "HEAD")


def since(root: Path, revision: str) -> dict[str, str]:
    """The files to look at since a revision, below data/, each with its reason."""
    settings = load(root)
    now = {file.path: file.data for file in files(settings.data)}
    now["kvtool.toml"] = (root / "kvtool.toml").read_bytes()
    before = fork_of(root, commit_of(root, revision, settings.timezone))
    found = touched(load_base(settings), changes(root, before, now))
    return {path.removeprefix("data/"): reason for path, reason in found.items()}


def edit(root: Path, path: str, old: str, new: str) -> None:
    file = root / "data" / path
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_nothing_has_changed(root: Path) -> None:
    assert {} == since(root, "main")


def test_a_changed_record_and_those_that_point_to_it(root: Path) -> None:
    edit(root, "units/harbour-unit.yaml", "Harbour Unit", "Port Unit")
    assert {
        "messages/busy-harbour.yaml": "points to harbour-master in approver",
        "partners/lyra.yaml": "points to harbour-unit in lead",
        "units/harbour-unit.yaml": "changed",
    } == since(root, "HEAD")


def test_a_removed_record_leaves_those_that_point_to_it(root: Path) -> None:
    (root / "data/units/harbour-unit.yaml").unlink()
    assert {
        "messages/busy-harbour.yaml": "points to harbour-master in approver",
        "partners/lyra.yaml": "points to harbour-unit in lead",
    } == since(root, "main")


def test_a_nested_thing_that_went_leaves_those_that_point_to_it(root: Path) -> None:
    edit(root, "units/harbour-unit.yaml", "harbour-master", "port-master")
    assert "points to harbour-master in approver" == since(root, "main")["messages/busy-harbour.yaml"]


def test_a_renamed_record_is_new_and_its_former_id_still_leads_to_it(root: Path) -> None:
    (root / "data/units/harbour-unit.yaml").rename(root / "data/units/port-unit.yaml")
    edit(root, "units/port-unit.yaml", "id: harbour-unit\n", "id: port-unit\naliases: [harbour-unit]\n")
    assert ("new", "points to harbour-unit in lead") == (
        since(root, "main")["units/port-unit.yaml"],
        since(root, "main")["partners/lyra.yaml"],
    )


def test_a_message_uses_a_fact(root: Path) -> None:
    edit(root, "facts/harbour-passengers.yaml", "2 million", "3 million")
    assert {
        "facts/harbour-passengers.yaml": "changed",
        "messages/busy-harbour.yaml": "uses the fact harbour-passengers",
    } == since(root, "main")


def test_a_broken_record_counts_as_what_it_was(root: Path) -> None:
    edit(root, "units/harbour-unit.yaml", "names: {en: Harbour Unit}", "names: {en: Harbour Unit")
    assert {"units/harbour-unit.yaml", "partners/lyra.yaml", "messages/busy-harbour.yaml"} == set(since(root, "main"))


def test_other_settings_concern_every_record(root: Path) -> None:
    (root / "kvtool.toml").write_text('[base]\nname = "Deneb"\nlanguages = ["en", "fi", "sv"]\n', encoding="utf-8")
    assert {"the settings changed"} == set(since(root, "main").values())
    assert 5 == len(since(root, "main"))


def test_other_line_ends_are_no_change(root: Path) -> None:
    file = root / "data/partners/vega.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert {} == since(root, "main")


def test_what_git_ignores_is_read_and_counts(root: Path) -> None:
    (root / ".gitignore").write_text("data/partners/deneb.yaml\n", encoding="utf-8")
    (root / "data/partners/deneb.yaml").write_text("id: deneb\ntype: city\nnames: {en: Deneb}\n", encoding="utf-8")
    assert {"partners/deneb.yaml": "new"} == since(root, "main")


def test_a_branch_is_compared_with_where_it_left_the_other(root: Path) -> None:
    git(root, "switch", "-q", "-c", "mine")
    edit(root, "partners/vega.yaml", "Vega", "Wega")
    commit(root, "mine")
    git(root, "switch", "-q", "main")
    edit(root, "partners/lyra.yaml", "Lyra", "Lyyra")
    commit(root, "theirs")
    git(root, "switch", "-q", "mine")
    assert {"partners/vega.yaml": "changed"} == since(root, "main")
    git(root, "-c", "user.name=Test", "merge", "-q", "--no-edit", "main")
    assert {"partners/vega.yaml": "changed"} == since(root, "main")
    assert {"partners/lyra.yaml": "changed"} == since(root, "HEAD^")
    git(root, "switch", "-q", "--detach")
    assert {"partners/vega.yaml": "changed"} == since(root, "main")


def test_a_base_below_the_top_of_its_repository(tmp_path: Path) -> None:
    root = tmp_path / "knowledge" / "base"
    root.mkdir(parents=True)
    in_folder(root, BASE)
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, "first")
    edit(root, "partners/vega.yaml", "Vega", "Wega")
    assert {"partners/vega.yaml": "changed"} == since(root, "main")


def test_a_day_names_the_last_commit_of_the_main_line_by_then(root: Path) -> None:
    first = git(root, "rev-parse", "HEAD")
    edit(root, "partners/vega.yaml", "Vega", "Wega")
    second = commit(root, "second", "2026-02-05T23:30:00+00:00")
    for day, timezone, expected in [
        ("2026-01-05", "UTC", first),
        ("2026-02-05", "UTC", second),
        ("2026-02-05", "Europe/Helsinki", first),
        ("2026-02-06", "Europe/Helsinki", second),
        ("2026-01", "UTC", first),
        ("2026-02", "UTC", second),
        ("2026", "UTC", second),
    ]:
        assert expected == commit_of(root, f"@{{{day}}}", timezone)
    with pytest.raises(KvtoolError, match="no commit is as old as 2026-01-04"):
        commit_of(root, "@{2026-01-04}", "UTC")


@pytest.mark.parametrize(
    "revision",
    [
        *("", "-x", "--output=PWN", "a..b", "main\n", "^main"),
        *("@{2026-02-30}", "@{yesterday}", "@{1}", "@{-1}", "main@{2026-01-05}", "HEAD@{1}", "@{5.2.2026}", "main@{u}"),
    ],
)
def test_what_names_no_revision_is_refused_before_git_sees_it(root: Path, revision: str) -> None:
    with pytest.raises(KvtoolError) as raised:
        commit_of(root, revision, "UTC")
    assert Exit.USAGE == raised.value.exit_code
    assert not (root / "PWN").exists()


def test_an_unknown_revision_is_gits_fault(root: Path) -> None:
    with pytest.raises(KvtoolError, match="git knows no revision 'nowhere'") as raised:
        commit_of(root, "nowhere", "UTC")
    assert Exit.GIT == raised.value.exit_code


def test_where_the_history_is_cut_the_next_step_is_said(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    git(root, "switch", "-q", "-c", "mine")
    edit(root, "partners/vega.yaml", "Vega", "Wega")
    mine = commit(root, "mine")
    git(root, "switch", "-q", "main")
    edit(root, "partners/lyra.yaml", "Lyra", "Lyyra")
    commit(root, "theirs")
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "-q", "--depth", "1", "--no-single-branch", root.as_uri(), ".")
    for revision in (mine, "HEAD~1"):
        with pytest.raises(KvtoolError) as raised:
            since(clone, revision)
        assert (Exit.GIT, "fetch the history: git fetch --unshallow") == (raised.value.exit_code, raised.value.remedy)


def test_a_commit_of_another_history_has_nothing_in_common(root: Path) -> None:
    git(root, "switch", "-q", "--orphan", "other")
    in_folder(root, BASE)
    commit(root, "other", "2026-03-01T00:00:00+00:00")
    with pytest.raises(KvtoolError, match="have no commit in common") as raised:
        since(root, "main")
    assert "compare with a commit of the same history" == raised.value.remedy
