"""`history`: when each field of a record got which value, by which commit, whatever the record and its file were called."""

import json
import os
import re
import subprocess
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kvtool.queries.comparing import applied
from tests.cli import SETTINGS, files_of, in_folder, ran
from tests.test_comparing import base, changed, written
from tests.test_git import git

PLAN = "# sources/plan.yaml\nid: plan\ntitle: {en: Plan}\nacts: [{on: 2020, act: approved}]\n"
UNITS = "# units/quay.yaml\nid: quay\ntype: unit\nnames: {en: Quay}\n# units/port.yaml\nid: port\ntype: unit\nnames: {en: Port}\n"
LYRA = "# partners/lyra.yaml\nid: lyra\ntype: city\nnames: {en: Lyra}\ncountry: SE\nlead: quay\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A base without a commit."""
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "config", "core.autocrlf", "false")
    return in_folder(tmp_path, PLAN + UNITS)


def state(root: Path, text: str) -> None:
    """Makes the partners of a base those of a text."""
    for file in (root / "data/partners").rglob("*.yaml"):
        file.unlink()
    in_folder(root, text)


def saved(root: Path, text: str | None = None, day: str = "2026-01-05") -> str:
    """Commits a base whose partners are those of a text, or as it is; gives the commit as it is told."""
    if text is not None:
        state(root, text)
    git(root, "add", "-A")
    identity = ["-c", "user.name=Maija Meri", "-c", "user.email=maija@lyra.example", "-c", "commit.gpgsign=false"]
    dated = {"GIT_COMMITTER_DATE": f"{day}T12:00:00Z", "GIT_AUTHOR_DATE": "2020-01-01T12:00:00Z"}
    subprocess.run(
        ["git", *identity, "commit", "-q", "--allow-empty", "-m", "change"],
        cwd=root,
        check=True,
        env=os.environ | dated,
    )
    return git(root, "rev-parse", "--short=12", "HEAD")


def merged(root: Path, other: str, text: str, *options: str) -> str:
    """Merges a branch into the one that is checked out, with partners as in a text."""
    subprocess.run(
        ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", "merge", "-q", "--no-ff", "--no-commit", *options, other],
        cwd=root, check=False, capture_output=True,
    )  # fmt: skip
    return saved(root, text)


def told(root: Path, *arguments: str, code: int = 0) -> list[tuple[str, str, str, Any, Any]]:
    """What is told: commit, change, field, old, new."""
    done = ran("--root", root, "history", *arguments, "--format", "json")
    assert (code, "") == (done.code, done.err if code == 0 else "")
    return [
        (one["commit"][:12] if one["commit"] != "work tree" else "work tree", *list(one.values())[4:])
        for one in json.loads(done.out)["history"]
    ]


def test_people_read_a_table(root: Path) -> None:
    first = saved(root, LYRA, "2026-01-05")
    second = saved(root, LYRA.replace("quay", "port") + "offers: [{en: Ships}]\n", "2026-02-06")
    state(root, LYRA.replace("quay", "port").replace("city", "region") + "offers: [{en: Ships}, {en: Ice}]\n")
    done = ran("--root", root, "history", "lyra", "--lang", "en")
    assert (0, "") == (done.code, done.err)
    assert (
        f"""\
DATE             COMMIT        CHANGE   FIELD      BEFORE  NOW
                 work tree     changed  Type       city    region
                 work tree     changed  Offers 2           Ice
6 February 2026  {second}  changed  Lead unit  Quay    Port
6 February 2026  {second}  changed  Offers             Ships
5 January 2026   {first}  new      ID                 lyra
5 January 2026   {first}  new      Type               city
5 January 2026   {first}  new      Names              Lyra
5 January 2026   {first}  new      Country            Sweden
5 January 2026   {first}  new      Lead unit          Quay
"""
        == done.out
    )


def test_json_holds_everything_as_it_is_written(root: Path) -> None:
    saved(root, LYRA, "2026-01-05")
    commit = git(root, "rev-parse", "HEAD")
    done = ran("--root", root, "history", "lyra.names", "--format", "json")
    assert {
        "version": 1,
        "history": [
            {
                "commit": commit,
                "date": "2026-01-05",
                "id": "lyra",
                "path": "data/partners/lyra.yaml",
                "change": "added",
                "field": "names",
                "old": None,
                "new": {"en": "Lyra"},
            }
        ],
    } == json.loads(done.out)
    assert ["commit", "date", "id", "path", "change", "field", "old", "new"] == list(json.loads(done.out)["history"][0])


def test_a_field_is_followed_where_its_item_goes(root: Path) -> None:
    agreements = "agreements:\n  - {id: pact, type: cooperation, signed: 2020}\n"
    first = saved(root, LYRA + agreements)
    second = saved(root, LYRA + agreements.replace("2020", "2021"))
    saved(
        root,
        LYRA
        + agreements.replace("\n  - ", "\n  - {id: older, type: cooperation, signed: 2010}\n  - ").replace(
            "2020", "2021"
        ),
    )
    turned = "agreements:\n  - {id: pact, type: cooperation, signed: 2022}\n  - {id: older, type: cooperation, signed: 2011}\n"
    last = saved(root, LYRA + turned)
    assert [
        (last, "changed", "agreements[0].signed", "2021", "2022"),
        (second, "changed", "agreements[0].signed", "2020", "2021"),
        (first, "added", "agreements[0].signed", None, "2020"),
    ] == told(root, "lyra.agreements[0].signed")
    assert told(root, "lyra.agreements[0].signed") == told(root, "pact.signed")
    assert [(last, "2010", "2011")] == [(one[0], *one[3:]) for one in told(root, "older.signed")][:1]


def test_of_items_without_an_id_those_alike_are_the_same(root: Path) -> None:
    came = saved(root, LYRA + "offers: [{en: Ships}, {en: Ice}]\n")
    saved(root, LYRA + "offers: [{en: Fish}, {en: Ships}, {en: Ice}]\n")
    last = saved(root, LYRA + "offers: [{en: Fish}, {en: Ships}, {en: Thick ice}]\n")
    assert [
        (last, "changed", "offers[2].en", "Ice", "Thick ice"),
        (came, "added", "offers[1].en", None, "Ice"),
    ] == told(root, "lyra.offers[2].en")
    saved(root, LYRA + "offers: [{en: Thick ice}, {en: Fish}, {en: Ships}]\n")
    assert [last, came] == [one[0] for one in told(root, "lyra.offers[0].en")]
    assert [came] == [one[0] for one in told(root, "lyra.offers[2].en")]


def test_a_field_of_former_days_is_told(root: Path) -> None:
    first = saved(root, LYRA)
    second = saved(root, LYRA.replace("lead: quay\n", ""))
    assert [(second, "changed", "lead", "quay", None), (first, "added", "lead", None, "quay")] == told(
        root, "lyra.lead"
    )


VEGA = LYRA.replace("lyra", "vega\naliases: [lyra]").replace("partners/vega\naliases: [lyra]", "partners/vega")


def test_a_record_is_followed_to_its_former_id(root: Path) -> None:
    first = saved(root, LYRA.replace("quay", "port"))
    second = saved(root, LYRA)
    third = saved(root, VEGA)
    assert [
        (third, "renamed", "id", "lyra", "vega"),
        (third, "changed", "aliases", None, ["lyra"]),
        (second, "changed", "lead", "port", "quay"),
        (first, "added", "id", None, "lyra"),
    ] == told(root, "vega")[:4]
    assert [(second, "port", "quay"), (first, None, "port")] == [(one[0], *one[3:]) for one in told(root, "vega.lead")]
    done = ran("--root", root, "history", "lyra.lead", "--lang", "en", "--format", "json")
    assert (0, "kvtool: lyra: former id of vega\n") == (done.code, done.err)
    assert ["data/partners/lyra.yaml"] * 2 == [one["path"] for one in json.loads(done.out)["history"]]


@pytest.mark.parametrize(
    ("steps", "followed"),
    [
        ([LYRA, VEGA.replace("aliases: [lyra]\n", "")], True),  # nearly the same content
        ([LYRA, VEGA.replace("aliases: [lyra]\n", ""), VEGA], True),
        ([LYRA, LYRA + VEGA, VEGA], True),  # a copy first
        ([LYRA, "", VEGA], True),  # gone in between
        ([LYRA, VEGA.replace("Lyra", "Vega").replace("quay", "port")], True),  # the alias says it
        ([LYRA, VEGA.replace("Lyra", "Vega").replace("aliases: [lyra]\n", "")], False),  # another city like it
        ([LYRA, VEGA.replace("aliases: [lyra]\ntype: city", "type: region").replace("SE\nlead: quay", "NO")], False),
        ([LYRA, "", VEGA.replace("aliases: [lyra]\n", "")], False),
        ([VEGA.replace("aliases: [lyra]\n", "") + LYRA, VEGA], True),  # merged into one that there was
    ],
)
def test_what_is_the_same_record(root: Path, steps: list[str], followed: bool) -> None:
    first, *_ = [saved(root, step) for step in steps]
    assert followed == (first in {one[0] for one in told(root, "vega")})


def test_the_nearest_of_those_that_went_is_followed(root: Path) -> None:
    rest = "".join(LYRA.replace("lyra", one).replace("Lyra", one.title()) for one in ("deneb", "mira", "altair"))
    saved(root, rest + LYRA)
    last = saved(root, VEGA.replace("aliases: [lyra]", "aliases: [mira, lyra]"))
    assert [(last, "lyra", "vega")] == [(one[0], *one[3:]) for one in told(root, "vega") if one[1] == "renamed"]


def test_a_file_that_moves_is_the_same_record(root: Path) -> None:
    first = saved(root, LYRA)
    second = saved(root, LYRA.replace("partners/", "partners/north/"))
    third = saved(root, LYRA.replace("partners/", "partners/north/").replace("quay", "port"))
    assert [
        (third, "changed", "lead", "quay", "port"),
        (second, "moved", "", "data/partners/lyra.yaml", "data/partners/north/lyra.yaml"),
        (first, "added", "id", None, "lyra"),
    ] == told(root, "lyra")[:3]
    assert [third, first] == [one[0] for one in told(root, "lyra.lead")]


def test_a_record_that_went_and_came_back(root: Path) -> None:
    first = saved(root, LYRA)
    second = saved(root, "")
    third = saved(root, LYRA.replace("quay", "port"))
    assert [
        (third, "added", "lead", None, "port"),
        (second, "removed", "lead", "quay", None),
        (first, "added", "lead", None, "quay"),
    ] == told(root, "lyra.lead")
    assert [(second, "removed", "")] == [one[:3] for one in told(root, "lyra") if one[1] == "removed"]


def test_a_record_that_is_gone_is_found_by_its_id(root: Path) -> None:
    first = saved(root, LYRA)
    git(root, "switch", "-q", "-c", "side")
    second = saved(root, "")
    git(root, "switch", "-q", "main")
    merged(root, "side", "")
    assert [second, first] == [one[0] for one in told(root, "lyra.lead")]
    assert {"id": "lyra", "lead": "quay"}.items() <= told(root, "lyra")[0][3].items()
    done = ran("--root", root, "history", "lyre")
    assert (2, "kvtool: no record 'lyre'\n    help: did you mean lyra, which is gone?\n") == (done.code, done.err)


def test_a_branch_that_alone_changed_the_record_is_followed(root: Path) -> None:
    first = saved(root, LYRA)
    git(root, "switch", "-q", "-c", "side")
    second = saved(root, LYRA.replace("quay", "port"))
    third = saved(root, LYRA.replace("quay", "port").replace("SE", "NO"))
    git(root, "switch", "-q", "main")
    saved(root, LYRA + LYRA.replace("lyra", "deneb").replace("Lyra", "Deneb"))
    merged(
        root,
        "side",
        LYRA.replace("quay", "port").replace("SE", "NO") + LYRA.replace("lyra", "deneb").replace("Lyra", "Deneb"),
    )
    assert [third, second, first] == list(dict.fromkeys(one[0] for one in told(root, "lyra")))


def test_where_both_sides_changed_the_record_the_merge_is_one_step(root: Path) -> None:
    first = saved(root, LYRA)
    git(root, "switch", "-q", "-c", "side")
    saved(root, LYRA.replace("quay", "port"))
    git(root, "switch", "-q", "main")
    second = saved(root, LYRA.replace("SE", "NO"))
    merge = merged(root, "side", LYRA.replace("SE", "NO").replace("quay", "port"))
    assert [(merge, "quay", "port"), (first, None, "quay")] == [(one[0], *one[3:]) for one in told(root, "lyra.lead")]
    assert [(second, "SE", "NO"), (first, None, "SE")] == [(one[0], *one[3:]) for one in told(root, "lyra.country")]


def test_what_a_merge_threw_away_is_told(root: Path) -> None:
    first = saved(root, LYRA)
    git(root, "switch", "-q", "-c", "side")
    saved(root, LYRA.replace("SE", "NO"))
    git(root, "switch", "-q", "main")
    second = saved(root, LYRA.replace("quay", "port"))
    merge = merged(root, "side", LYRA.replace("SE", "NO"))
    assert [(merge, "port", "quay"), (second, "quay", "port"), (first, None, "quay")] == [
        (one[0], *one[3:]) for one in told(root, "lyra.lead")
    ]


def test_a_branch_that_a_merge_did_not_take_did_nothing(root: Path) -> None:
    first = saved(root, LYRA)
    git(root, "switch", "-q", "-c", "side")
    saved(root, LYRA.replace("quay", "port"))
    git(root, "switch", "-q", "main")
    merged(root, "side", LYRA, "-s", "ours")
    assert [(first, None, "quay")] == [(one[0], *one[3:]) for one in told(root, "lyra.lead")]


def test_what_only_a_merge_did_is_told(root: Path) -> None:
    saved(root, LYRA)
    git(root, "switch", "-q", "-c", "side")
    second = saved(root, LYRA.replace("quay", "port"))
    git(root, "switch", "-q", "main")
    merge = merged(root, "side", LYRA.replace("lead: quay\n", ""))
    assert [(merge, "port", None), (second, "quay", "port")] == [(one[0], *one[3:]) for one in told(root, "lyra.lead")][
        :2
    ]


def test_a_change_on_one_side_and_another_id_on_the_other(root: Path) -> None:
    first = saved(root, LYRA)
    git(root, "switch", "-q", "-c", "side")
    second = saved(root, VEGA)
    git(root, "switch", "-q", "main")
    saved(root, LYRA.replace("quay", "port"))
    merge = merged(root, "side", VEGA.replace("quay", "port"))
    assert [
        (merge, "changed", "lead", "quay", "port"),
        (second, "renamed", "id", "lyra", "vega"),
        (second, "changed", "aliases", None, ["lyra"]),
        (first, "added", "id", None, "lyra"),
    ] == told(root, "vega")[:4]


def test_a_version_that_nobody_can_read_is_a_line(root: Path) -> None:
    first = saved(root, LYRA)
    second = saved(root, LYRA.replace("{en: Lyra}", "{en: Lyra"))
    third = saved(root, LYRA.replace("{en: Lyra}", "{en: Lyr"))
    fourth = saved(root, LYRA.replace("quay", "port"))
    (root / "data/partners/lyra.yaml").unlink()
    (root / "data/partners/lyra.yaml").symlink_to("/etc/passwd")
    fifth = saved(root)
    (root / "data/partners/lyra.yaml").unlink()
    (root / "data/partners/lyra.yaml").write_text(f"id: lyra\n# {'x' * 2**20}\n", encoding="utf-8")
    sixth = saved(root)
    seventh = saved(root, LYRA)
    assert [
        (seventh, "mended", "", None, None),
        (seventh, "changed", "lead", "port", "quay"),
        (sixth, "broken", "", None, None),
        (fifth, "broken", "", None, None),
        (fourth, "mended", "", None, None),
        (fourth, "changed", "lead", "quay", "port"),
        (third, "broken", "", None, None),
        (second, "broken", "", None, None),
        (first, "added", "id", None, "lyra"),
    ] == told(root, "lyra")[:9]
    out = ran("--root", root, "history", "lyra.lead", "--lang", "en").out
    assert ["the file is larger than 1 MiB", "not a regular file", "data/partners/lyra.yaml:3:8: "] == [
        said
        for said in ("the file is larger than 1 MiB", "not a regular file", "data/partners/lyra.yaml:3:8: ")
        if said in out
    ]
    assert "root:" not in out


def test_a_folder_of_the_name_of_the_file_is_no_version(root: Path) -> None:
    first = saved(root, LYRA)
    second = saved(root, LYRA.replace("lyra.yaml", "lyra.yaml/vega.yaml").replace("quay", "port"))
    (root / "data/partners/lyra.yaml/vega.yaml").unlink()
    (root / "data/partners/lyra.yaml").rmdir()
    third = saved(root, LYRA)
    assert [(third, None, "quay"), (second, "quay", None), (first, None, "quay")] == [
        (one[0], *one[3:]) for one in told(root, "lyra.lead")
    ]


def test_a_record_that_was_born_broken(root: Path) -> None:
    first = saved(root, LYRA.replace("{en: Lyra}", "{en: Lyra"))
    second = saved(root, LYRA)
    assert [
        (second, "mended", "", None, None),
        (second, "changed", "lead", None, "quay"),
        (first, "broken", "", None, None),
    ] == told(root, "lyra.lead")


def test_a_record_that_was_only_ever_broken(root: Path) -> None:
    first = saved(root, LYRA.replace("{en: Lyra}", "{en: Lyra"))
    assert [(first, "broken", "", None, None)] == told(root, "lyra", code=3)
    second = saved(root, "")
    assert [(second, "removed", "", None, None), (first, "broken", "", None, None)] == told(root, "lyra")


def test_a_record_that_is_broken_now_has_a_history(root: Path) -> None:
    saved(root, LYRA)
    state(root, LYRA.replace("{en: Lyra}", "{en: Lyra"))
    done = ran("--root", root, "history", "lyra", "--lang", "en")
    assert 3 == done.code
    assert "kvtool: left out: data/partners/lyra.yaml:3:8" in done.err
    assert re.search(r"(?m)^ +work tree +broken +data/partners/lyra.yaml:3:8: ", done.out)
    saved(root)
    assert 1 == ran("--root", root, "history", "lyra", "--lang", "en").out.count("broken")


def test_what_the_schema_of_today_does_not_know_is_told_as_it_is_written(root: Path) -> None:
    odd = LYRA.replace("type: city", "type: [town, {of: fish}]\ntwins: {no: [NO, ~]}").replace("{en:", "{et: [], en:")
    (root / "kvtool.toml").write_text('[base]\nlanguages = ["et"]\n', encoding="utf-8")
    saved(root, odd)
    (root / "kvtool.toml").write_text(SETTINGS, encoding="utf-8")
    last = saved(root, LYRA)
    assert [
        (last, "changed", "type", ["town", {"of": "fish"}], "city"),
        (last, "changed", "twins", {"no": ["NO", ""]}, None),
        (last, "changed", "names.et", [], None),
    ] == told(root, "lyra")[:3]
    out = ran("--root", root, "history", "lyra", "--lang", "en").out
    assert "Type        town, of: fish  city" in out
    assert re.search("twins +no: NO,", out)
    assert re.search("new +Country +SE", out)


def test_settings_that_are_broken_do_not_matter(root: Path) -> None:
    (root / "kvtool.toml").write_text("[base\n", encoding="utf-8")
    saved(root, LYRA)
    (root / "kvtool.toml").write_text(SETTINGS, encoding="utf-8")
    last = saved(root, LYRA.replace("quay", "port"))
    assert [last] == [one[0] for one in told(root, "lyra.lead", "--limit", "1")]


def test_the_work_tree_comes_first(root: Path) -> None:
    first = saved(root, LYRA)
    assert [first] == [one[0] for one in told(root, "lyra.lead")]
    (root / "data/partners/lyra.yaml").write_bytes(
        (root / "data/partners/lyra.yaml").read_bytes().replace(b"\n", b"\r\n")
    )
    assert [first] == [one[0] for one in told(root, "lyra.lead")]
    state(root, VEGA.replace("quay", "port"))
    assert [("work tree", "quay", "port"), (first, None, "quay")] == [
        (one[0], *one[3:]) for one in told(root, "vega.lead")
    ]
    assert ("work tree", "renamed", "id", "lyra", "vega") == told(root, "vega")[0]
    state(root, "")
    assert [("work tree", "removed", "lead", "quay", None), (first, "added", "lead", None, "quay")] == told(
        root, "lyra.lead"
    )
    state(root, LYRA + VEGA.replace("vega", "rigel").replace("aliases: [lyra]\n", ""))
    assert {"work tree"} == {one[0] for one in told(root, "rigel")}


def test_another_commit_can_be_where_it_starts(root: Path) -> None:
    first = saved(root, LYRA)
    git(root, "tag", "old")
    saved(root, VEGA.replace("quay", "port"))
    state(root, "")
    assert [first] == [one[0] for one in told(root, "lyra.lead", "--at", "old")]
    assert [first] == [one[0] for one in told(root, "vega.lead", "--at", "@{2026-01-05}")][-1:]
    assert 2 == ran("--root", root, "history", "vega", "--at", "old").code


def test_formats_limit_and_file(root: Path, tmp_path: Path) -> None:
    first = saved(root, LYRA.replace("Lyra", "=1+1"))
    second = saved(root, LYRA.replace("Lyra", "a|b"))
    lines = ran("--root", root, "history", "lyra.names.en", "--format", "csv").out.splitlines()
    commits = git(root, "rev-list", "HEAD").splitlines()
    assert [
        "commit,date,id,path,change,field,old,new",
        f"{commits[0]},2026-01-05,lyra,data/partners/lyra.yaml,changed,names.en,'=1+1,a|b",
        f"{commits[1]},2026-01-05,lyra,data/partners/lyra.yaml,added,names.en,,'=1+1",
    ] == lines
    out = ran("--root", root, "history", "lyra.names.en", "--format", "md", "--lang", "en").out
    assert f"| 5 January 2026 | {second} | changed | Names (en) | \\=1+1 | a\\|b |" in out
    assert 1 == len(told(root, "lyra.names.en", "--limit", "1"))
    file = tmp_path / "out.json"
    done = ran("--root", root, "history", "lyra", "--format", "json", "-o", file)
    assert (0, "") == (done.code, done.out)
    assert first == json.loads(file.read_text(encoding="utf-8"))["history"][-1]["commit"][:12]


@pytest.mark.parametrize("format_", ["table", "json", "csv", "md"])
def test_nobody_is_named(root: Path, format_: str) -> None:
    saved(root, LYRA)
    saved(root, VEGA)
    done = ran("--root", root, "history", "vega", "--format", format_)
    assert 0 == done.code
    assert [] == [word for word in ("maija", "meri", "@", "2020-01-01") if word in (done.out + done.err).lower()]


@pytest.mark.parametrize(
    ("what", "code", "says"),
    [
        ("lyra", 0, ""),
        ("Lyra", 0, ""),
        ("St. Vega", 0, ""),
        ("St. Vega.names.en", 0, ""),
        ("lyra.lead", 0, ""),
        ("lyra.", 0, ""),
        ("lyra.offers", 0, "kvtool: lyra.offers was never given\n"),
        ("lyra.names.sv", 0, "kvtool: lyra.names.sv was never given\n"),
        ("lyrra", 2, "kvtool: no record 'lyrra'\n    help: did you mean lyra?\n"),
        ("lyrra.lead", 2, "kvtool: no record 'lyrra'\n    help: did you mean lyra?\n"),
        ("Twin", 2, "kvtool: 'Twin' can be mira, norma\n"),
        ("Twin.lead", 2, "kvtool: 'Twin' can be mira, norma\n"),
        ("lyra.laed", 2, "kvtool: 'lyra' has no field 'laed', and never had\n    help: did you mean lead?\n"),
        ("lyra.names.en.x", 0, "kvtool: lyra.names.en.x was never given\n"),
        ("lyra.zzz", 2, "kvtool: 'lyra' has no field 'zzz', and never had\n    help: 'kvtool schema partner' shows"),
        ("lyra.standing[0]", 2, "kvtool: there is no lyra.standing[0]\n    help: 'kvtool history lyra.standing' tells"),
        ("lyra.lead[0]", 2, "kvtool: there is no lyra.lead[0]\n"),
        ("lyra.names[", 2, "kvtool: 'names[' is no field\n"),
        ("lyra.[0]", 2, "kvtool: '[0]' is no field\n"),
        ("lyra..lead", 2, "kvtool: '.lead' is no field\n"),
        ("lyra.standing[99999999999]", 2, "kvtool: 'standing[99999999999]' is no field\n"),
        ("", 2, "kvtool: no record ''\n"),
        (".", 2, "kvtool: no record ''\n"),
        ("../lyra", 2, "kvtool: no record ''\n"),
        ("--output=PWN", 2, "kvtool: Missing argument"),
        ("x." * 40000, 2, "kvtool: no record 'x'\n"),
        ("lyra.\x1b[2J", 2, "kvtool: '␛[2J' is no field\n"),
        ("data/partners/lyra", 2, "kvtool: no record"),
    ],
)
def test_what_is_asked_for(root: Path, what: str, code: int, says: str) -> None:
    twins = "".join(LYRA.replace("lyra", one).replace("Lyra", "Twin") for one in ("mira", "norma"))
    saved(root, LYRA + twins + LYRA.replace("lyra", "vega").replace("Lyra", "St. Vega"))
    done = ran("--root", root, "history", "--lang", "en", *([what] if what.startswith("--output") else ["--", what]))
    assert code == done.code
    assert done.err.startswith(says)
    assert not Path("PWN").exists()


def test_what_a_record_calls_itself_leads_nowhere_else(root: Path) -> None:
    saved(root, "")
    (root / "secret.yaml").write_text("id: secret\n", encoding="utf-8")
    saved(
        root,
        LYRA.replace("lyra\n", 'lyra\naliases: ["../../secret", "../../../x", ":(exclude)data", "--all"]\n', 1),
    )
    assert {"added"} == {one[1] for one in told(root, "lyra", code=3)}


def test_it_needs_a_repository_with_commits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    in_folder(tmp_path, LYRA)
    done = ran("--root", tmp_path, "history", "lyra")
    assert (5, "", True) == (done.code, done.out, "not a git repository" in done.err and "git init" in done.err)
    git(tmp_path, "init", "-q")
    done = ran("--root", tmp_path, "history", "lyra")
    assert (5, "") == (done.code, done.out)
    assert "kvtool: the current branch has no commit yet\n    help: commit the base" in done.err


def test_where_the_history_is_cut_it_is_said_and_no_day_is_invented(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    saved(root, LYRA)
    saved(root, LYRA.replace("SE", "NO"), "2026-02-06")
    now = LYRA.replace("SE", "NO").replace("quay", "port")
    last = saved(root, now, "2026-03-07")
    new = saved(root, now + LYRA.replace("lyra", "vega").replace("Lyra", "Vega"), "2026-04-08")
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "-q", "--depth", "3", root.as_uri(), ".")
    done = ran("--root", clone, "history", "lyra", "--lang", "en")
    assert 5 == done.code
    assert "kvtool: the history is cut at 6 February 2026: git fetch --unshallow, or fetch-depth: 0 in CI\n" == done.err
    assert [(last, "changed", "lead", "quay", "port")] == told(clone, "lyra", code=5)
    assert [] == told(clone, "lyra.names", code=5)
    assert [last] == [one[0] for one in told(clone, "lyra", "--limit", "1", code=5)]
    assert {new} == {one[0] for one in told(clone, "vega")}


def test_a_base_in_a_folder_a_worktree_and_a_submodule(tmp_path: Path) -> None:
    top = tmp_path / "top"
    root = top / "city"
    root.mkdir(parents=True)
    in_folder(root, PLAN + UNITS + LYRA)
    in_folder(top, LYRA.replace("quay", "port"))
    git(top, "init", "-q", "-b", "main")
    first = saved(top)
    second = saved(root, LYRA.replace("quay", "port"))
    expected = [(second, "changed", "lead", "quay", "port"), (first, "added", "lead", None, "quay")]
    assert expected == told(root, "lyra.lead")
    git(top, "worktree", "add", "-q", "--detach", str(tmp_path / "linked"))
    assert expected == told(tmp_path / "linked" / "city", "lyra.lead")
    git(tmp_path, "init", "-q", "outer")
    git(tmp_path / "outer", "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(top), "inner")
    saved(tmp_path / "outer")
    assert expected == told(tmp_path / "outer" / "inner" / "city", "lyra.lead")


@pytest.mark.parametrize("seed", range(15))
def test_the_values_of_random_histories_make_the_record_again(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    states = [base(random)]
    for _ in range(5):
        states.append(changed(states[-1], random))
    imported(tmp_path, [written(one) for one in states])
    commits = git(tmp_path, "rev-list", "--reverse", "HEAD").splitlines()
    for one, record in states[-1].items():
        rows = json.loads(ran("--root", tmp_path, "history", one, "--format", "json").out)["history"]
        assert record == replayed(rows, dict(zip(commits, states, strict=True)))


def imported(root: Path, texts: list[str]) -> None:
    """A base with a commit for each state of its files."""
    git(root, "init", "-q", "-b", "main")
    stream = ""
    for text in texts:
        stream += "commit refs/heads/main\ncommitter T <t@example.org> 1767600000 +0000\ndata 1\nx\ndeleteall\n"
        for path, content in {"kvtool.toml": SETTINGS, **files_of(text)}.items():
            stream += f"M 100644 inline {path}\ndata {len(content.encode())}\n{content}\n"
    subprocess.run(["git", "fast-import", "--quiet"], cwd=root, input=stream.encode(), check=True)
    git(root, "reset", "-q", "--hard")


def replayed(rows: list[dict[str, Any]], states: dict[str, Any]) -> Any:
    """What a record becomes by all that is told of it, oldest first; on the way it is what it was in each commit."""
    record: Any = {}
    commits = list(dict.fromkeys(row["commit"] for row in reversed(rows)))
    for commit in commits:
        here = [row for row in rows if row["commit"] == commit]
        if here[0]["change"] == "removed":
            record = {}
        else:
            record = applied(record, [(steps(row["field"]), row["old"], row["new"]) for row in here])
        assert record == states[commit].get(here[0]["id"], {})
    return record


def steps(field: str) -> tuple[str | int, ...]:
    """The steps of a field as it is written."""
    return tuple(int(index) if index else name for name, index in re.findall(r"([^.\[\]]+)|\[(\d+)\]", field))
