"""EU advocacy: which year, what has no ask, the calendar, what was done for a priority, what the year before brought."""

import re
from pathlib import Path

from tests.cli import Ran, in_folder, ran

BASE = """\
# frameworks/eu-2025.yaml
id: eu-2025
type: eu-advocacy
names: {en: EU 2025}
eu-advocacy:
  year: 2025
  priorities:
    - {id: power-2025, names: {en: Power}, ask: {en: More time}, carried_to: power-2026, result: {state: partly,
       text: {en: Two years}, evidence: [a-change]}}
    - {id: ice-2025, names: {en: Ice}, ask: {en: Breakers}, result: {state: goes-on}, carried_to: skills-2026,
       carried_because: {en: Nobody had read it}}
    - {id: tides-2025, names: {en: Tides}, ask: {en: Charts}, result: {state: goes-on}, carried_to: skills-2026}
    - {id: trains-2025, names: {en: Trains}, ask: {en: One ticket}}
# frameworks/eu-2026.yaml
id: eu-2026
type: eu-advocacy
names: {en: EU 2026}
source: plan
eu-advocacy:
  year: 2026
  priorities:
    - id: power-2026
      names: {en: Shore power}
      position: {en: Ports need time}
      ask: {en: Two years more}
      files:
        - {title: {en: The regulation}, number: X/1, institution: Council, stage: trilogue, window: 2026-02}
        - {title: {en: The act}, window: 2026-06-30}
        - {title: {en: The paper}}
      expert: harbour-unit
      coordinator: plan-unit
      channels: [own, networks]
      goals: [influence]
    - id: skills-2026
      names: {en: Skills}
      headline: {en: "One certificate, two shores"}
      expert: school-unit
      allies: [ports, lyra]
      funding:
        - {programme: Learn 7, text: {en: A line for welders}, euros: 250000, projects: [welders]}
        - {programme: Youth}
# frameworks/strategy.yaml
{id: strategy, type: strategy, names: {en: Strategy}, from: 2022, goals: [{id: influence, names: {en: We influence}}]}
# engagements/2025/power-talk.yaml
{id: power-talk, type: advocacy, title: {en: A talk on power}, from: 2025-05-01, state: held, lead: harbour-unit,
 partners: [commission], outcomes: [{id: a-change, changed: {en: A change}, level: result}]}
# engagements/2026/welders.yaml
{id: welders, type: project, title: {en: Welders}, from: 2026-09, state: planned}
# engagements/2026/power-paper.yaml
{id: power-paper, type: visit-out, title: {en: Paper handed over}, from: 2026-02-10, state: held, lead: harbour-unit,
 partners: [commission, lyra], networks: [ports], goals: [influence], result: {en: It was read.}}
# engagements/2026/power-summer.yaml
{id: power-summer, type: advocacy, title: {en: Last talk}, from: 2026-06-01, state: planned, lead: harbour-unit,
 partners: [commission], goals: [influence]}
# engagements/2026/other-goal.yaml
{id: other-goal, type: advocacy, title: {en: Of another goal}, from: 2026-02-11, state: held, lead: harbour-unit,
 partners: [commission]}
# engagements/2026/at-home.yaml
{id: at-home, type: advocacy, title: {en: At the ministry}, from: 2026-02-12, state: held, lead: harbour-unit,
 partners: [ministry], goals: [influence]}
# engagements/2026/off.yaml
{id: off, type: advocacy, title: {en: Called off}, from: 2026-02-13, state: cancelled, lead: harbour-unit,
 partners: [commission], goals: [influence]}
# engagements/2026/meeting.yaml
{id: meeting, type: coordination-meeting, title: {en: The group}, from: 2026-01-20, state: held,
 coordination-meeting: {items: [{title: {en: EU}, type: information, links: [power-2026]}]}}
# partners/commission.yaml
{id: commission, type: eu-body, names: {en: Commission}}
# partners/ministry.yaml
{id: ministry, type: state, names: {en: Ministry}}
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}}
# networks/ports.yaml
{id: ports, names: {en: Ports}}
# units/harbour-unit.yaml
{id: harbour-unit, type: unit, names: {en: Harbour Unit}}
# units/school-unit.yaml
{id: school-unit, type: unit, names: {en: School Unit}}
# units/plan-unit.yaml
{id: plan-unit, type: unit, names: {en: Plan Unit}}
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2025-12-01, act: approved}]}
"""


def asked(root: Path, *arguments: str, day: str = "2026-03-01") -> Ran:
    return ran("--root", root, "report", "eu-advocacy", *arguments, "--lang", "en", "--as-of", day)


def report(root: Path, *arguments: str, day: str = "2026-03-01") -> str:
    done = asked(root, *arguments, day=day)
    assert (0, "") == (done.code, done.err)
    return re.sub(r"\[\^[0-9]+\]", "", done.out)


def gaps(text: str) -> list[str]:
    return [line[4:] for line in text.splitlines() if line.startswith("> - ")]


def test_a_priority_without_an_ask_is_told_in_the_line_the_sheet_and_the_gaps(tmp_path: Path) -> None:
    made = report(in_folder(tmp_path, BASE))
    assert (
        "- Shore power: Two years more; next window closes 30 June 2026\n- Skills: One certificate, two shores\n"
        in made
    )
    assert "- What we ask: no ask on record\n" in made.partition("### Skills")[2]
    assert gaps(made) == [
        "Without an ask: Skills.",
        "Without a position: Skills.",
        "Not in the calendar, since no file with a window is on record: Skills.",
        "The year is over and no result is on record: Trains.",
        "Carried over, and nothing says why: Tides.",
    ]


def test_the_calendar_has_windows_and_plans_by_days(tmp_path: Path) -> None:
    calendar = report(in_folder(tmp_path, BASE)).partition("## Calendar\n")[2].partition("\n## ")[0]
    assert [line for line in calendar.splitlines() if line.startswith("| ")][2:] == [
        "| February 2026, passed | The window closes: The regulation | Shore power | Harbour Unit |",
        "| 1 June 2026 | Last talk | Shore power (inferred) | Harbour Unit |",
        "| 30 June 2026 | The window closes: The act | Shore power | Harbour Unit |",
    ]


def test_actions_stand_under_the_priority_that_they_are_likely_for_and_nowhere_else(tmp_path: Path) -> None:
    made = report(in_folder(tmp_path, BASE))
    sheet = made.partition("### Shore power")[2].partition("### Skills")[0]
    others = made.partition("## Other advocacy of the year")[2].partition("\n## ")[0]
    assert "- 10 February 2026: Paper handed over (Harbour Unit) – It was read. (inferred)" in sheet
    assert "- 1 June 2026: Last talk (Harbour Unit) – planned (inferred)" in sheet
    assert "- Allies, by who takes part in own actions: Ports, Lyra (inferred)" in sheet
    assert "- On the agenda of the coordination meeting of 20 January 2026" in sheet
    assert "- Carried over from: Power (2025, partly reached)" in sheet
    assert "| The paper | | | | not known |" in re.sub(r" +", " ", sheet)
    assert ["Of another goal", "At the ministry"] == re.findall(r"2026 \| ([^|]+) \| Harbour Unit", others)
    assert "Called off" not in made


def test_allies_and_funding_are_those_that_are_named_and_why_a_priority_goes_on_is_told(tmp_path: Path) -> None:
    made = report(in_folder(tmp_path, BASE))
    sheet = made.partition("### Skills")[2].partition("## Other")[0]
    assert [
        "- Funding that is sought: Learn 7, 250,000 €; A line for welders; Welders",
        "- Funding that is sought: Youth",
        "- Carried over from: Ice (2025, ongoing): Nobody had read it",
        "- Carried over from: Tides (2025, ongoing)",
        "- Allies: Ports, Lyra",
    ] == [line for line in sheet.splitlines() if line.startswith(("- Fun", "- Car", "- All"))]
    results = made.partition("## Results of the year before")[2]
    assert "| Ice | Breakers | ongoing | not recorded | none | Skills: Nobody had read it |" in results


def test_the_results_of_the_year_before(tmp_path: Path) -> None:
    results = report(in_folder(tmp_path, BASE)).partition("## Results of the year before")[2]
    assert "| Power | More time | partly reached | Two years | A talk on power | Shore power |" in results
    assert (
        "| Trains | One ticket | no result, though the year is over | not recorded | none | not carried on |" in results
    )


def test_the_year_is_that_of_the_day_or_the_last_before_it(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    assert report(root, day="2025-12-31").startswith("# EU advocacy 2025\n")
    later = report(root, day="2028-01-01")
    assert later.startswith("# EU advocacy 2026\n")
    assert "The base has no priorities of EU advocacy for 2028." in gaps(later)
    assert "The year is over and no result is on record: Trains, Shore power, Skills." in gaps(later)
    assert "- State: no result, though the year is over (computed)" in later


def test_a_document_can_be_named_and_must_have_priorities(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    assert report(root, "eu-2025").startswith("# EU advocacy 2025\n")
    wrong = asked(root, "strategy")
    assert (2, "") == (wrong.code, wrong.out)
    assert "'strategy' sets no EU priorities" in wrong.err
    assert "eu-2025, eu-2026" in wrong.err


def test_a_unit_sees_what_it_is_the_expert_of_or_coordinates(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    assert "Shore power" not in report(root, "--unit", "school-unit")
    assert "Skills" not in report(root, "--unit", "plan-unit")


def test_a_superseded_document_is_none_and_two_that_are_not_are_told(tmp_path: Path) -> None:
    second = "# frameworks/eu-2026-b.yaml\n{id: eu-2026-b, type: eu-advocacy, names: {en: B}, SUPER eu-advocacy: {year: 2026,\n"
    second += "  priorities: [{id: ice, names: {en: Ice}, ask: {en: Thaw}}]}}\n"
    both = report(in_folder(tmp_path / "both", BASE + second.replace("SUPER ", "")))
    assert "Several documents set the priorities of 2026, and none supersedes the others." in gaps(both)
    assert "### Ice" in both
    one = report(in_folder(tmp_path / "one", BASE + second.replace("SUPER", "supersedes: [eu-2026],")))
    assert "### Shore power" not in one
    assert "### Ice" in one
