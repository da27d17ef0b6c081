"""Projects: own shares by year against what is set aside, what binds money and what does not, ties to the strategy."""

import json
import re
from pathlib import Path

import pytest

from tests.cli import in_folder, ran
from tests.golden import BASES

BASE = """\
# kvtool.toml
[base]
name = "Vega"
languages = ["en"]
[policy]
own_share_appropriation = {value = {2026 = 50000}, source = "budget"}
# engagements/2024/quays-project.yaml
id: quays-project
type: project
title: {en: Warm quays}
from: 2024-01
state: confirmed
lead: harbour-unit
partners: [lyra, vela]
goals: [learn]
project: {state: running, own_source: central, total: 400000, city_share: 100000, grant: 40000, own: 60000, appropriations: [
  {year: 2024, euros: 5000, decision: budget}, {year: 2026, euros: 30000, decision: budget}]}
# engagements/2025/tugs.yaml
id: tugs
type: project
title: {en: Quiet tugs}
from: 2025-05-01
to: 2027-04-30
state: confirmed
partners: [lyra]
goals: [old-goal]
project: {state: running, own_source: central, city_share: 90000, grant: 50000, own: 30000,
  appropriations: [{year: 2026, euros: 25000.50}]}
# engagements/2025/books.yaml
id: books
type: project
title: {en: Books}
from: 2025-05-01
to: 2027-04-30
state: confirmed
project: {state: funded, own_source: unit, own: 10000, appropriations: [
  {year: 2026, euros: 4000, decision: budget}, {year: 2027, euros: 8000, decision: budget}]}
# engagements/2026/bridge.yaml
{id: bridge, type: project, title: {en: A bridge}, from: 2026-05, state: planned, goals: [learn],
 project: {state: applied, own_source: central, own: 20000, appropriations: [{year: 2026, euros: 20000}]}}
# engagements/2026/tower.yaml
{id: tower, type: project, title: {en: A tower}, from: 2026-05, state: cancelled, goals: [learn],
 project: {state: running, own_source: central, own: 7000, appropriations: [{year: 2026, euros: 7000}]}}
# engagements/2019/canal.yaml
{id: canal, type: project, title: {en: A canal}, from: 2019, to: 2020, state: held, project: {state: reported, own: 1}}
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}}
# partners/vela.yaml
{id: vela, type: city, names: {en: Vela}}
# frameworks/old.yaml
{id: old, type: strategy, names: {en: Old}, from: 2018, to: 2021, goals: [{id: old-goal, names: {en: Old goal}}]}
# frameworks/strategy.yaml
{id: strategy, type: strategy, names: {en: Strategy}, from: 2022, goals: [{id: learn, names: {en: We learn}}]}
# units/harbour-unit.yaml
{id: harbour-unit, type: unit, names: {en: Harbour Unit}}
# sources/budget.yaml
{id: budget, title: {en: Budget}, acts: [{on: 2025-11-01, act: approved}]}
"""


def report(root: Path, *arguments: str) -> str:
    done = ran("--root", root, "report", "projects", *arguments, "--lang", "en", "--as-of", "2026-03-01")
    assert (0, "") == (done.code, done.err)
    return re.sub(r"\[\^[0-9]+\]", "", done.out)


def test_own_shares_stand_beside_what_is_set_aside(tmp_path: Path) -> None:
    made = report(in_folder(tmp_path, BASE))
    assert r"| 2026 (computed) | 55,000.5 | 50,000 | \-5,000.5 | 4,000 | 59,000.5 |" in made
    assert "| 2027 (computed) | 0 | not known | not known | 8,000 | 8,000 |" in made
    assert "> - More is bound than is set aside: 2026." in made


def test_each_project_has_its_years_and_what_was_agreed(tmp_path: Path) -> None:
    made = report(in_folder(tmp_path, BASE))
    assert "| Project | 2026 | 2027 | Other years | In all years | Own share agreed |" in made
    assert "| Warm quays | 30,000 | – | 5,000 | 35,000 | 60,000 |" in made
    assert "| Quiet tugs | 25,000.5 (no decision) | – | 0 | 25,000.5 | 30,000 |" in made
    assert "| All together (computed) | 59,000.5 | 8,000 | 5,000 | 72,000.5 | 100,000 |" in made


def test_what_is_only_applied_for_or_called_off_binds_nothing(tmp_path: Path) -> None:
    money = report(in_folder(tmp_path, BASE)).partition("## Tied to")[0]
    assert "- Not counted, since not granted yet: A bridge. Own share: 20,000 € (computed)" in money
    assert "A tower" not in money


def test_the_share_tied_to_a_strategy_in_force(tmp_path: Path) -> None:
    made = report(in_folder(tmp_path, BASE))
    assert "| a strategy in force (computed) | 2 | 50 % | 80,000 | 67 % |" in made
    assert "| only an earlier strategy or another framework (computed) | 1 | 25 % | 30,000 | 25 % |" in made
    assert "| nothing of the strategy (computed) | 1 | 25 % | 10,000 | 8 % |" in made


def test_a_project_without_an_end_goes_on_and_one_of_other_years_is_not_shown(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    assert "A canal" not in report(root)
    assert "| A canal | reported | 2019 – 2020 |" in report(root, "--from", "2020", "--to", "2020")
    assert "| Warm quays | running | January 2024 – |" in report(root)


def test_partners_of_several_projects_come_first(tmp_path: Path) -> None:
    partners = report(in_folder(tmp_path, BASE)).partition("## Partners")[2]
    assert "| Lyra | 2 | Warm quays; Quiet tugs |" in partners
    assert "- In one project each: Vela (computed)" in partners


def test_gaps(tmp_path: Path) -> None:
    made = report(in_folder(tmp_path, BASE))
    assert [line[4:] for line in made.splitlines() if line.startswith("> - ")][1:] == [
        "Runs in 2026 without decided money: Quiet tugs.",
        "Money without a decision: Quiet tugs.",
        "Granted more than the own share agreed: Books.",
        "Own share and grant do not make up the city's share: Quiet tugs.",
        "Tied to no goal and no priority: Books.",
    ]


def test_a_unit_is_not_held_against_what_is_set_aside_for_all(tmp_path: Path) -> None:
    made = report(in_folder(tmp_path, BASE), "--unit", "harbour-unit")
    assert "| 2026 (computed) | 30,000 | 0 | 30,000 |" in made
    assert "Set aside" not in made
    assert "Quiet tugs" not in made


def test_the_public_is_not_told_what_is_left_since_it_may_not_see_all_that_is_bound() -> None:
    made = report(BASES["sample"][0], "--audience", "public")
    assert "| Year | Central own shares, € | Units' own shares, € | All, € |" in made
    assert "Set aside" not in made


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_the_shares_of_a_year_are_those_of_the_base(year: int) -> None:
    root = BASES["sample"][0]
    query = (
        "SELECT a.year AS year, sum(a.euros) AS s "
        "FROM engagement e JOIN engagement_project_appropriations a ON a.engagement_id = e.id "
        "WHERE e.state <> 'cancelled' AND e.project_own_source = 'central' "
        "AND e.project_state IN ('funded', 'running', 'ended', 'reported') GROUP BY a.year"
    )
    done = ran("--root", root, "sql", query, "--format", "json", "--as-of", "2026-03-01")
    expected = {row["year"]: row["s"] for row in json.loads(done.out)["rows"]}[year]
    row = re.search(rf"\| {year} \(computed\) \| ([0-9,]+) \|", report(root, "--from", "2020", "--to", "2030"))
    assert row is not None
    assert float(expected) == float(row[1].replace(",", ""))
