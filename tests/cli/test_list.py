"""`kvtool list`: rows in every format, kinds as people call them, what is broken named and left out."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from kvtool.words.labels import labels
from tests.cli import TODAY, in_folder, ran

BASE = """\
# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra, sv: Lyrås}
country: SE
standing: [{status: key, source: plan}]
lead: harbour-unit
# partners/norma.yaml
{id: norma, type: city, names: {en: "=cmd|' /C calc'!A0"}}
# units/harbour-unit.yaml
{id: harbour-unit, type: unit, names: {en: Harbour Unit}}
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2020-01-01, act: approved}], treats: [partners]}
# sources/page.yaml
{id: page, title: {en: Page}, acts: [{on: 2021, act: web-page}], treats: [partners]}
# needs/study.yaml
{id: study, type: euros, title: {en: Study}, state: sized, amount: -20.5}
# facts/decline.yaml
{id: decline, claim: {en: "@SUM(1) a|b *c* [x](javascript:y)"}, value: "-2+3", as_of: 2026}
"""

BROKEN = "# partners/broken.yaml\nid: broken\ntype: town\nnames: {en: Broken}\n"
LEFT_OUT = "kvtool: left out: data/partners/broken.yaml:2:7: 'town' is not a code of 'type'\n"


def test_without_a_kind_the_kinds_are_counted(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    code, out, err = ran("--root", root, "list", "--lang", "en", "--as-of", TODAY)
    assert (code, err) == (0, "")
    assert out == (
        "KIND           RECORDS  BROKEN\n"
        "partner              2\n"
        "network              0\n"
        "key message          0\n"
        "engagement           0\n"
        "framework            0\n"
        "source               2\n"
        "unit                 1\n"
        "fact                 1\n"
        "resource need        1\n"
    )


@pytest.mark.parametrize("word", ["partner", "partners", "PARTNERS"])
def test_a_kind_is_named_in_singular_or_plural(tmp_path: Path, word: str) -> None:
    root = in_folder(tmp_path, BASE)
    code, out, _ = ran("--root", root, "list", word, "--format", "json", "--as-of", TODAY)
    assert (code, [row["id"] for row in json.loads(out)["rows"]]) == (0, ["norma", "lyra"])


@pytest.mark.parametrize(
    ("word", "remedy"),
    [
        ("prtner", "did you mean partner?"),
        ("netwroks", "did you mean networks?"),
        ("xyz", "kinds are partner, network, message, engagement, framework, source, unit, fact, need"),
    ],
)
def test_an_unknown_kind_is_told_the_nearest(tmp_path: Path, word: str, remedy: str) -> None:
    root = in_folder(tmp_path, BASE)
    assert (2, "", f"kvtool: no kind '{word}'\n    help: {remedy}\n") == ran("--root", root, "list", word)


def test_json_has_codes_and_iso_dates_in_a_fixed_order(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    out = ran("--root", root, "list", "partners", "--format", "json", "--as-of", TODAY).out
    expected = {
        "id": "lyra",
        "kind": "partner",
        "name": "Lyra",
        "type": "city",
        "country": "SE",
        "standing": "key",
        "since": "2020-01-01",
        "authority": "approved",
        "reaffirmed": False,
        "lead": "harbour-unit",
    }
    document = json.loads(out)
    assert (list(document), document["version"]) == (["version", "rows"], 1)
    assert list(expected.items()) == list(document["rows"][1].items())


def test_csv_has_a_guard_before_what_a_spreadsheet_would_run_and_leaves_numbers_alone(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)

    def table(*arguments: str) -> list[list[str]]:
        code, out, _ = ran("--root", root, "list", *arguments, "--format", "csv", "--as-of", TODAY)
        assert code == 0
        return list(csv.reader(io.StringIO(out)))

    facts, needs = table("facts"), table("needs", "--columns", "name,amount")
    assert facts == [
        ["id", "kind", "name", "value", "as_of"],
        ["decline", "fact", "'@SUM(1) a|b *c* [x](javascript:y)", "'-2+3", "2026"],
    ]
    assert needs == [["id", "kind", "name", "amount"], ["study", "need", "Study", "-20.5"]]
    assert table("partners", "--columns", "name")[1:] == [
        ["norma", "partner", "'=cmd|' /C calc'!A0"],
        ["lyra", "partner", "Lyra"],
    ]


def test_csv_leaves_a_fact_s_negative_number_a_number(tmp_path: Path) -> None:
    root = in_folder(tmp_path, "# facts/loss.yaml\n{id: loss, claim: {en: Loss}, value: -5, as_of: 2026}\n")
    out = ran("--root", root, "list", "facts", "--format", "csv", "--as-of", TODAY).out
    assert out == "id,kind,name,value,as_of\nloss,fact,Loss,-5,2026\n"


def test_md_shows_every_character_and_no_more_columns_than_there_are(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    code, out, _ = ran("--root", root, "list", "facts", "--format", "md", "--lang", "en", "--as-of", TODAY)
    assert code == 0
    assert out == (
        "| ID | Name | Value | As of |\n"
        "| --- | --- | --- | --- |\n"
        r"| decline | @SUM(1) a\|b \*c\* \[x\](javascript\:y) | \-2+3 | 2026 |" + "\n"
    )


@pytest.mark.parametrize(("lang", "date"), [("en", "1 January 2020"), ("fi", "1.1.2020"), ("sv", "1.1.2020")])
def test_a_table_never_has_a_bare_standing_where_a_newer_source_is_silent(tmp_path: Path, lang: str, date: str) -> None:
    root = in_folder(tmp_path, BASE)
    out = ran("--root", root, "list", "partners", "--lang", lang, "--as-of", TODAY).out
    (line,) = (line for line in out.splitlines() if line.startswith("lyra"))
    words = labels(lang)
    status = words.code("Standing.status", "key")
    assert words.say("{status}, not reaffirmed since {date}", status=status, date=date) in line
    assert words.code("Act.act", "approved") in line


@pytest.mark.parametrize("format_", ["table", "json", "csv", "md"])
def test_a_broken_record_is_named_and_the_others_are_shown(tmp_path: Path, format_: str) -> None:
    root = in_folder(tmp_path, BASE + BROKEN)
    code, out, err = ran("--root", root, "list", "partners", "--format", format_, "--as-of", TODAY)
    assert (code, err) == (3, LEFT_OUT)
    assert "lyra" in out
    assert "broken" not in out


def test_broken_records_are_counted_apart(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE + BROKEN)
    code, out, _ = ran("--root", root, "list", "--format", "json")
    assert (code, json.loads(out)["rows"][0]) == (3, {"kind": "partner", "records": 2, "broken": 1})


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (("country=SE",), ["lyra"]),
        (("country=",), ["norma"]),
        (("type=city", "names.sv~lyra"), ["lyra"]),
        (("--sort", "-id"), ["norma", "lyra"]),
        (("--sort", "id", "--limit", "1"), ["lyra"]),
        (("standing=key,special",), ["lyra"]),
        (("country=NO",), []),
    ],
)
def test_rows_are_filtered_sorted_and_limited(tmp_path: Path, arguments: tuple[str, ...], ids: list[str]) -> None:
    root = in_folder(tmp_path, BASE)
    code, out, _ = ran("--root", root, "list", "partners", *arguments, "--format", "json", "--as-of", TODAY)
    assert (0, ids) == (code, [row["id"] for row in json.loads(out)["rows"]])
    counted = ran("--root", root, "list", "partners", *arguments, "--count", "--as-of", TODAY)
    assert (0, f"{len(ids)}\n") == counted[:2]


def test_dates_are_sorted_by_their_first_day_however_much_of_them_is_known(tmp_path: Path) -> None:
    days = {"fair": "2024-03-05", "talks": "2024", "visit": "2023-12", "walk": "2024-03"}
    met = "".join(
        f"# engagements/{one}.yaml\n{{id: {one}, type: meeting, title: {{en: {one}}}, from: {day}, state: held}}\n"
        for one, day in days.items()
    )
    root = in_folder(tmp_path, met)
    out = ran("--root", root, "list", "engagements", "--sort", "from,id", "--format", "json", "--as-of", TODAY).out
    assert ["visit", "talks", "walk", "fair"] == [row["id"] for row in json.loads(out)["rows"]]


MET = """\
# partners/lyra.yaml
id: lyra
aliases: [lyra-city]
type: city
names: {en: Lyra}
standing: [{status: partner, from: 2020, source: plan}]
agreements:
- {id: lyra-pact, type: cooperation, signed: 2020, to: 2026-12-31, source: plan}
- {id: lyra-letter, type: declaration, signed: 2020, to: 2026-06-30, source: plan}
# partners/norma.yaml
{id: norma, type: city, names: {en: Norma}}
# partners/vela.yaml
{id: vela, type: city, names: {en: Vela}}
# networks/ports.yaml
{id: ports, names: {en: Ports}}
# engagements/first.yaml
id: first
type: meeting
title: {en: First}
from: 2025-02
to: 2025-03-04
state: held
partners: [lyra-city, vela]
networks: [ports]
# engagements/second.yaml
{id: second, type: visit-in, title: {en: Second}, from: 2025-04-05, state: held, partners: [lyra]}
# engagements/other.yaml
{id: other, type: visit-in, title: {en: Other}, from: 2025-09-01, state: cancelled, partners: [lyra]}
# engagements/planned.yaml
{id: planned, type: visit-in, title: {en: Planned}, from: 2026-01-01, state: planned, partners: [lyra]}
# engagements/project.yaml
{id: project, type: project, title: {en: Long}, from: 2024-06, to: 2027, state: held, partners: [vela]}
# engagements/next.yaml
{id: next, type: meeting, title: {en: Next}, from: 2026-12-01, state: held, partners: [lyra]}
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2020-01-01, act: approved}], treats: [partners]}
# kvtool.toml
[base]
name = "Vega"
languages = ["en"]
timezone = "UTC"
[policy]
agreement_notice_days = 60
followup_days = 365
"""


def days(root: Path, *arguments: str) -> dict[str, list[str | None]]:
    """The computed days of the records that are listed, by their ids."""
    asked = ("list", *arguments, "--format", "json")
    rows = json.loads(ran("--root", root, *asked).out)["rows"]
    return {row["id"]: [row[column] for column in ("last_engagement", "due") if column in row] for row in rows}


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2025-01-31", {"lyra": [None], "norma": [None], "vela": ["2024-06"]}),
        ("2025-02-01", {"lyra": ["2025-02"], "norma": [None], "vela": ["2025-02"]}),
        ("2025-03-04", {"lyra": ["2025-03-04"], "norma": [None], "vela": ["2025-03-04"]}),
        (TODAY, {"lyra": ["2025-04-05"], "norma": [None], "vela": ["2025-03-04"]}),
        ("2026-12-01", {"lyra": ["2026-12-01"], "norma": [None], "vela": ["2025-03-04"]}),
    ],
)
def test_the_last_engagement_is_the_last_held_by_the_day(
    tmp_path: Path, day: str, last: dict[str, list[str | None]]
) -> None:
    root = in_folder(tmp_path, MET)
    assert last == days(root, "partners", "--columns", "last_engagement", "--as-of", day)
    assert ["2025-03-04"] == days(root, "networks", "--columns", "last_engagement", "--as-of", TODAY)["ports"]


def test_what_is_due_is_the_earliest_day_that_due_names(tmp_path: Path) -> None:
    root = in_folder(tmp_path, MET)
    late = json.loads(ran("--root", root, "due", "--format", "json", "--as-of", TODAY).out)["rows"]
    assert ["2026-06-30", "2026-12-31"] == sorted(row["due"] for row in late if row["id"] == "lyra")
    due = days(root, "partners", "--columns", "due", "--as-of", TODAY)
    assert {"lyra": ["2026-06-30"], "norma": [None], "vela": [None]} == due


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (("last_engagement<today-20m",), ["vela"]),
        (("last_engagement<today-12m",), ["lyra", "vela"]),
        (("last_engagement=",), ["norma"]),
        (("last_engagement=2025",), ["lyra", "vela"]),
        (("last_engagement>2025-03-04",), ["lyra"]),
        (("due<today",), ["lyra"]),
        (("due!=",), ["lyra"]),
        (("due=", "last_engagement!="), ["vela"]),
        (("due~06-30",), ["lyra"]),
        (("--sort", "-last_engagement"), ["lyra", "vela", "norma"]),
        (("--sort", "due,-id"), ["lyra", "vela", "norma"]),
    ],
)
def test_rows_are_filtered_and_sorted_by_what_is_computed(
    tmp_path: Path, filters: tuple[str, ...], ids: list[str]
) -> None:
    assert ids == list(days(in_folder(tmp_path, MET), "partners", *filters, "--as-of", TODAY))


def test_people_read_computed_days_in_words(tmp_path: Path) -> None:
    root = in_folder(tmp_path, MET)
    asked = ("list", "partners", "id=lyra", "--columns", "last_engagement,due", "--lang", "en", "--as-of", TODAY)
    last = ran("--root", root, *asked).out.splitlines()[1]
    assert ["lyra", "5 April 2025", "30 June 2026"] == re.split(" {2,}", last)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("units", "last_engagement="),
            "kvtool: the kind unit has no 'last_engagement'\n    help: ask it of partner or network\n",
        ),
        (("partners", "last_engagment<today"), "kvtool: no field 'last_engagment'\n    help: did you mean last_engage"),
        (("partners", "last_engagement<soon"), "kvtool: 'soon' is not a day\n"),
        (("partners", "due>=late"), "kvtool: 'late' is not a day\n"),
        (("partners", "since<long ago"), "kvtool: 'long ago' is not a day\n"),
        (("partners", "names.se=Lyra"), "kvtool: no field 'names.se'\n    help: did you mean names"),
        (("partners", "lead.name=x"), "kvtool: no field 'lead.name'\n"),
        (("partners", "--columns", ""), "kvtool: Invalid value for '--columns': it is empty\n"),
        (("partners", "--sort", ""), "kvtool: Invalid value for '--sort': it is empty\n"),
        (("partners", "--sort", "-"), "kvtool: no field ''\n"),
        (("",), "kvtool: Invalid value for '[KIND]': it is empty\n"),
        (("partners", ""), "kvtool: '' is no filter\n"),
        (("partners", "contry=SE"), "kvtool: no field 'contry'\n    help: did you mean country"),
        (("partners", "SE"), "kvtool: 'SE' is no filter\n"),
        (("engagements", "to<soon"), "kvtool: 'soon' is not a day\n"),
        (("engagements", "commitments[0].due>=soon"), "kvtool: 'soon' is not a day\n"),
        (("needs", "amount>much"), "kvtool: 'much' is not a number, and amount holds numbers\n"),
        (
            ("networks", "membership.fees.year>nan"),
            "kvtool: 'nan' is not a number, and membership.fees.year holds numbers\n",
        ),
        (("partners", "--columns", "nmae"), "kvtool: no field 'nmae'\n    help: did you mean name"),
        (("--format", "xml"), "kvtool: no format 'xml' here\n    help: use one of csv, json, md, table\n"),
        (("--lang", "de"), "kvtool: no language 'de' in the interface\n    help: use one of en, fi, sv\n"),
        (("--as-of", "21.11.2026"), "kvtool: '21.11.2026' is not a day\n    help: write it as 2026-11-21\n"),
        (("--as-of", "2026-02-30"), "kvtool: no such date: 2026-02-30\n"),
        (
            ("-x y",),
            "kvtool: No such option: -x\n"
            "    help: see 'kvtool list --help'; a text that begins with '-' comes after '--'\n",
        ),
        (("--format",), "kvtool: Option '--format' requires an argument\n"),
    ],
)
def test_what_cannot_be_asked_is_a_matter_of_usage(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    root = in_folder(tmp_path, BASE)
    code, out, err = ran("--root", root, "list", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(message)


@pytest.mark.parametrize("word", ["9,5", "1e3", "1,000", "1.000.000"])
def test_a_number_that_nobody_can_tell_is_not_compared_as_a_text_with_numbers(tmp_path: Path, word: str) -> None:
    root = in_folder(tmp_path, '# facts/boats.yaml\n{id: boats, claim: {en: Boats}, value: "1 200", as_of: 2026}\n')
    code, out, err = ran("--root", root, "list", "facts", f"value>{word}")
    assert (2, "") == (code, out)
    assert err == f"kvtool: '{word}' is not a number, and value holds some\n    help: write 1250, 1 250 or 9.5\n"


def test_the_base_is_the_nearest_folder_upwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KVTOOL_ROOT", raising=False)
    monkeypatch.chdir(in_folder(tmp_path, BASE) / "data" / "partners")
    assert ran("list", "units", "--count") == (0, "1\n", "")


def test_the_environment_names_base_and_day_and_options_go_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = in_folder(tmp_path / "one", BASE)
    two = in_folder(tmp_path / "two", "")
    monkeypatch.setenv("KVTOOL_ROOT", str(one))
    monkeypatch.setenv("KVTOOL_AS_OF", "2019-12-31")

    def standing(*arguments: str) -> list[str | None]:
        rows = json.loads(ran("list", "partners", "country=SE", "--format", "json", *arguments).out)["rows"]
        return [row["standing"] for row in rows]

    assert standing() == [None]
    assert standing("--as-of", TODAY) == ["key"]
    assert ran("--root", two, "list", "partners", "--count") == (0, "0\n", "")


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30"])
def test_a_day_in_the_environment_is_judged_like_an_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, day: str
) -> None:
    monkeypatch.setenv("KVTOOL_AS_OF", day)
    assert ran("--root", in_folder(tmp_path, BASE), "list").code == 2


def test_no_base_is_a_matter_of_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KVTOOL_ROOT", raising=False)
    monkeypatch.chdir(tmp_path)
    code, out, err = ran("list")
    assert (code, out) == (2, "")
    assert err.startswith(f"kvtool: no base here: neither {tmp_path} nor a folder above it has a kvtool.toml\n")


def test_a_base_without_settings_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (in_folder(tmp_path, BASE) / "kvtool.toml").unlink()
    says = f"kvtool: {tmp_path} is not a base: it has no kvtool.toml\n    help: make one with 'kvtool init DIR'\n"
    assert (2, "", says) == ran("--root", tmp_path, "list")
    monkeypatch.setenv("KVTOOL_ROOT", str(tmp_path))
    assert (2, "", says) == ran("list")


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ("[base\n", "(at line 1, column 6)"),
        ("[base]\nname = \n", "(at line 2, column 8)"),
        ("[base]\nlanguage = 'en'\n", "unknown setting base.language"),
        ("[bases]\n", "unknown table [bases]"),
        ("[audiences]\ncaptains = 7\n", "audiences.captains is neither text nor a table of texts by language"),
        ("[base]\nlanguages = 'en'\n", "languages is not a list of words"),
        ("[base]\nlanguages = ['en']\nsource_language = 'sv'\n", "base.source_language 'sv' is not among"),
        ("[base]\noutput_language = 'de'\nlanguages = ['de']\n", "base.output_language 'de' is none of en, fi, sv"),
        ("[rules]\nbroken-link = 'loud'\n", "rules.broken-link is 'loud', not one of error, warning, off"),
        ("[base]\ntimezone = 'Nowhere/At-All'\n", "base.timezone 'Nowhere/At-All' is no time zone"),
    ],
)
def test_broken_settings_name_the_file_and_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str, says: str
) -> None:
    monkeypatch.delenv("KVTOOL_AS_OF", raising=False)
    root = in_folder(tmp_path, f"# kvtool.toml\n{settings}")
    code, out, err = ran("--root", root, "list")
    assert (code, out) == (2, "")
    assert "kvtool.toml: " in err.splitlines()[0]
    assert says in err.splitlines()[0]


def test_an_answer_goes_into_a_file_whole(tmp_path: Path) -> None:
    root = in_folder(tmp_path / "base", BASE)
    asked = ("--root", root, "list", "partners", "--as-of", TODAY)
    target = tmp_path / "partners.txt"
    target.write_text("of yesterday", encoding="utf-8")
    assert ran(*asked, "-o", target) == (0, "", "")
    assert ran(*asked).out.encode() == target.read_bytes()


@pytest.mark.parametrize("target", ["missing/out.txt", "taken/out.txt", "folder", "link"])
def test_a_file_that_cannot_be_written_is_left_as_it_was(tmp_path: Path, target: str) -> None:
    root = in_folder(tmp_path / "base", BASE)
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "taken")
    before = sorted(tmp_path.rglob("*"))
    code, out, err = ran("--root", root, "list", "-o", tmp_path / target)
    assert (code, out) == (4, "")
    assert "nothing written" in err
    assert before == sorted(tmp_path.rglob("*"))
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "a file"


@pytest.mark.parametrize("step", ["fsync", "fdopen"])
def test_a_full_disk_leaves_neither_half_a_file_nor_a_temporary_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    root = in_folder(tmp_path / "base", BASE)
    target = tmp_path / "out.txt"
    target.write_text("of yesterday", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"kvtool.text.write.os.{step}", full)
    code, _, err = ran("--root", root, "list", "--as-of", TODAY, "-o", target)
    monkeypatch.undo()
    assert (4, f"kvtool: {target}: No space left on device; nothing written\n") == (code, err)
    assert before == sorted(tmp_path.rglob("*"))
    assert target.read_text(encoding="utf-8") == "of yesterday"
