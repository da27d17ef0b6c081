"""`lint --since`, `--fix` and `--at`: narrowed to a change, mended first, asked of a commit."""

import json
from pathlib import Path

import pytest

from kvtool.errors import Exit, KvtoolError
from tests.cli import in_folder, ran
from tests.test_git import git

BASE = """# kvtool.toml
[base]
name = "Vega"
languages = ["en", "fi", "sv"]
[rules]
partner-without-lead = "off"
# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra}
lead: harbour-unit
# partners/vega.yaml
id: vega
type: city
names: {en: Vega}
standing: [{status: key}]
# units/harbour-unit.yaml
id: harbour-unit
type: unit
names: {en: Harbour Unit}
"""
NO_SOURCE = "data/partners/vega.yaml:4:12: error KV302 the standing 'key' has no source"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A base with one commit, in which one record has a fault."""
    in_folder(tmp_path, BASE)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "first")
    return tmp_path


def lint(root: Path, *arguments: str) -> tuple[int, list[str]]:
    done = ran("--root", root, "lint", "--select", "KV0,KV1,KV2,KV302", "--as-of", "2026-01-01", *arguments)
    return done.code, [line for line in done.out.splitlines() if not line.startswith("    help:")]


def test_what_a_change_does_not_touch_is_not_its_fault(root: Path) -> None:
    assert (1, [NO_SOURCE, "1 error, 0 warnings, 0 due, 0 suppressed in 3 records"]) == lint(root)
    (root / "data/units/harbour-unit.yaml").write_text(
        "id: harbour-unit\ntype: nuit\nnames: {en: H}\n", encoding="utf-8"
    )
    commit = git(root, "rev-parse", "HEAD")[:12]
    assert (
        1,
        [
            "data/units/harbour-unit.yaml:2:7: error KV104 'nuit' is not a code of 'type'",
            "looked at data/partners/lyra.yaml: points to harbour-unit in lead",
            "looked at data/units/harbour-unit.yaml: changed",
            f"1 error, 0 warnings, 0 due, 0 suppressed in 3 records; looked at 2 since {commit}",
        ],
    ) == lint(root, "--since", "main")


def test_a_record_that_points_to_what_is_gone_is_looked_at(root: Path) -> None:
    (root / "data/units/harbour-unit.yaml").unlink()
    code, lines = lint(root, "--since", "main")
    assert (1, "data/partners/lyra.yaml:4:7: error KV201 no record 'harbour-unit'") == (code, lines[0])


def test_what_is_the_same_across_the_base_counts_wherever_it_stands(root: Path) -> None:
    in_folder(root, "# networks/lyra.yaml\nid: lyra\nnames: {en: Lyra network}\n")
    code, lines = lint(root, "--since", "main")
    assert (1, ["data/networks/lyra.yaml:1:5", "data/partners/lyra.yaml:1:5"]) == (
        code,
        [line.split(": ")[0] for line in lines if "KV203" in line],
    )


def test_json_says_what_was_looked_at(root: Path) -> None:
    (root / "data/units/harbour-unit.yaml").unlink()
    answer = json.loads(ran("--root", root, "lint", "--since", "main", "--format", "json").out)
    assert {
        "commit": git(root, "rev-parse", "HEAD"),
        "files": [{"path": "data/partners/lyra.yaml", "reason": "points to harbour-unit in lead"}],
    } == answer["since"]


def test_nothing_changed_is_nothing_found(root: Path) -> None:
    commit = git(root, "rev-parse", "HEAD")[:12]
    assert (0, [f"0 errors, 0 warnings, 0 due, 0 suppressed in 3 records; looked at 0 since {commit}"]) == lint(
        root, "--since", "HEAD"
    )


def test_a_fix_mends_says_where_and_leaves_what_it_cannot(root: Path) -> None:
    file = root / "data/partners/lyra.yaml"
    file.write_text("id: lyra\nnames: {en: Lyra}\ntype: city\ncountry: NO\nlead: Harbour unit\n", encoding="utf-8")
    done = ran("--root", root, "lint", "--fix", "--as-of", "2026-01-01", "--select", "KV0,KV1,KV2,KV302")
    assert (1, "kvtool: mended data/partners/lyra.yaml\n") == (done.code, done.err)
    assert done.out.startswith(NO_SOURCE)
    assert 'id: lyra\ntype: city\nnames: {en: Lyra}\ncountry: "NO"\nlead: harbour-unit\n' == file.read_text(
        encoding="utf-8"
    )
    assert "" == ran("--root", root, "lint", "--fix").err


def test_a_finding_that_can_be_mended_says_by_what(root: Path) -> None:
    (root / "data/partners/lyra.yaml").write_text("id: lyra\nnames: {en: Lyra}\ntype: city\n", encoding="utf-8")
    answer = json.loads(ran("--root", root, "lint", "--select", "KV0,KV302", "--format", "json").out)
    assert [("KV020", "kvtool lint --fix"), ("KV302", None)] == [
        (one["code"], one["fix"]) for one in answer["findings"]
    ]


def test_a_commit_is_asked_for_itself(root: Path) -> None:
    (root / "data/partners/vega.yaml").unlink()
    assert (0, ["0 errors, 0 warnings, 0 due, 0 suppressed in 2 records"]) == lint(root)
    assert (1, [NO_SOURCE, "1 error, 0 warnings, 0 due, 0 suppressed in 3 records"]) == lint(root, "--at", "HEAD")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--at", "HEAD", "--since", "main"], 2, "--at goes with neither --since nor --fix"),
        (["--at", "HEAD", "--fix"], 2, "--at goes with neither --since nor --fix"),
        (["--since", "nowhere"], 5, "git knows no revision 'nowhere'"),
        (["--since", "--output=PWN"], 2, "'--output=PWN' names no revision"),
        (["--history", "--fix"], 2, "--history goes with none of --at, --since and --fix"),
    ],
)
def test_wishes_that_cannot_be_met(root: Path, arguments: list[str], code: int, says: str) -> None:
    done = ran("--root", root, "lint", *arguments)
    assert (code, "") == (done.code, done.out)
    assert says in done.err
    assert not (root / "PWN").exists()


def test_a_fault_across_the_base_that_was_there_before_is_not_the_changes(root: Path) -> None:
    in_folder(root, "# networks/lyra.yaml\nid: lyra\nnames: {en: Lyra network}\n")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "two of one id")
    (root / "data/partners/vega.yaml").unlink()
    assert (0, []) == (
        lint(root, "--since", "main")[0],
        [line for line in lint(root, "--since", "main")[1] if "KV203" in line],
    )


def test_a_file_that_cannot_be_mended_is_named_and_the_others_are(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in ("partners/lyra.yaml", "units/harbour-unit.yaml"):
        file = root / "data" / path
        file.write_text(file.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")

    def write(path: Path, data: bytes) -> None:
        if path.name == "lyra.yaml":
            raise KvtoolError(f"{path.name}: Permission denied; nothing written", Exit.NOT_WRITTEN)
        path.write_bytes(data)

    monkeypatch.setattr("kvtool.fixing.write_new", write)
    done = ran("--root", root, "lint", "--fix", "--select", "KV0")
    mended = "kvtool: mended data/units/harbour-unit.yaml\n"
    assert (4, f"{mended}kvtool: lyra.yaml: Permission denied; nothing written\n") == (done.code, done.err)


def test_a_linked_data_folder_is_not_followed(root: Path) -> None:
    outside = root.parent / "outside"
    (root / "data").rename(outside)
    (root / "data").symlink_to(outside)
    (outside / "partners/lyra.yaml").write_text("id: lyra\ntype: city\nnames: {en: L} \n", encoding="utf-8")
    assert (1, ["data/:1:1: error KV011 symbolic link"]) == (lint(root, "--fix")[0], lint(root)[1][:1])
    assert (outside / "partners/lyra.yaml").read_text(encoding="utf-8").endswith(" \n")


@pytest.mark.parametrize("option", ["--at", "--since"])
def test_a_revision_given_empty_is_wrong_use(root: Path, option: str) -> None:
    done = ran("--root", root, "lint", option, "")
    assert (2, "", True) == (done.code, done.out, f"'{option}': it is empty" in done.err)


@pytest.mark.parametrize("option", ["--select", "--ignore", "--quotes"])
@pytest.mark.parametrize("value", ["", " ", ", ,"])
def test_a_choice_given_empty_is_wrong_use(root: Path, option: str, value: str) -> None:
    done = ran("--root", root, "lint", option, value)
    assert (2, "", True) == (done.code, done.out, f"'{option}': it is empty" in done.err)


@pytest.mark.parametrize("value", ["", "json=", "="])
def test_an_output_that_names_no_file_is_wrong_use(root: Path, value: str) -> None:
    done = ran("--root", root, "lint", "--output", value)
    assert (2, "", True) == (done.code, done.out, f"--output '{value}' names no file" in done.err)


def test_the_history_is_counted_in_versions(root: Path) -> None:
    numbers = "0 errors, 0 warnings, 0 due, 0 suppressed"
    git(root, "rm", "-q", "-r", "data")
    git(root, "commit", "-q", "-m", "all gone")
    assert ran("--root", root, "lint", "--history") == (0, f"{numbers} in 4 versions\n", "")
    answer = json.loads(ran("--root", root, "lint", "--history", "--format", "json").out)
    assert 4 == answer["summary"]["records"]


def test_one_version_is_one_version(tmp_path: Path) -> None:
    root = in_folder(tmp_path, "")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "settings only")
    assert ran("--root", root, "lint", "--history").out.endswith("0 suppressed in 1 version\n")


def test_every_file_that_cannot_be_mended_is_named(root: Path) -> None:
    files = [root / "data" / path for path in ("partners/lyra.yaml", "units/harbour-unit.yaml")]
    for file in files:
        file.write_text(file.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
        file.chmod(0o444)
    done = ran("--root", root, "lint", "--fix", "--select", "KV0")
    said = "".join(f"kvtool: {file}: the file is read-only; nothing written\n" for file in files)
    assert (4, f"{said}    help: give yourself the right to change it\n") == (done.code, done.err)
    assert "2 warnings" in done.out


def test_an_allowance_of_what_cannot_be_allowed_says_so(root: Path) -> None:
    allow = "# kvtool: allow misread-by-others until 2999-12-31 because it is no no"
    file = root / "data/partners/lyra.yaml"
    file.write_text(f"id: lyra\ntype: city\nnames: {{en: Lyra}}\ncountry: NO {allow}\n", encoding="utf-8")
    assert [
        "data/partners/lyra.yaml:4:10: warning KV017 other readers do not read NO as text",
        "data/partners/lyra.yaml:4:13: warning KV016 misread-by-others cannot be allowed",
    ] == lint(root, str(file))[1][:2]
