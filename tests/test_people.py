"""The people overlay: names for one paper, from a file outside the base and of Git, and for as long as they may be kept."""

import os
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

from kvtool.catalogue import catalogue
from kvtool.errors import Exit, KvtoolError
from kvtool.queries.holders import checked
from kvtool.settings import load
from kvtool.store.load import load as load_base
from kvtool.store.people import NOBODY, overlay, people_for
from kvtool.text.fault import Fault
from tests.cli import in_folder, ran

BASE = """\
# kvtool.toml
[base]
languages = ["en"]
[policy]
person_idle_months = 24
# partners/lyra.yaml
id: lyra
visibility: public
aliases: [lyra-city]
type: city
names: {en: Lyra}
# units/harbour-unit.yaml
id: harbour-unit
visibility: public
type: unit
names: {en: Harbour Unit}
offices: [{id: harbour-chief, names: {en: Harbour Chief}}, {id: pilot-chief, names: {en: Pilot Chief}}]
# engagements/2026/lyra-visit.yaml
id: lyra-visit
visibility: public
type: visit-out
title: {en: Visit}
from: 2026-05-12
state: planned
partners: [lyra]
participants: [harbour-chief, pilot-chief]
objectives: [{en: Agree on ferries}]
"""
MAIJA = """\
  - name: Maija Meri
    office: harbour-chief
    organisation: harbour-unit
    source: https://lyra.example/harbours
    purpose: names in briefing packs
    basis: public-task
    delete_after: 2027-06-30
"""
OLLI = MAIJA.replace("Maija Meri", "Olli Aalto")
VEGA = MAIJA.replace("Maija Meri", "Vega Lind").replace("harbour-chief", "Mayor").replace("harbour-unit", "lyra-city")
NAMES = ("Maija Meri", "Olli Aalto", "Vega Lind")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A base, with no overlay named and an empty folder of settings."""
    monkeypatch.delenv("KVTOOL_PEOPLE", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "settings"))
    return in_folder(tmp_path / "base", BASE)


def put(path: Path, *people: str) -> Path:
    """An overlay of these people, at a path that is only the user's own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("people:\n" + "".join(people), encoding="utf-8")
    path.chmod(0o600)
    return path


def lying(root: Path, *people: str) -> Path:
    """An overlay where kvtool looks for it."""
    return put(root.parent / "settings" / "kvtool" / "people.yaml", *people)


def faults(root: Path, day: str = "2026-04-01") -> list[Fault]:
    return list(checked(overlay(root), load_base(load(root)), date.fromisoformat(day)))


def places(root: Path, day: str = "2026-04-01") -> list[tuple[str, int, int]]:
    return [(one.code, one.line, one.column) for one in faults(root, day)]


def pack(root: Path, *arguments: str) -> str:
    words = ("--engagement", "lyra-visit", "--lang", "en", "--as-of", "2026-04-01")
    code, out, err = ran("--root", root, "brief", "lyra", *words, *arguments)
    assert (code, err) == (0, "")
    return out


def line(text: str, label: str) -> str:
    return next((said.partition(":** ")[2] for said in text.splitlines() if said.startswith(f"- **{label}")), "")


def test_a_pack_names_who_holds_an_office_on_the_day_of_the_meeting(root: Path) -> None:
    plain = pack(root)
    past = MAIJA + "    to: 2026-05-11\n"
    following = OLLI + "    from: 2026-05-12\n    to: 2026-05\n"
    lying(root, past, following, VEGA.replace("2027-06-30", "2026-12"))
    text = pack(root)
    assert line(plain, "Participants") == "Harbour Chief, Pilot Chief"
    assert line(text, "Participants") == "Harbour Chief (Olli Aalto), Pilot Chief"
    assert line(text, "On their side") == "Mayor (Vega Lind)"
    assert line(pack(root, "--on", "2026-05-11"), "Participants") == "Harbour Chief (Maija Meri), Pilot Chief"
    assert line(pack(root, "--on", "2026-06-01"), "Participants") == "Harbour Chief, Pilot Chief"


def test_two_may_hold_one_office(root: Path) -> None:
    lying(root, MAIJA, OLLI)
    assert line(pack(root), "Participants") == "Harbour Chief (Maija Meri, Olli Aalto), Pilot Chief"


def test_a_pack_with_names_says_until_when_it_may_be_kept(root: Path) -> None:
    lying(root, MAIJA, VEGA.replace("2027-06-30", "2026-12"))
    (head,) = [said for said in pack(root).splitlines() if "Personal data" in said]
    values = pack(root).splitlines()[pack(root).splitlines().index(head) + 2]
    assert (
        dict(zip(head.split("|"), values.split("|"), strict=True))[" Personal data "]
        == " delete after 31 December 2026 "
    )


def test_who_is_to_be_deleted_is_not_named_any_more(root: Path) -> None:
    lying(root, MAIJA.replace("2027-06-30", "2026-04-01"))
    assert "Maija Meri" in pack(root)
    assert "Maija Meri" not in pack(root, "--as-of", "2026-04-02")
    assert "Personal data" not in pack(root, "--as-of", "2026-04-02")


def test_the_public_hears_no_names_and_the_file_is_not_even_read(root: Path) -> None:
    public = pack(root, "--audience", "public")
    lying(root, MAIJA, VEGA)
    assert public == pack(root, "--audience", "public")
    lying(root, "nonsense")
    assert public == pack(root, "--audience", "public")


def test_an_overlay_of_others_changes_nothing(root: Path) -> None:
    plain = pack(root)
    lying(root, MAIJA.replace("harbour-chief", "coast-chief"), VEGA.replace("lyra-city", "vega"))
    assert plain == pack(root)


def test_a_name_is_text_and_nothing_else(root: Path) -> None:
    lying(root, MAIJA.replace("Maija Meri", '"<b>Maija</b> | *Meri* {{ 1 }}"'))
    text = pack(root)
    assert "<b>" not in text
    assert "*Meri*" not in text.replace("\\*", "")
    assert "Maija" in text


def test_the_file_that_is_named_goes_before_the_one_by_custom(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lying(root, OLLI)
    monkeypatch.setenv("KVTOOL_PEOPLE", str(put(root.parent / "mine.yaml", MAIJA)))
    assert [one.name for one in overlay(root).people] == ["Maija Meri"]
    monkeypatch.setenv("KVTOOL_PEOPLE", "")
    assert [one.name for one in overlay(root).people] == ["Olli Aalto"]


@pytest.mark.parametrize("home", ["settings", "relative", ""])
def test_without_a_file_there_is_nobody(root: Path, home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", home)
    monkeypatch.setenv("HOME", str(root.parent))
    assert overlay(root) is NOBODY
    put(root.parent / ".config" / "kvtool" / "people.yaml", MAIJA)
    assert [one.name for one in overlay(root).people] == ["Maija Meri"]


def test_without_a_home_there_is_nobody(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError

    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setattr(Path, "home", nowhere)
    assert overlay(root) is NOBODY


@pytest.mark.parametrize(
    ("people", "place"),
    [
        ("  - name: Maija\n", ("KV102", 2, 5)),
        (MAIJA + "    diet: fish\n", ("KV101", 9, 5)),
        (MAIJA.replace("public-task", "because"), ("KV104", 7, 12)),
        (MAIJA.replace("2027-06-30", "2027-06-31"), ("KV105", 8, 19)),
        (MAIJA.replace("name: Maija Meri", "name:"), ("KV103", 2, 10)),
        (MAIJA + "    from: 2026\n    to: 2025\n", ("KV109", 10, 9)),
        ("  - [x\n", ("KV004", 2, 5)),
    ],
)
def test_faults_of_the_file_have_their_places_and_stop_a_pack(
    root: Path, people: str, place: tuple[str, int, int]
) -> None:
    path = lying(root, people)
    found = places(root)
    assert place in found
    words = ("--engagement", "lyra-visit", "--as-of", "2026-04-01")
    code, out, err = ran("--root", root, "brief", "lyra", *words)
    assert (code, out) == (Exit.USAGE, "")
    assert err.startswith(f"kvtool: {path}:{found[0][1]}:{found[0][2]}: ")


def test_a_file_that_is_named_must_be_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KVTOOL_PEOPLE", str(root.parent / "none.yaml"))
    assert places(root) == [("KV012", 1, 1)]
    with pytest.raises(KvtoolError, match=r"none\.yaml:1:1"):
        people_for(root)


@pytest.mark.parametrize("where", ["base/people.yaml", "base/data/people.yaml", "work/deep/people.yaml"])
def test_where_git_could_take_it_along_it_is_not_read(root: Path, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (root.parent / "work" / ".git").mkdir(parents=True)
    monkeypatch.setenv("KVTOOL_PEOPLE", str(put(root.parent / where, MAIJA)))
    assert overlay(root).people == ()
    assert places(root) == [("KV806", 1, 1)]
    with pytest.raises(KvtoolError, match="lies in"):
        people_for(root)


def test_a_link_leads_nowhere_else(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = root.parent / "people.yaml"
    link.symlink_to(put(root / "people.yaml", MAIJA))
    monkeypatch.setenv("KVTOOL_PEOPLE", str(link))
    assert places(root) == [("KV806", 1, 1)]
    link.unlink()
    link.symlink_to(put(root.parent / "other.yaml", MAIJA))
    assert places(root) == [("KV011", 1, 1)]


@pytest.mark.skipif(os.name != "posix", reason="rights are those of POSIX")
@pytest.mark.parametrize(("mode", "codes"), [(0o600, []), (0o400, []), (0o640, ["KV807"]), (0o604, ["KV807"])])
def test_rights_of_others_are_told_and_do_not_stop_a_pack(root: Path, mode: int, codes: list[str]) -> None:
    lying(root, MAIJA).chmod(mode)
    assert [one.code for one in faults(root)] == codes
    assert "Maija Meri" in pack(root)


@pytest.mark.parametrize(
    ("people", "day", "found"),
    [
        (MAIJA, "2027-06-30", []),
        (MAIJA, "2027-07-01", [("KV926", 8, 19)]),
        (MAIJA, "2030-01-01", [("KV926", 8, 19)]),
        (MAIJA.replace("2027-06-30", "2040"), "2028-05-12", []),
        (MAIJA.replace("2027-06-30", "2040"), "2028-05-13", [("KV926", 3, 13)]),
        (MAIJA.replace("2027-06-30", "2040") + "    from: 2027-01-01\n", "2028-05-13", []),
        (MAIJA.replace("2027-06-30", "2040") + "    from: 2027-01-01\n", "2029-01-02", [("KV926", 3, 13)]),
        (VEGA.replace("2027-06-30", "2040"), "2028-05-12", []),
        (VEGA.replace("2027-06-30", "2040"), "2028-05-13", [("KV926", 3, 13)]),
        (VEGA.replace("2027-06-30", "2040").replace("lyra-city", "City of Vega"), "2039-05-13", []),
        (MAIJA.replace("harbour-chief", "coast-chief"), "2026-04-01", [("KV201", 3, 13)]),
        (MAIJA.replace("harbour-unit", "Harbour Unit").replace("harbour-chief", "Clerk"), "2026-04-01", []),
    ],
)
def test_against_the_base_and_the_calendar(
    root: Path, people: str, day: str, found: list[tuple[str, int, int]]
) -> None:
    lying(root, people)
    assert places(root, day) == found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("person_idle_months = 24", "", []),
        ("person_idle_months = 24", "person_idle_months = 30", []),
        ("state: planned", "state: cancelled", [("KV926", 3, 13)]),
        ("state: planned", "state: plannd", []),
        ("title: {en: Visit}", "title: {en: A visit}", [("KV926", 3, 13)]),
    ],
)
def test_idleness_is_told_only_where_it_can_be(
    root: Path, old: str, new: str, found: list[tuple[str, int, int]]
) -> None:
    in_folder(root, BASE.replace(old, new))
    lying(root, MAIJA.replace("2027-06-30", "2040") + "    from: 2026-05-01\n")
    assert places(root, "2028-06-01") == found


def test_no_message_holds_a_name(root: Path) -> None:
    lying(root, *(one.replace("2027-06-30", "2025") for one in (MAIJA, OLLI, VEGA)))
    said = repr([(one.message, one.help) for one in faults(root)])
    assert len(faults(root)) == 3
    assert [name for name in NAMES if name in said] == []


def test_every_fault_has_its_page() -> None:
    expected = MappingProxyType({"KV806": "people-inside-the-base", "KV807": "people-open-to-others"})
    assert {code: catalogue()[code].name for code in expected} == expected
    assert catalogue()["KV926"].name == "person-past-delete-after"


def test_lint_tells_of_the_overlay_too(root: Path) -> None:
    path = lying(root, MAIJA.replace("2027-06-30", "2025-12-31"))
    path.chmod(0o644)
    words = ("--select", "KV8,KV926", "--as-of", "2026-04-01")
    code, out, _ = ran("--root", root, "lint", *words)
    assert (code, out.splitlines()[::2][:2]) == (
        0,
        [
            f"{path}:1:1: warning KV807 others than its owner may read or change the people overlay",
            f"{path}:8:19: due KV926 people[0]: to be deleted after 2025-12-31",
        ],
    )
    assert ran("--root", root, "lint", root / "data", *words).out.startswith("0 errors, 0 warnings, 0 due")
