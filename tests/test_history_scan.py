"""What was taken out of the files is still in Git: it is found there, with the commit that brought it in."""

import subprocess
from pathlib import Path

import pytest

from kvtool.catalogue import catalogue
from kvtool.errors import Exit, KvtoolError
from kvtool.settings import load
from kvtool.store.history import NAMES, Scan, scan
from kvtool.store.load import load as load_base
from tests.cli import ran
from tests.test_git import git

LYRA = "id: lyra\ntype: city\nnames: {en: Lyra}\n"
ADDRESS = "maija.meri@lyra.example"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A base with one commit."""
    root = tmp_path / "base"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    write(root, "kvtool.toml", '[base]\nname = "Vega"\n')
    commit(root, "data/partners/lyra.yaml", LYRA)
    return root


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(text.encode())


def commit(root: Path, path: str, text: str | None) -> str:
    """Commits a file, or that it is gone; gives the commit's id as it is told."""
    if text is None:
        git(root, "rm", "-q", path)
    else:
        write(root, path, text)
    git(root, "add", "--all")
    git(root, "commit", "-q", "--allow-empty", "-m", "change", "--date", "2026-03-02T12:00:00Z")
    return git(root, "rev-parse", "--short=12", "HEAD")


def scanned(root: Path) -> Scan:
    return scan(load_base(load(root)))


def told(root: Path) -> list[tuple[str, int, int, str, str]]:
    """Path, line, column, code, and the commit that is named."""
    return [
        (one.path, one.line, one.column, one.code, one.message.split("commit ")[1].split(" ")[0])
        for one in scanned(root).findings
    ]


def test_an_address_three_commits_deep_and_removed_since_is_found(base: Path) -> None:
    guilty = commit(base, "data/partners/lyra.yaml", f"{LYRA}notes: Ask {ADDRESS}.\n")
    commit(base, "data/partners/lyra.yaml", LYRA)
    commit(base, "data/partners/vega.yaml", "id: vega\ntype: city\nnames: {en: Vega}\n")
    commit(base, "data/partners/lyra.yaml", None)
    (found,) = scanned(base).findings
    day = git(base, "log", "-1", "--format=%cs", guilty)
    assert (found.path, found.line, found.column, found.code) == ("data/partners/lyra.yaml", 4, 12, "KV803")
    assert (
        found.message == f"an e-mail address that is no role's: m…@lyra.example, in Git since commit {guilty} of {day}"
    )
    assert "tell the data protection officer" in found.help
    assert ADDRESS not in repr(found)


def test_the_same_thing_is_told_once_a_file_with_its_first_commit(base: Path) -> None:
    first = commit(base, "data/partners/lyra.yaml", f"{LYRA}notes: Ask {ADDRESS}.\n")
    commit(base, "data/partners/lyra.yaml", f"# {ADDRESS}\n{LYRA}notes: Ask {ADDRESS}.\n")
    second = commit(base, "data/partners/vega.yaml", f"notes: not YAML: {ADDRESS}\n")
    assert told(base) == [
        ("data/partners/lyra.yaml", 4, 12, "KV803", first),
        ("data/partners/vega.yaml", 1, 18, "KV803", second),
    ]


def test_a_version_that_came_back_is_told_with_its_first_commit(base: Path) -> None:
    guilty = commit(base, "data/partners/lyra.yaml", f"{LYRA}notes: {ADDRESS}\n")
    commit(base, "data/partners/lyra.yaml", LYRA)
    commit(base, "data/partners/lyra.yaml", f"{LYRA}notes: {ADDRESS}\n")
    assert told(base) == [("data/partners/lyra.yaml", 4, 8, "KV803", guilty)]


def test_what_came_and_went_on_a_branch_is_found(base: Path) -> None:
    git(base, "checkout", "-q", "-b", "side")
    guilty = commit(base, "data/partners/vega.yaml", f"notes: {ADDRESS}\n")
    commit(base, "data/partners/vega.yaml", None)
    git(base, "checkout", "-q", "main")
    commit(base, "data/partners/lyra.yaml", f"{LYRA}notes: Other.\n")
    assert told(base) == [("data/partners/vega.yaml", 1, 8, "KV803", guilty)]
    git(base, "merge", "-q", "side", "-m", "merge")
    git(base, "branch", "-q", "-D", "side")
    assert told(base) == [("data/partners/vega.yaml", 1, 8, "KV803", guilty)]


def test_what_only_a_merge_or_a_stash_brought_is_found(base: Path) -> None:
    git(base, "checkout", "-q", "-b", "side")
    commit(base, "data/partners/lyra.yaml", f"{LYRA}notes: Other.\n")
    git(base, "checkout", "-q", "main")
    commit(base, "data/partners/lyra.yaml", f"{LYRA}notes: Another.\n")
    subprocess.run(["git", "merge", "-q", "side"], cwd=base, check=False, capture_output=True)
    merge = commit(base, "data/partners/lyra.yaml", f"{LYRA}notes: {ADDRESS}\n")
    write(base, "data/partners/lyra.yaml", f"{LYRA}notes: 131052-308T\n")
    git(base, "stash", "-q")
    stash = git(base, "rev-parse", "--short=12", "refs/stash")
    found = told(base)
    assert found[1] == ("data/partners/lyra.yaml", 4, 8, "KV803", merge)
    assert found[0] == ("data/partners/lyra.yaml", 4, 8, "KV801", stash)


def test_settings_and_templates_are_looked_at_and_the_rest_is_not(base: Path) -> None:
    first = commit(base, "kvtool.toml", "# salasana: Kesä2024!x\n")
    second = commit(base, "templates/brief.md.j2", "Call +358 40 1234567\n")
    commit(base, "README.md", f"{ADDRESS}\n")
    assert told(base) == [
        ("kvtool.toml", 1, 13, "KV804", first),
        ("templates/brief.md.j2", 1, 6, "KV802", second),
    ]


def test_a_base_in_a_folder_of_the_repository(base: Path) -> None:
    write(base, "city/kvtool.toml", "")
    guilty = commit(base, "city/data/partners/lyra.yaml", f"notes: {ADDRESS}\n")
    commit(base, "data/partners/vega.yaml", "notes: aino.aalto@lyra.example\n")
    assert told(base / "city") == [("data/partners/lyra.yaml", 1, 8, "KV803", guilty)]


def test_other_encodings_and_what_is_no_text(base: Path) -> None:
    (base / "data" / "wide.yaml").write_bytes(f"notes: {ADDRESS}\n".encode("utf-16"))
    (base / "data" / "latin.yaml").write_bytes(f"notes: \xe4 {ADDRESS}\n".encode("latin-1"))
    (base / "data" / "picture.png").write_bytes(b"\x89PNG\0" + ADDRESS.encode())
    guilty = commit(base, "data/partners/vega.yaml", "id: vega\n")
    assert told(base) == [("data/latin.yaml", 1, 10, "KV803", guilty), ("data/wide.yaml", 1, 8, "KV803", guilty)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("mailbox: harbours@lyra.example\n", []),
        (f"mailbox: {ADDRESS}\n", ["KV803"]),
        ("notes: mailbox harbours@lyra.example\n", ["KV803"]),
        ("notes: info@lyra.example, desk@lyra.example\n", []),
    ],
)
def test_addresses_of_roles_are_none(base: Path, text: str, codes: list[str]) -> None:
    write(base, "kvtool.toml", '[policy]\nrole_mailboxes = ["info@*"]\n')
    write(base, "data/units/desk.yaml", "id: desk\ntype: unit\nnames: {en: Desk}\nmailbox: desk@lyra.example\n")
    commit(base, "data/units/harbour-unit.yaml", text)
    assert [one.code for one in scanned(base).findings] == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("# kvtool: allow KV803 until 2027-01-31 because it is public\n{}notes: {}\n", []),
        ("{}# kvtool: allow personal-e-mail until 2027-01-31 because it is public\nnotes: {}\n", []),
        ("{}# kvtool: allow KV803 until 2027-01-31 because it is public\nnotes: |\n  Ask\n  {}\n", []),
        ("{}notes: {}  # kvtool: allow KV803 until 2027-01-31 because it is public\n", []),
        ("{}# kvtool: allow KV803 until 2027-01-31 because it is public\nvisibility: public\nnotes: {}\n", ["KV803"]),
        ("# kvtool: allow KV802 until 2027-01-31 because it is public\n{}notes: {}\n", ["KV803"]),
        ("# kvtool: allow KV803 until 2027-01-31\n{}notes: {}\n", ["KV803"]),
        ("# kvtool: allow KV803 until 2027-01-31 because it is public\n{}notes: 'open\n{}\n", ["KV803"]),
    ],
)
def test_what_a_version_allows_counts_for_all_versions(base: Path, text: str, codes: list[str]) -> None:
    commit(base, "data/partners/lyra.yaml", f"{LYRA}notes: {ADDRESS}\n")
    commit(base, "data/partners/lyra.yaml", text.format(LYRA, ADDRESS))
    found = scanned(base)
    assert [one.code for one in found.findings] == codes
    assert found.suppressed == (0 if codes else 1)
    assert found.versions == 4


def test_of_a_commit_without_a_day_none_is_told(base: Path) -> None:
    write(base, "data/partners/vega.yaml", f"notes: {ADDRESS}\n")
    git(base, "add", "--all")
    tree, before = git(base, "write-tree"), git(base, "rev-parse", "HEAD")
    nobody = "T <t@example.org>  +0000"
    write(base, "commit", f"tree {tree}\nparent {before}\nauthor {nobody}\ncommitter {nobody}\n\nx\n")
    odd = git(base, "hash-object", "-t", "commit", "-w", "--literally", "commit")
    write(base, ".git/refs/heads/main", f"{odd}\n")
    later = commit(base, "data/partners/deneb.yaml", "notes: aino.aalto@lyra.example\n")
    assert [later, odd[:12]] == [known for *_, known in told(base)]
    assert scanned(base).findings[1].message.endswith(f"in Git since commit {odd[:12]}")


def test_a_history_that_is_cut_is_not_answered_for(base: Path, tmp_path: Path) -> None:
    commit(base, "data/partners/vega.yaml", "id: vega\n")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{base}", "cut")
    refused(tmp_path / "cut", "the history is cut", "git fetch --unshallow")


def test_a_clone_in_part_is_not_completed_by_its_own_commands(base: Path, tmp_path: Path) -> None:
    blob = git(base, "rev-parse", "HEAD:data/partners/lyra.yaml")
    trap = tmp_path / "sprung"
    git(base, "config", "extensions.partialClone", "origin")
    git(base, "config", "remote.origin.promisor", "true")
    git(base, "config", "remote.origin.url", "ssh://lyra.example/base.git")
    git(base, "config", "core.sshCommand", f"touch {trap} #")
    object_file = base / ".git" / "objects" / blob[:2] / blob[2:]
    object_file.chmod(0o600)
    object_file.unlink()
    refused(base, "", "clone the whole repository")
    assert not trap.exists()


@pytest.mark.parametrize("make", ["no repository", "no commit"])
def test_without_a_history_the_next_step_is_named(tmp_path: Path, make: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write(tmp_path, "kvtool.toml", "")
    if make == "no commit":
        git(tmp_path, "init", "-q")
        refused(tmp_path, "there is no commit yet", "commit the base")
    else:
        refused(tmp_path, "not a git repository", "git init")


def refused(root: Path, message: str, remedy: str) -> None:
    with pytest.raises(KvtoolError) as raised:
        scanned(root)
    assert raised.value.exit_code == Exit.GIT
    assert message in raised.value.message
    assert remedy in raised.value.remedy


def test_many_versions_are_fetched_in_parts(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kvtool.store.revisions.AT_ONCE", 100)
    first = commit(base, "data/a.yaml", f"notes: {ADDRESS}{' ' * 90}\n")
    second = commit(base, "data/b.yaml", f"notes: {ADDRESS}\n{'x' * 300}\n")
    assert told(base) == [("data/a.yaml", 1, 8, "KV803", first), ("data/b.yaml", 1, 8, "KV803", second)]


def test_the_rules_are_called_by_their_names() -> None:
    assert {code: catalogue()[code].name for code in NAMES} == NAMES


def test_lint_history_masks_what_it_tells_and_fails(base: Path) -> None:
    commit(base, "data/partners/lyra.yaml", f"{LYRA}notes: Ask {ADDRESS}.\n")
    commit(base, "data/partners/lyra.yaml", LYRA)
    code, out, err = ran("--debug", "--root", base, "lint", "--history")
    told = "data/partners/lyra.yaml:4:12: error KV803 an e-mail address that is no role's: m…@lyra.example, in Git"
    assert (code, err, out.startswith(told)) == (1, "", True)
    assert ADDRESS not in out
    assert ran("--root", base, "lint", "--history", "--select", "KV801").code == 0
    assert ran("--root", base, "lint", "--history", base / "kvtool.toml").code == 0
    assert ran("--root", base, "lint").code == 0
