"""Resource needs: no sum of two units, every sum is that of the base, what falls without the money."""

import json
import re
from pathlib import Path

import pytest

from tests.cli import in_folder, ran
from tests.golden import BASES

BASE = """\
# needs/counsellors.yaml
{id: counsellors, type: person-years, title: {en: Two counsellors}, state: not-funded, purpose: competence,
 priority: quays, amount: 2, years: [2026], proposer: harbour-unit, consequence: {en: Ships wait}, measures: [warm-quay]}
# needs/course.yaml
{id: course, type: competence, title: {en: A course}, state: proposed, priority: quays, amount: 1500.50, unit: EUR,
 years: [2026, 2027], measures: [loose-end]}
# needs/crane.yaml
{id: crane, type: euros, title: {en: A crane}, state: partly-funded, priority: old-seas, amount: 40, unit: kEUR,
 years: [2026], used: 10, budget: 4 31, decision: budget}
# needs/crew.yaml
{id: crew, type: person-years, title: {en: A crew}, state: partly-funded, priority: old-seas, amount: 4, granted: 1.5,
 years: [2026], decision: budget, consequence: {en: No night shift}, goals: [learn]}
# needs/film.yaml
{id: film, type: material, title: {en: A film}, state: done, amount: 3, unit: films, years: [2024]}
# needs/scribe.yaml
{id: scribe, type: person-years, title: {en: A scribe}, state: identified, priority: quays}
# needs/study.yaml
{id: study, type: euros, title: {en: A study}, state: funded, priority: quays, amount: 500, years: [2026], decision: budget}
# frameworks/old.yaml
{id: old, type: strategy, names: {en: Old}, from: 2018, to: 2021, priorities: [{id: old-seas, names: {en: Old seas}}]}
# frameworks/strategy.yaml
id: strategy
type: strategy
names: {en: Strategy}
from: 2022
goals: [{id: learn, names: {en: We learn}}]
priorities: [{id: quays, names: {en: Quays}}, {id: schools, names: {en: Schools}}]
measures:
  - {id: warm-quay, text: {en: A warm quay}, state: running, goals: [learn]}
  - {id: loose-end, text: {en: A loose end}}
# units/harbour-unit.yaml
{id: harbour-unit, type: unit, names: {en: Harbour Unit}}
# sources/budget.yaml
{id: budget, title: {en: Budget}, acts: [{on: 2025-11-01, act: approved}]}
"""


def report(root: Path, *arguments: str) -> str:
    done = ran("--root", root, "report", "resource-needs", *arguments, "--lang", "en", "--as-of", "2026-03-01")
    assert (0, "") == (done.code, done.err)
    return re.sub(r"\[\^[0-9]+\]", "", done.out)


def test_euros_and_person_years_and_other_units_never_meet(tmp_path: Path) -> None:
    made = report(in_folder(tmp_path, BASE))
    assert "| All together (computed) | 6 | 6 + 1 not known | 2,000.5 | 40 kEUR |" in made
    assert "| not funded (computed) | 1 | 2 | – | – |" in made
    assert "| funded in part (computed) | 2 | 4 | – | 40 kEUR |" in made
    assert "| not decided (computed) | 2 | not known | 1,500.5 | – |" in made
    assert "| funded or done (computed) | 1 | – | 500 | – |" in made


def test_what_was_granted_stands_beside_what_was_asked_for(tmp_path: Path) -> None:
    made = report(in_folder(tmp_path, BASE))
    assert "| A crew (proposer not named) | not recorded | 4 person-years, granted 1.5 | 2026 |" in made
    assert ["- Granted of what is funded in part: 1.5 of 4 person-years. (computed)"] == [
        line for line in made.splitlines() if line.startswith("- Granted")
    ]


def test_what_is_for_other_years_is_left_out_and_said(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    assert "For other years only, and left out: 1." in report(root)
    assert "A film" not in report(root)
    earlier = report(root, "--from", "2024", "--to", "2024")
    assert "| A film (proposer not named) | not recorded | 3 films | 2024 |" in earlier
    assert "| All together (computed) | 2 | not known | – | 3 films |" in earlier


def test_priorities_come_in_the_order_of_the_strategy_and_old_ones_are_marked(tmp_path: Path) -> None:
    titles = re.findall(
        r"^\*\*(.+)\*\*$", report(in_folder(tmp_path, BASE)).partition("## Needs by priority")[2], re.MULTILINE
    )
    assert ["Quays", "Old seas (not in force)"] == titles


def test_a_need_without_money_leads_to_the_goals_of_its_measures(tmp_path: Path) -> None:
    stakes = report(in_folder(tmp_path, BASE)).partition("## What falls")[2].partition("## Needs by priority")[0]
    assert "| We learn | A warm quay (under way) | Two counsellors (Harbour Unit) | not funded |" in stakes
    assert "| We learn | without a measure | A crew (proposer not named) | partly funded |" in stakes
    loose = [line for line in stakes.splitlines() if line.startswith("- ")]
    assert [line.partition(":")[0] for line in loose] == ["- A crane", "- A course", "- A scribe"]
    assert "A study" not in stakes


def test_gaps_name_what_a_decision_needs(tmp_path: Path) -> None:
    policy = '# kvtool.toml\n[base]\nname = "Vega"\nlanguages = ["en"]\n[policy]\nneed_purposes = ["messages", "competence"]\n'
    made = report(in_folder(tmp_path, policy + BASE))
    assert [line[4:] for line in made.splitlines() if line.startswith("> - ")] == [
        "Not sized: A scribe.",
        "For no known year: A scribe.",
        "Without a consequence: A course; A scribe; A study; A crane.",
        "Funded in part; how much was granted is not recorded: A crane.",
        "Without the decision on it: Two counsellors.",
        "Quays: no need for key messages.",
        "Schools: no need for key messages, competence.",
    ]


def test_a_unit_and_a_priority_narrow_it(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    assert "| All together (computed) | 1 | 2 | – | – |" in report(root, "--unit", "harbour-unit")
    assert "| All together (computed) | 2 | 4 | – | 40 kEUR |" in report(root, "--priority", "old-seas")


@pytest.mark.parametrize("unit", ["euros", "person-years"])
def test_sums_are_those_of_the_base(unit: str) -> None:
    root = BASES["sample"][0]
    query = (
        "SELECT sum(CASE WHEN unit = 'EUR' OR (type = 'euros' AND unit IS NULL) THEN amount END) AS euros, "
        "sum(CASE WHEN type = 'person-years' THEN amount END) AS [person-years] FROM need"
    )
    done = ran("--root", root, "sql", query, "--format", "json", "--as-of", "2026-03-01")
    expected = json.loads(done.out)["rows"][0][unit]
    whole = report(root, "--from", "2020", "--to", "2030")
    row = re.search(r"\| All together \(computed\) \| [0-9]+ \| ([^|]+) \| ([^|]+) \|", whole)
    assert row is not None
    shown = row[2 if unit == "euros" else 1].replace(",", "").split(" + ")[0]
    assert float(expected) == float(shown)
