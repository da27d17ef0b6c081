"""`kvtool verify`: what has changed since a paper was made, told as an addendum; whom nothing in a stamp leads astray."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kvtool.stamping import hash_of
from tests.cli import Ran, in_folder, ran, stamped
from tests.test_git import git

DAY = "2026-03-01"
BASE = stamped("""\
# partners/lyra.yaml
id: lyra
visibility: public
type: city
names: {en: Lyra, fi: Lyyra, sv: Lyran}
lead: quay
standing:
  - {status: partner, from: 2020, source: plan, quote: Lyra is a partner}
sensitivities: [{text: {en: The ferry line}, handling: only-if-asked, until: 2026-06-30}]
notes: internal
# partners/norma.yaml
{id: norma, type: city, names: {en: Norma}}
# units/quay.yaml
{id: quay, visibility: public, type: unit, names: {en: Quay}, offices: [{id: chief, names: {en: Chief}}]}
# units/school.yaml
{id: school, type: unit, names: {en: School}}
# sources/plan.yaml
{id: plan, visibility: public, title: {en: Plan}, acts: [{on: 2020-01-01, act: approved}], treats: [partners]}
# frameworks/strategy.yaml
{id: strategy, type: strategy, names: {en: Strategy}, from: 2020, to: 2026-12, source: plan}
# facts/berths.yaml
{id: berths, visibility: public, claim: {en: Berths}, value: 12, as_of: 2025}
# messages/many.yaml
id: many
visibility: public
scope: {partner: lyra}
headline: {en: "We have {fact:berths} berths"}
approvals: [{lang: en, role: chief, on: 2026-01-01, until: 2026-09-30, of: 000000000000}]
# engagements/2025/talks.yaml
id: talks
type: meeting
title: {en: Talks}
from: 2025-05-05
state: held
lead: quay
partners: [lyra]
commitments: [{by: us, text: {en: Send the charts}, owner: quay, due: 2026-04-30, state: open}]
""")


def committed(root: Path, message: str = "more") -> str:
    """Commits all files, and gives the commit."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", message)
    return git(root, "rev-parse", "HEAD").strip()


def edited(root: Path, path: str, old: str, new: str) -> None:
    """Replaces words in a record."""
    file = root / "data" / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A base in a repository."""
    root = in_folder(tmp_path / "base", BASE)
    git(root, "init", "-q", "-b", "main")
    committed(root)
    return root


@pytest.fixture
def pack(root: Path, tmp_path: Path) -> Path:
    """The pack on Lyra."""
    return made(root, tmp_path / "pack.md")


def made(root: Path, file: Path, *arguments: str) -> Path:
    """A pack in a file."""
    assert ran("--root", root, "brief", "lyra", "--lang", "en", "--as-of", DAY, "-o", file, *arguments).code == 0
    return file


def verified(root: Path, *arguments: str | Path, day: str = DAY) -> Ran:
    """What `verify` says on a day."""
    return ran("--root", root, "verify", *arguments, "--as-of", day)


def told(root: Path, *arguments: str | Path, day: str = DAY) -> dict[str, Any]:
    """The one addendum as JSON."""
    (paper,) = json.loads(verified(root, *arguments, "--format", "json", day=day).out)["papers"]
    return dict(paper)


def test_all_holds_where_nothing_has_changed(root: Path, pack: Path) -> None:
    commit = git(root, "rev-parse", "HEAD").strip()
    said = f"{pack}: as of 1 March 2026, {commit}; looked at as of 1 March 2026.".replace("_", "\\_")
    assert (0, f"# Addendum: Briefing: Lyra\n\n{said}\n\n**All holds.**\n", "") == verified(root, pack)


def test_a_pack_that_was_edited_by_hand_still_verifies(root: Path, pack: Path) -> None:
    text = pack.read_text(encoding="utf-8")
    body, _, stamp = text.partition("<!--")
    pack.write_text(
        f"\ufeffRead this first.\n\n{body[:200]}\n<!--{stamp}\nAnd this.\n".replace("\n", "\r\n"), newline=""
    )
    assert 0 == verified(root, pack).code


KEY = "{status: key, from: 2025, source: plan}"
DINNER = """\
# engagements/2026/dinner.yaml
{id: dinner, type: meeting, title: {en: Dinner}, from: 2026-02-02, state: held, partners: [PARTNER]}
"""
CHANGES = {
    "a field": (
        lambda root: edited(root, "partners/lyra.yaml", "lead: quay", "lead: school"),
        [("lyra", "changed", "lead", "quay", "school"), ("school", "added", "", None, None)],
        ["**Owner**\n\n- Quay → School\n", "City, responsible: Quay. Standing"],
    ),
    "an item": (
        lambda root: edited(root, "partners/lyra.yaml", "sensitivities:", f"  - {KEY}\nsensitivities:"),
        [("lyra", "changed", "standing[1]", None, {"status": "key", "from": "2025", "source": "plan"})],
        ["+ 2025; key partner; approved"],
    ),
    "a fact in a message": (
        lambda root: edited(root, "facts/berths.yaml", "value: 12", "value: 14"),
        [("berths", "changed", "value", "12", "14")],
        ["- We have 12 berths → We have 14 berths"],
    ),
    "a source": (
        lambda root: edited(root, "sources/plan.yaml", "act: approved", "act: draft"),
        [("plan", "changed", "acts[0].act", "approved", "draft")],
        ["+ Lyra: the standing rests on a text that is not decided (draft)."],
    ),
    "a record that is gone": (
        lambda root: (root / "data/engagements/2025/talks.yaml").unlink(),
        [("talks", "removed", "", {"id": "talks"}, None)],
        ["− Last met: 5 May 2025, meeting, Talks, Quay"],
    ),
    "a record that is new": (
        lambda root: in_folder(root, DINNER.replace("PARTNER", "lyra")),
        [("dinner", "added", "", None, None)],
        ["Talks, Quay → Last met: 2 February 2026, meeting, Dinner", "+ 5 May 2025, meeting, Talks, Quay"],
    ),
    "a record of another partner": (
        lambda root: edited(root, "partners/norma.yaml", "en: Norma", "en: Norman"),
        [],
        [],
    ),
    "a new record of another partner": (
        lambda root: in_folder(root, DINNER.replace("PARTNER", "norma")),
        [],
        [],
    ),
    "a comment": (
        lambda root: edited(root, "partners/lyra.yaml", "type: city", "type: city  # it is"),
        [],
        [],
    ),
    "a field that the pack does not show": (
        lambda root: edited(root, "partners/lyra.yaml", "notes: internal", "notes: other"),
        [("lyra", "changed", "notes", "internal", "other")],
        [],
    ),
    "a record that is broken": (
        lambda root: edited(root, "partners/lyra.yaml", "type: city", "type: town"),
        [("lyra", "broken", "", None, None)],
        ["The paper cannot be made any more: the record 'lyra' is broken"],
    ),
    "another record that is broken": (
        lambda root: edited(root, "partners/norma.yaml", "type: city", "type: town"),
        [("norma", "broken", "", None, None)],
        ["+ The record data/partners/norma.yaml is broken and was left out."],
    ),
    "the partner is gone": (
        lambda root: (root / "data/partners/lyra.yaml").unlink(),
        [("lyra", "removed", "", {"id": "lyra"}, None)],
        ["The paper cannot be made any more: no record 'lyra'."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("commit", [False, True], ids=["in the files", "in a commit"])
@pytest.mark.parametrize("what", CHANGES)
def test_it_is_told_what_has_changed_and_what_the_pack_would_say(
    root: Path, pack: Path, what: str, commit: bool
) -> None:
    change, expected, statements = CHANGES[what]
    change(root)
    if commit:
        committed(root)
    done = verified(root, pack)
    broken = "broken" in what
    assert done.code == (3 if broken else 1 if expected else 0), done.out
    assert [one for one in statements if one not in done.out.replace("\\", "")] == []
    paper = told(root, pack)
    rows = [tuple(row[key] for key in ("id", "change", "field", "old", "new")) for row in paper["changes"]]
    bare = [(*row[:3], {"id": row[3]["id"]} if row[1] == "removed" else row[3], row[4]) for row in rows]
    assert expected == bare
    assert (not expected, "records") == (paper["holds"], paper["compared"])


def test_the_addendum_reads_well(root: Path, pack: Path) -> None:
    commit = git(root, "rev-parse", "HEAD").strip()
    edited(root, "partners/lyra.yaml", "lead: quay", "lead: school")
    (root / "data/units/quay.yaml").rename(root / "data/units/old-quay.yaml")
    edited(root, "units/old-quay.yaml", "id: quay,", "id: old-quay, aliases: [quay],")
    (root / "data/engagements/2025/talks.yaml").unlink()
    (root / "data/frameworks/strategy.yaml").unlink()
    assert f"""\
# Addendum: Briefing: Lyra

{pack}: as of 1 March 2026, {commit}; looked at as of 1 March 2026.

## Records that changed

**Talks** (engagement, `talks`): removed

**Lyra** (partner, `lyra`): changed

- Lead unit: Quay → School

**Quay** (unit, `old-quay`): renamed

- ID: quay → old-quay
- Other names or IDs: + quay

**School** (unit, `school`): new

## What it says otherwise

**Owner**

- Quay → School

**Lyra**

- City, responsible: Quay. Standing: partner (from 2020, approved 1 January 2020, Plan) → \
City, responsible: School. Standing: partner (from 2020, approved 1 January 2020, Plan)

**Lyra › Open promises**

- − We promised: Send the charts, due 30 April 2026 (Quay)

**Lyra › Last meetings**

- − Last met: 5 May 2025, meeting, Talks, Quay

**Nothing on record**

- Lyra: no form of cooperation is on record; no agreement is on record; no network is known to which both belong; \
no other unit's meeting within 60 days is on record. → \
Lyra: no form of cooperation is on record; no agreement is on record; no network is known to which both belong; \
no meeting or visit is on record, so nobody knows from here who met last; \
no other unit's meeting within 60 days is on record; no open promise is on record.
""" == verified(root, pack).out.replace("\\_", "_")


BY_DAY = {
    "2026-03-02": [],
    "2026-02-28": [],
    "2026-05-01": ["promise is overdue, 30 April 2026"],
    "2026-07-01": ["− Lyra – only if asked: The ferry line"],
    "2026-10-01": ["− We have 12 berths", "+ We have 12 berths"],
    "2027-01-01": ["+ Lyra: the period of the text behind the standing is over."],
}


@pytest.mark.parametrize("day", BY_DAY)
def test_what_only_the_days_change_is_told_apart(root: Path, pack: Path, day: str) -> None:
    done = verified(root, pack, day=day)
    assert (bool(BY_DAY[day]), []) == (done.code == 1, [one for one in BY_DAY[day] if one not in done.out])
    paper = told(root, pack, day=day)
    assert ([], []) == (paper["changes"], paper["statements"])
    assert (not BY_DAY[day]) == (not paper["by_days"] and not paper["due"])


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_addendum_is_in_the_language_of_the_pack_or_in_another_one(
    root: Path, tmp_path: Path, language: str
) -> None:
    for own in ("fi", "sv", "en"):
        file = made(root, tmp_path / f"{own}.md", "--lang", own)
        assert verified(root, file).out == verified(root, file, "--lang", own).out
        edited(root, "partners/lyra.yaml", "from: 2020,", "from: 2021,")
        lead = {"fi": "Vastuuyksikkö", "sv": "Ansvarig enhet", "en": "Lead unit"}
        edited(root, "partners/lyra.yaml", "lead: quay", "lead: school")
        out = verified(root, file, "--lang", language).out
        assert [language] == [one for one, words in lead.items() if f"- {words}: Quay → School\n" in out]
        git(root, "checkout", "-q", ".")


def test_several_papers_are_verified_at_once(root: Path, pack: Path, tmp_path: Path) -> None:
    other = tmp_path / "norma.md"
    ran("--root", root, "brief", "norma", "--lang", "en", "--as-of", DAY, "-o", other)
    edited(root, "partners/norma.yaml", "en: Norma", "en: Norman")
    done = verified(root, pack, other)
    assert (1, 2) == (done.code, len(re.findall("^# Addendum: ", done.out, re.MULTILINE)))
    assert [True, False] == [
        one["holds"] for one in json.loads(verified(root, pack, other, "--format", "json").out)["papers"]
    ]


def test_a_report_verifies_too(root: Path, tmp_path: Path) -> None:
    from datetime import date

    from kvtool.papers import Order, make, text_of
    from kvtool.queries.reading import Reader
    from kvtool.settings import read
    from kvtool.stamping import files_of, stamp_of
    from kvtool.stamping import stamped as with_stamp
    from kvtool.store.load import load
    from kvtool.words.labels import labels

    in_folder(
        root,
        "# networks/ports.yaml\nid: ports\nnames: {en: Ports}\nmembership: {owner: quay, statements: [{status: member}]}\n",
    )
    commit = committed(root)
    settings = read(root / "kvtool.toml")
    report = make(Reader(load(settings), date(2026, 3, 1), labels("en")), Order("network-portfolio"), commit)
    stamp = stamp_of(report, commit, files_of(settings, commit, [entry.path for entry in report.entries]))
    file = tmp_path / "report.md"
    file.write_text(with_stamp(text_of(report), stamp), encoding="utf-8")
    assert 0 == verified(root, file).code
    edited(root, "networks/ports.yaml", "owner: quay", "owner: school")
    out = verified(root, file).out
    assert ["- Membership › Owner: Quay → School\n" in out, "## What it says otherwise\n" in out] == [True, True]


def test_a_pack_of_a_commit_is_compared_by_fields_though_its_template_was_another(root: Path, tmp_path: Path) -> None:
    (root / "templates").mkdir()
    (root / "templates/fi.po").write_text('msgid ""\nmsgstr ""\n', encoding="utf-8")
    file = tmp_path / "pack.md"
    made_so = ran("--root", root, "brief", "lyra", "--at", "HEAD", "--as-of", DAY, "-o", file)
    assert (0, True) == (made_so.code, "+templates " in file.read_text(encoding="utf-8"))
    edited(root, "partners/lyra.yaml", "lead: quay", "lead: school")
    paper = told(root, file)
    assert paper["compared"] == "records"
    assert ("lyra", "lead") in [(row["id"], row["field"]) for row in paper["changes"]]


def test_a_pack_of_changes_in_no_commit_is_compared_by_hashes(root: Path, tmp_path: Path) -> None:
    edited(root, "partners/lyra.yaml", "notes: internal", "notes: other")
    file = made(root, tmp_path / "changed.md")
    assert "the records that it was made of were in no commit" in verified(root, file).out
    assert (0, "hashes") == (verified(root, file).code, told(root, file)["compared"])
    committed(root)
    assert 0 == verified(root, file).code
    edited(root, "partners/lyra.yaml", "notes: other", "notes: again")
    edited(root, "partners/norma.yaml", "en: Norma", "en: Norman")
    (root / "data/engagements/2025/talks.yaml").unlink()
    (root / "data/units/quay.yaml").rename(root / "data/units/old-quay.yaml")
    edited(root, "units/old-quay.yaml", "id: quay,", "id: old-quay, aliases: [quay],")
    in_folder(root, "# networks/ports.yaml\n{id: ports, names: {en: Ports}, members: [{partner: lyra}]}\n")
    (root / "kvtool.toml").write_text('[base]\nname = "Vega"\nlanguages = ["en", "fi", "sv"]\n# more\n')
    rows = told(root, file)["changes"]
    assert [
        ("talks", "removed"), ("lyra", "changed"), ("old-quay", "renamed"), ("kvtool.toml", "changed"), ("ports", "added"),
    ] == [(row["id"], row["change"]) for row in rows]  # fmt: skip
    assert 1 == verified(root, file).code


def test_without_a_repository_hashes_are_compared(tmp_path: Path) -> None:
    root = in_folder(tmp_path / "base", BASE)
    file = made(root, tmp_path / "pack.md")
    assert (0, "hashes") == (verified(root, file).code, told(root, file)["compared"])
    for path in (root / "data").rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert 0 == verified(root, file).code
    edited(root, "facts/berths.yaml", "value: 12", "value: 14")
    assert "**Berths** (fact, `berths`): changed\n" in verified(root, file).out


def test_a_clone_without_the_commit_says_so_and_compares_hashes(root: Path, pack: Path, tmp_path: Path) -> None:
    edited(root, "facts/berths.yaml", "value: 12", "value: 14")
    committed(root)
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{root}", str(clone)], check=True, capture_output=True)
    done = verified(clone, pack)
    assert "its commit cannot be read here: git knows no revision" in done.out
    assert "git fetch --unshallow" in done.out
    assert (1, [("berths", "changed")]) == (
        done.code,
        [(row["id"], row["change"]) for row in told(clone, pack)["changes"]],
    )


def test_a_public_pack_hears_of_nothing_internal(root: Path, tmp_path: Path) -> None:
    file = made(root, tmp_path / "public.md", "--audience", "public")
    for path, old, new in (
        ("partners/lyra.yaml", "The ferry line", "SECRET"),
        ("partners/lyra.yaml", "notes: internal", "notes: SECRET"),
        ("engagements/2025/talks.yaml", "en: Talks", "en: SECRET"),
        ("partners/norma.yaml", "en: Norma", "en: SECRET"),
    ):
        edited(root, path, old, new)
    assert (0, True) == (verified(root, file).code, bool(told(root, file)["holds"]))
    assert [] == told(root, file, day="2028-01-01")["due"]
    edited(root, "units/quay.yaml", "visibility: public, ", "")
    edited(root, "facts/berths.yaml", "value: 12", "value: 14")
    out = verified(root, file).out
    assert ["SECRET" in out, "(unit, `quay`): removed" in out, "- Value: 12 → 14" in out] == [False, True, True]


def resealed(pack: Path, old: str, new: str) -> Path:
    """A pack with another stamp, whose seal fits it."""
    text = pack.read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new)
    lines = text[text.index("made by") : text.index("seal: ")].rstrip("\n")
    pack.write_text(re.sub("seal: .*", f"seal: {hash_of(lines.encode())}", text), encoding="utf-8")
    return pack


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("about: lyra", "about: vega", "its stamp is forged: no such paper comes of its commit: no record 'vega'"),
        ("option: on ", "option: engagement visit\noption: on ", "its stamp is forged: no such paper"),
        ("record: partner lyra ", "record: partner norma ", "its stamp is forged: of 'norma' its commit"),
        ("data/partners/lyra.yaml", "/etc/passwd", "its stamp is forged: of 'lyra' its commit"),
        ("data/partners/lyra.yaml", "../../../etc/passwd", "its stamp is forged: of 'lyra' its commit"),
        ("paper: brief", "paper: open-sesame", "its stamp is broken: it is of no paper that there is"),
    ],
)
def test_a_forged_stamp_is_refused(root: Path, pack: Path, old: str, new: str, says: str) -> None:
    code, out, err = verified(root, resealed(pack, old, new))
    assert (2, "") == (code, out)
    assert err.startswith(f"kvtool: {pack}: {says}"), err


def test_another_hash_of_a_record_is_forged(root: Path, pack: Path) -> None:
    (hashed,) = re.findall("record: partner lyra ([0-9a-f]+) ", pack.read_text(encoding="utf-8"))
    assert "its stamp is forged: of 'lyra'" in verified(root, resealed(pack, hashed, "0" * 16)).err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "it has no stamp"),
        (b"# A paper\n", "it has no stamp"),
        (b"\xff\xfe<\x00", "not UTF-8"),
        (b"x" * (1 << 20) + b"x", "the file is larger than 1 MiB"),
    ],
)
def test_what_is_no_paper_is_refused(root: Path, tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "x.md"
    file.write_bytes(content)
    code, out, err = verified(root, file)
    assert (2, "", True) == (code, out, err.startswith(f"kvtool: {file}: {says}"))


def test_wrong_use_is_said(root: Path, pack: Path, tmp_path: Path) -> None:
    assert 2 == verified(root).code
    assert 2 == verified(root, tmp_path / "none.md").code
    assert 2 == verified(root, tmp_path).code
    assert "no format 'csv' here" in verified(root, pack, "--format", "csv").err
    assert "no language 'de'" in verified(root, pack, "--lang", "de").err
    assert "is not a day" in verified(root, pack, day="soon").err


def test_the_first_bad_stamp_among_several_files_stops_all(root: Path, pack: Path, tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("# A paper\n")
    code, out, _ = verified(root, pack, tmp_path / "x.md")
    assert (2, "") == (code, out)


def test_an_addendum_goes_into_a_file(root: Path, pack: Path, tmp_path: Path) -> None:
    target = tmp_path / "addendum.md"
    assert (0, "", "") == verified(root, pack, "-o", target)
    assert verified(root, pack).out == target.read_text(encoding="utf-8")


def test_what_a_record_says_is_plain_text_in_an_addendum(root: Path, pack: Path) -> None:
    edited(
        root, "engagements/2025/talks.yaml", "{en: Talks}", "{en: '<script>alert(1)</script> [x](javascript:y) `c`'}"
    )
    out = verified(root, pack).out
    assert "\\<script\\>alert(1)\\</script\\> \\[x\\](javascript\\:y) \\`c\\`" in out
    assert re.findall(r"(?<!\\)<|(?<!\\)\[", out) == []
