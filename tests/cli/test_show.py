"""`kvtool show`: one record as it stands, what follows from it on a day, what points to it."""

import json
import re
from pathlib import Path

import pytest

from kvtool.words.labels import labels
from tests.cli import TODAY, in_folder, ran

BASE = """\
# partners/lyra.yaml
id: lyra
aliases: [lyra-city]
type: city
names: {en: Lyra, fi: Lyyra}
country: SE
standing:
  - {status: special, source: draft}
  - {status: key, source: plan, quote: Lyra is key}
  - {status: ended, from: 2023, source: draft}
notes: "\\tA tab and a [link](javascript:y)"
# partners/harbours.yaml
id: harbours
type: group
names: {en: Harbours}
members: [{partner: lyra}]
standing: [{status: partner, from: 2019, source: plan}]
# partners/norma.yaml
{id: norma, type: city, names: {en: Norma}}
# networks/ports.yaml
id: ports
names: {en: Ports}
members: [{partner: lyra, source: plan}]
membership:
  statements: [{status: cooperating, form: programme, source: plan}, {status: aim, deadline: 2025, source: draft}]
  roles:
    - {title: {en: Chair, fi: Puheenjohtaja}, to: 2023-06, source: draft}
    - {title: {en: Host}, from: 2027, source: draft}
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2020-01-01, act: approved}], treats: [partners]}
# sources/page.yaml
{id: page, title: {en: Page}, acts: [{on: 2024-05-05, act: web-page}], treats: [partners, networks]}
# sources/draft.yaml
{id: draft, title: {en: Draft}, acts: [{on: 2022, act: draft}], treats: [partners]}
# frameworks/strategy.yaml
id: strategy
type: strategy
names: {en: Strategy}
from: 2022
to: 2025
source: draft
goals: [{id: learning, names: {en: Learning}}]
# units/harbour-unit.yaml
{id: harbour-unit, type: unit, names: {en: Harbour Unit}, offices: [{id: harbour-chief, names: {en: Chief}}]}
"""


def test_json_of_a_partner(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    code, out, err = ran("--root", root, "show", "lyra", "--format", "json", "--as-of", TODAY)
    document = json.loads(out)
    assert (code, err, list(document)) == (0, "", ["version", "record", "computed", "referenced_by"])
    assert document["version"] == 1
    assert tuple(document["record"][field] for field in ("id", "country", "names")) == (
        "lyra",
        "SE",
        {"en": "Lyra", "fi": "Lyyra"},
    )
    assert document["computed"] == {
        "standing": {
            "status": "special",
            "authority": "draft",
            "source": "draft",
            "since": "2022",
            "reaffirmed": False,
            "also": [
                {"status": "key", "authority": "approved", "source": "plan", "since": "2020-01-01", "via": None},
                {"status": "partner", "authority": "approved", "source": "plan", "since": "2019", "via": "harbours"},
            ],
            "via": None,
            "period_over": True,
            "approximate": False,
            "silent_source": "page",
            "proposed_endings": [
                {"status": "ended", "authority": "draft", "source": "draft", "since": "2023", "via": None}
            ],
        }
    }
    assert document["referenced_by"] == [
        {"id": "ports", "field": "members[0].partner"},
        {"id": "harbours", "field": "members[0].partner"},
    ]


def test_json_of_a_network(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    code, out, _ = ran("--root", root, "show", "ports", "--format", "json", "--lang", "fi", "--as-of", "2023-01-01")
    assert (code, list(json.loads(out)["computed"])) == (0, ["membership"])
    assert json.loads(out)["computed"]["membership"] == {
        "status": "aim",
        "authority": "draft",
        "source": "draft",
        "since": "2022",
        "reaffirmed": True,
        "also": [
            {"status": "cooperating", "authority": "approved", "source": "plan", "since": "2020-01-01", "via": None}
        ],
        "via": None,
        "period_over": False,
        "approximate": False,
        "silent_source": None,
        "proposed_endings": [],
        "form": None,
        "deadline": "2025",
        "roles": [{"title": "Puheenjohtaja", "state": "held"}, {"title": "Host", "state": "planned"}],
    }


def test_json_has_null_where_nothing_holds(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    out = ran("--root", root, "show", "norma", "--format", "json", "--as-of", TODAY).out
    standing = json.loads(out)["computed"]["standing"]
    assert {key: value for key, value in standing.items() if value is not None} == {"also": [], "proposed_endings": []}


def test_a_day_before_everything_has_nothing(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    out = ran("--root", root, "show", "lyra", "--lang", "en", "--as-of", "2018-12-31").out
    assert "nothing stated that holds on 31 December 2018" in out


def test_a_person_reads_names_for_ids_and_standing_first(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    code, out, err = ran("--root", root, "show", "ports", "--lang", "en", "--as-of", "2023-01-01")
    assert (code, err) == (0, "")
    status = {code: labels("en").code("Membership.status", code) for code in ("aim", "cooperating")}
    assert [re.split(" {2,}", line)[-1] for line in out.splitlines()] == [
        "network",
        f"{status['aim']}; draft 2022, Draft",
        f"{status['cooperating']}; approved 1 January 2020, Plan",
        "Ports",
        "Lyra (Plan)",
        "Chair, held; to: June 2023 (Draft)",
        "Host, planned; from: 2027 (Draft)",
    ]


def test_a_rhythm_is_told_in_words(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE.replace("country: SE", "country: SE\ncontact_rhythm: 12m"))
    out = ran("--root", root, "show", "lyra", "--lang", "en", "--as-of", "2023-01-01").out
    assert "Contact interval          12 months" in re.sub(" {2,}", "          ", out)


@pytest.mark.parametrize("words", ["lyra-city", "Lyyra", "LYRA"])
def test_a_record_is_found_by_former_id_and_by_name(tmp_path: Path, words: str) -> None:
    root = in_folder(tmp_path, BASE)
    code, out, _ = ran("--root", root, "show", words, "--format", "json", "--as-of", TODAY)
    assert (code, json.loads(out)["record"]["id"]) == (0, "lyra")


@pytest.mark.parametrize("words", ["learning", "harbour-chief"])
def test_a_nested_thing_shows_the_record_that_holds_it(tmp_path: Path, words: str) -> None:
    root = in_folder(tmp_path, BASE)
    code, out, _ = ran("--root", root, "show", words, "--format", "json", "--as-of", TODAY)
    (document,) = [json.loads(out)["record"]]
    nested = [part["id"] for field in ("goals", "offices") for part in document.get(field, [])]
    assert (0, [words]) == (code, nested)


def test_a_former_id_says_so(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    table = ran("--root", root, "show", "lyra-city", "--lang", "en", "--as-of", TODAY)
    as_json = ran("--root", root, "show", "lyra-city", "--format", "json", "--as-of", TODAY)
    assert re.split(" {2,}", table.out.splitlines()[1]) == ["lyra-city", "former id of lyra"]
    assert (as_json.code, as_json.err) == (0, "kvtool: 'lyra-city' is now called 'lyra'\n")


def test_raw_is_the_file_with_nothing_in_it_that_acts(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    file = root / "data/partners/norma.yaml"
    file.write_text("id: norma\ntype: city # \u00e5\nnames: {en: Norma}\n", encoding="utf-8")
    assert ran("--root", root, "show", "norma", "--raw") == (0, file.read_text(encoding="utf-8"), "")


def test_raw_says_a_former_id_too(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    assert ran("--root", root, "show", "lyra-city", "--raw").err == "kvtool: 'lyra-city' is now called 'lyra'\n"


@pytest.mark.parametrize("format_", ["csv", "md"])
def test_other_formats_have_a_line_for_each_field(tmp_path: Path, format_: str) -> None:
    root = in_folder(tmp_path, BASE)
    code, out, _ = ran("--root", root, "show", "lyra", "--format", format_, "--lang", "en", "--as-of", TODAY)
    notes = {
        "csv": "Notes,A tab and a [link](javascript:y)",
        "md": r"| Notes | A tab and a \[link\](javascript\:y) |",
    }
    assert code == 0
    assert notes[format_] in out.splitlines()


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ("lyrra", 2, "kvtool: no record 'lyrra'\n    help: did you mean lyra?\n"),
        ("nothing-like-it", 2, "kvtool: no record 'nothing-like-it'\n    help: 'kvtool list' shows what there is\n"),
        ("../partners/lyra", 2, "kvtool: no record '../partners/lyra'\n"),
        ("\x1b]0;title\x07", 2, "kvtool: no record '␛]0;title␇'\n"),
    ],
)
def test_an_unknown_id_is_told_the_nearest(tmp_path: Path, words: str, code: int, says: str) -> None:
    root = in_folder(tmp_path, BASE)
    got = ran("--root", root, "show", words)
    assert (code, "") == (got.code, got.out)
    assert got.err.startswith(says)


def test_an_ambiguous_name_is_answered_with_the_choices(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE + "# networks/lyra-network.yaml\n{id: lyra-network, names: {en: LÝRA}}\n")
    code, out, err = ran("--root", root, "show", "Lýra")
    assert (code, out) == (2, "")
    assert err == "kvtool: 'Lýra' can be lyra-network, lyra\n    help: name one of them by its id\n"


def test_a_broken_record_is_not_shown_and_another_is_with_the_broken_one_named(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE + "# partners/broken.yaml\nid: broken\ntype: town\nnames: {en: Broken}\n")
    place = "data/partners/broken.yaml:2:7: 'town' is not a code of 'type'"
    asked, other = ran("--root", root, "show", "broken"), ran("--root", root, "show", "lyra", "--format", "json")
    assert (asked.code, asked.out) == (3, "")
    assert asked.err.startswith(f"kvtool: the record 'broken' is broken: {place}\n")
    assert (3, f"kvtool: left out: {place}\n") == (other.code, other.err)
    assert json.loads(other.out)["record"]["id"] == "lyra"
