"""What a public pack must not let through by a side door, and relations that are told under a former id."""

from pathlib import Path

import pytest

from tests.cli import in_folder, ran

SETTINGS = '[base]\nname = "Vega"\nlanguages = ["en"]\nsource_language = "en"\n'
LYRA = "id: lyra\nvisibility: public\ntype: city\nnames: {en: Lyra}\naliases: [lyra-city]\n"
DECIDED = "id: plan\nvisibility: public\ntitle: {en: Plan}\nacts: [{on: 2021, act: approved}]\n"
DRAFTED = "id: idea\nvisibility: public\ntitle: {en: Idea}\nacts: [{on: 2022, act: draft}]\n"
SOURCES = {"sources/plan.yaml": DECIDED, "sources/idea.yaml": DRAFTED}


def text_of(files: dict[str, str]) -> str:
    """Files as one text, each below a comment with its path."""
    return "".join(f"# {path}\n{content}" for path, content in files.items())


def pack(tmp_path: Path, audience: str, files: dict[str, str]) -> tuple[int, str]:
    """The exit code and text of a pack of Lyra in a base of these files."""
    root = in_folder(tmp_path, text_of({"kvtool.toml": SETTINGS, "partners/lyra.yaml": LYRA, **SOURCES, **files}))
    said = ran("--root", root, "brief", "lyra", "--audience", audience, "--lang", "en", "--as-of", "2026-11-21")
    return said.code, said.out


@pytest.mark.parametrize(("audience", "status"), [("internal", "membership is an aim"), ("public", "cooperating")])
def test_the_public_hears_of_a_network_what_is_decided(tmp_path: Path, audience: str, status: str) -> None:
    network = """\
id: ports
visibility: public
names: {en: Ports}
members: [{partner: lyra, source: plan}]
membership:
  statements:
    - {status: cooperating, source: plan}
    - {status: aim, source: idea, deadline: 2030}
"""
    code, text = pack(tmp_path, audience, {"networks/ports.yaml": network})
    assert 0 == code
    assert [f"- Ports; Vega: {status}"] == [
        line.partition(",")[0].partition("[^")[0] for line in text.splitlines() if line.startswith("- Ports")
    ]


@pytest.mark.parametrize(("audience", "told"), [("internal", (False, True)), ("public", (False, False))])
def test_a_statement_that_is_internal_is_background_for_the_house_and_nothing_for_the_public(
    tmp_path: Path, audience: str, told: tuple[bool, bool]
) -> None:
    standing = "standing: [{status: key, source: plan}, {status: special, source: plan, visibility: internal}]\n"
    code, text = pack(tmp_path, audience, {"partners/lyra.yaml": LYRA.replace("aliases: [lyra-city]\n", standing)})
    may_say, _, background = text.partition("## What may be said")[2].partition("## Background only")
    assert (0, True) == (code, "Lyra: key partner" in may_say.partition("## Lyra")[0])
    assert ("internal |" in text) is any(told)
    assert told == tuple("special" in part.partition("## Lyra")[0] for part in (may_say, background))


@pytest.mark.parametrize(("audience", "named"), [("internal", True), ("public", False)])
def test_the_public_hears_nothing_by_way_of_an_internal_group(tmp_path: Path, audience: str, named: bool) -> None:
    group = """\
id: secret-league
type: group
names: {en: Secret League}
members: [{partner: lyra}]
standing: [{status: key, source: plan}]
"""
    code, text = pack(tmp_path, audience, {"partners/secret-league.yaml": group})
    assert (0, named) == (code, "Secret League" in text)


@pytest.mark.parametrize(("audience", "named"), [("internal", True), ("public", False)])
def test_the_public_is_not_told_the_path_of_a_broken_record(tmp_path: Path, audience: str, named: bool) -> None:
    code, text = pack(tmp_path, audience, {"partners/secret-talks.yaml": "id: secret-talks\ntype: cty\n"})
    assert (3, named) == (code, "secret-talks" in text)


def test_relations_are_found_under_a_former_id(tmp_path: Path) -> None:
    visit = """\
id: visit
type: visit-out
title: {en: Visit to the harbour}
from: 2026-05-12
state: held
partners: [lyra-city]
"""
    network = "id: ports\nnames: {en: Ports}\nmembers: [{partner: lyra-city, source: plan}]\n"
    files = {"engagements/2026/visit.yaml": visit, "networks/ports.yaml": network}
    code, text = pack(tmp_path, "internal", files)
    assert (0, True, True) == (code, "Visit to the harbour" in text, "- Ports" in text)


@pytest.mark.parametrize(("options", "traceback"), [([], False), (["--debug"], True)], ids=str)
def test_a_bug_has_its_own_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], traceback: bool
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("kvtool.store.load.load", broken)
    root = in_folder(tmp_path, text_of({"kvtool.toml": SETTINGS}))
    said = ran(*options, "--root", root, "list")
    assert (70, traceback) == (said.code, "Traceback" in said.err)
    assert "internal error (ZeroDivisionError)" in said.err
