"""`kvtool stats`: counts, how often fields are given, what the priorities are covered by."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli import TODAY, in_folder, ran

BASE = """\
# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra, sv: Lyrås}
standing: [{status: key, source: plan}, {status: partner}]
themes: [clean-sea, fair-trade]
cooperation: [{form: projects, priority: clean-sea}]
# partners/norma.yaml
{id: norma, type: city, names: {en: Norma}, standing: [{status: key, source: plan}], users: []}
# networks/aurora.yaml
{id: aurora, names: {en: Aurora}, membership: {goals: [{text: {en: Boats}, priority: clean-sea}]}}
# messages/clean.yaml
{id: clean, scope: {priority: clean-sea}, headline: {en: Clean}, from: 2024-06}
# messages/fair.yaml
{id: fair, scope: {general: true}, headline: {en: Fair}}
# engagements/talks.yaml
{id: talks, type: meeting, title: {en: Talks}, from: 2026, state: held, priorities: [clean-sea], outcomes: [{id: hm, changed: {en: Hm}, level: result, priorities: [clean-sea, fair-trade]}]}
# engagements/off.yaml
{id: off, type: meeting, title: {en: Off}, from: 2026, state: cancelled, priorities: [clean-sea]}
# needs/pilot.yaml
{id: pilot, type: euros, title: {en: A pilot}, state: sized, priority: clean-sea}
# frameworks/old-plan.yaml
{id: old-plan, type: strategy, names: {en: Old Plan}, from: 2017, priorities: [{id: old-sea, names: {en: Old Sea}}]}
# frameworks/sea-plan.yaml
{id: sea-plan, type: strategy, names: {en: Sea Plan}, from: 2021-06, priorities: [{id: clean-sea, names: {en: Clean Sea}}, {id: fair-trade, names: {en: Fair Trade}}, {id: calm-sea, names: {en: Calm Sea}, to: 2023}]}
# frameworks/eu-plan.yaml
{id: eu-plan, type: programme, names: {en: EU Plan}, from: 2024, priorities: [{id: eu-sea, names: {en: EU Sea}}]}
"""  # noqa: E501


PAPER = "{id: paper, title: {en: Paper}, acts: [{on: 2021, act: draft}, {on: 2023-01, act: approved}]}\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return in_folder(tmp_path_factory.mktemp("base"), BASE)


def rows(root: Path, *arguments: str) -> list[dict[str, Any]]:
    done = ran("--root", root, "stats", "--format", "json", "--as-of", TODAY, *arguments)
    assert (0, "") == (done.code, done.err)
    found: list[dict[str, Any]] = json.loads(done.out)["rows"]
    return found


def test_records_are_counted_by_kind(root: Path) -> None:
    counted = {row["kind"]: row["records"] for row in rows(root, "kinds")}
    assert {"partner": 2, "network": 1, "message": 2, "engagement": 2, "framework": 3, "source": 0, "unit": 0,
            "fact": 0, "need": 1} == counted  # fmt: skip


@pytest.mark.parametrize(
    ("field", "given", "of", "rate"),
    [
        ("id", 2, 2, 1.0),
        ("names", 2, 2, 1.0),
        ("names.sv", 1, 2, 0.5),
        ("names.fi", 0, 2, 0.0),
        ("themes", 1, 2, 0.5),
        ("users", 0, 2, 0.0),
        ("standing.source", 2, 3, 0.667),
        ("standing.from", 0, 3, 0.0),
        ("cooperation.priority", 1, 1, 1.0),
    ],
)
def test_a_field_is_given_in_some_of_those_that_could(root: Path, field: str, given: int, of: int, rate: float) -> None:
    found = [row for row in rows(root, "fields") if (row["kind"], row["field"]) == ("partner", field)]
    assert [{"section": "fields", "kind": "partner", "field": field, "given": given, "of": of, "rate": rate}] == found


def test_fields_are_told_two_names_deep_in_the_order_of_the_kind(root: Path) -> None:
    found = [row["field"] for row in rows(root, "--kind", "networks")]
    assert {"membership.goals", "names.en"} <= set(found)
    assert {1, 2} == {len(field.split(".")) for field in found}
    first = [field.split(".")[0] for field in found]
    assert len(set(first)) == sum(one != other for one, other in zip(first, ["", *first], strict=False))
    assert {"fields"} == {row["section"] for row in rows(root, "--kind", "networks")}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (TODAY, [("clean-sea", 1, 1, 1, 1), ("fair-trade", 0, 1, 1, 0)]),
        ("2025-12-31", [("clean-sea", 1, 0, 1, 1), ("fair-trade", 0, 0, 1, 0)]),
        ("2023-12-31", [("clean-sea", 0, 0, 1, 1), ("fair-trade", 0, 0, 1, 0), ("calm-sea", 0, 0, 0, 0)]),
        ("2021-05-31", [("old-sea", 0, 0, 0, 0)]),
    ],
)
def test_priorities_of_the_latest_strategy_are_covered_by_records_once(
    root: Path, day: str, expected: list[tuple[str, int, int, int, int]]
) -> None:
    found = rows(root, "coverage", "--as-of", day)
    columns = ("priority", "messages", "engagements", "partners", "networks")
    assert expected == [tuple(row[column] for column in columns) for row in found]


def test_priorities_that_nobody_has_approved_are_not_told_without_a_word(tmp_path: Path) -> None:
    base = BASE.replace("{en: Sea Plan}, from", "{en: Sea Plan}, source: paper, to: 2025, from")
    root = in_folder(tmp_path, f"{base}# sources/paper.yaml\n" + PAPER)
    for day, authority, note in (
        ("2022-06-01", "draft", "kvtool: the priorities are those of Sea Plan: draft\n"),
        ("2023-06-01", "approved", ""),
        ("2025-12-31", "approved", ""),
        ("2026-01-01", "approved", "kvtool: the priorities are those of Sea Plan: until 2025\n"),
    ):
        done = ran("--root", root, "stats", "coverage", "--as-of", day, "--lang", "en", "--format", "json")
        said = {(row["framework"], row["authority"]) for row in json.loads(done.out)["rows"]}
        assert (0, note, {("sea-plan", authority)}) == (done.code, done.err, said)


def test_before_there_was_a_strategy(root: Path) -> None:
    done = ran("--root", root, "stats", "coverage", "--as-of", "2016-01-01", "--lang", "en", "--format", "json")
    assert (0, "kvtool: no strategy with priorities has begun\n") == (done.code, done.err)


def test_where_no_priority_of_the_strategy_holds_any_more(tmp_path: Path) -> None:
    strategy = "id: sea-plan\ntype: strategy\nnames: {en: Sea Plan}\nfrom: 2022\n"
    ended = "priorities: [{id: clean-sea, names: {en: Clean Sea}, to: 2023}]\n"
    root = in_folder(tmp_path, f"# frameworks/sea-plan.yaml\n{strategy}{ended}")
    done = ran("--root", root, "stats", "coverage", "--as-of", "2025-01-01", "--lang", "en", "--format", "json")
    assert (0, "kvtool: none of the priorities of Sea Plan holds any more, or yet\n") == (done.code, done.err)


def test_all_sections_are_one_answer_for_machines_and_three_tables_for_people(root: Path) -> None:
    every = rows(root)
    assert every == [*rows(root, "kinds"), *rows(root, "fields"), *rows(root, "coverage")]
    done = ran("--root", root, "stats", "--format", "csv", "--as-of", TODAY)
    read = list(csv.DictReader(io.StringIO(done.out)))
    assert [row["section"] for row in read] == [row["section"] for row in every]
    assert ("clean-sea", "1") == (read[-2]["priority"], read[-2]["networks"])
    blocks = ran("--root", root, "stats", "--lang", "en", "--as-of", TODAY).out.split("\n\n")
    parts = [
        ran("--root", root, "stats", name, "--lang", "en", "--as-of", TODAY).out
        for name in ("kinds", "fields", "coverage")
    ]
    assert [part.strip("\n") for part in parts] == [block.strip("\n") for block in blocks]


def test_shares_are_whole_percent_and_never_all_of_nearly_all(tmp_path: Path) -> None:
    units = "".join(f"# units/u{n}.yaml\n{{id: u{n}, type: unit, names: {{en: U}}{', mailbox: u@vega.example' * bool(n)}}}\n"
                    for n in range(301))  # fmt: skip
    out = ran("--root", in_folder(tmp_path, units), "stats", "--kind", "unit", "--lang", "en").out
    shares = {line.split()[1]: line.split()[-1] for line in out.splitlines()[1:]}
    assert ("99%", "100%", "0%") == (shares["mailbox"], shares["id"], shares["offices"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("covrage",), "kvtool: no section 'covrage'\n    help: did you mean coverage?\n"),
        (("x",), "kvtool: no section 'x'\n    help: use one of kinds, fields, coverage\n"),
        (("--kind", "cities"), "kvtool: no kind 'cities'\n"),
        (("coverage", "--kind", "partner"), "kvtool: --kind goes with fields\n"),
    ],
)
def test_what_there_is_not(root: Path, arguments: tuple[str, ...], says: str) -> None:
    code, out, err = ran("--root", root, "stats", *arguments)
    assert (2, "") == (code, out)
    assert err.startswith(says)


def test_broken_records_are_counted_apart_and_named(tmp_path: Path) -> None:
    root = in_folder(tmp_path, f"{BASE}# partners/broken.yaml\nid: broken\ntype: town\nthemes: [clean-sea]\n")
    done = ran("--root", root, "stats", "--format", "json", "--as-of", TODAY)
    assert 3 == done.code
    found = json.loads(done.out)["rows"]
    assert {"section": "kinds", "kind": "partner", "records": 2, "broken": 1} == found[0]
    assert 1 == found[-2]["partners"]
