"""The monitoring report: what counts in which period and cell, what is known, how far a goal is, what failed."""

import re
from datetime import date

import pytest

from kvtool.errors import KvtoolError
from kvtool.queries.reading import Reader
from kvtool.queries.sql import ask
from kvtool.report import Paper
from kvtool.reporting import Asked, written
from kvtool.store.base import KnowledgeBase
from kvtool.words.labels import labels
from tests import golden
from tests.cli import whole

DAY = date(2026, 3, 1)
PLAN = """\
# frameworks/plan.yaml
id: plan
type: strategy
names: {en: Plan}
from: 2023
to: 2026
goals: [{id: learn, names: {en: Learn}, actors: [quay-unit]}, {id: trade, names: {en: Trade}}]
priorities:
- {id: boats, names: {en: Boats}, actors: [pier-team]}
- {id: lamps, names: {en: Lamps}, actors: [lamp-unit]}
- {id: tides, names: {en: Tides}, actors: [stray-unit]}
- {id: sails, to: 2024, names: {en: Sails}}
measures:
- {id: mend, text: {en: Mend the boats}, state: running, goals: [learn, trade], priorities: [boats], due: 2026-06, coordinator: stray-unit}
- {id: paint, text: {en: Paint}, state: done, goals: [learn], priorities: [boats], due: 2025-03}
- {id: sell, text: {en: Sell}, state: cancelled, because: Nobody bought., to: 2025-05-05, goals: [trade], priorities: [boats]}
- {id: buy, text: {en: Buy}, state: done}
- {id: dream, text: {en: Dream}, state: planned, from: 2026-02}
- {id: tow, text: {en: Tow}, state: running, due: 2025-11, from: 2025-02, priorities: [sails]}
indicators:
- {id: up, names: {en: Up}, unit: pcs, goal: learn, baseline: {year: 2023, value: 10}, targets: [{year: 2025, value: 20}], values: [{year: 2024, value: 12}, {year: 2025, value: 15}]}
- {id: down, names: {en: Down}, unit: pcs, goal: learn, baseline: {year: 2023, value: 9}, targets: [{year: 2026, value: 3}], values: [{year: 2025, value: 3}]}
- {id: level, names: {en: Level}, unit: pcs, goal: trade, baseline: {year: 2023, value: 0}, targets: [{year: 2026, value: 8}], values: [{year: 2025, value: 0}]}
- {id: blank, names: {en: Blank}, unit: pcs, goal: trade, values: [{year: 2025}]}
reporting:
- {from: 2024, to: 2024, due: 2025-01-31, submitters: [{unit: quay-unit, state: received}]}
- from: 2025
  to: 2025
  due: 2026-01-31
  submitters: [{unit: quay-unit, state: received}, {unit: lamp-unit, state: missing}, {unit: calm-unit, state: nothing-to-report}]
- {from: 2026, to: 2026, due: 2027-01-31, submitters: [{unit: quay-unit, state: missing}]}
# units/quay-unit.yaml
{id: quay-unit, type: division, names: {en: Quays}}
# units/pier-team.yaml
{id: pier-team, type: unit, names: {en: Piers}, parents: [{unit: quay-unit}]}
# units/lamp-unit.yaml
{id: lamp-unit, type: unit, names: {en: Lights}}
# units/calm-unit.yaml
{id: calm-unit, type: unit, names: {en: Calm}}
# units/stray-unit.yaml
{id: stray-unit, type: unit, names: {en: Strays}}
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}}
# engagements/call.yaml
id: call
type: meeting
title: {en: A call}
from: 2025-04-02
state: held
lead: pier-team
level: mayor
priorities: [boats]
goals: [learn]
outcomes:
- {id: hulls, changed: {en: Lyra copies hulls}, by_whom: lyra, level: impact, on: 2025-05, evidence: [{case: LYR 7}]}
- {id: masts, changed: {en: Lyra copies masts}, level: result, on: 2024-12}
successes: [{text: {en: They laughed}}]
lessons: [{id: early, text: {en: Call early}, state: accepted, owner: pier-team, due: 2026-05}]
# engagements/old.yaml
{id: old, type: visit-out, title: {en: Old}, from: 2024-06, state: held, lessons: [{id: maps, text: {en: Bring maps}, state: applied, applied_in: [call]}, {id: rain, text: {en: Bring coats}, state: noticed}]}
# engagements/nets.yaml
{id: nets, type: project, title: {en: Nets}, from: 2025-02, to: 2027, state: confirmed, priorities: [boats], goals: [trade], lessons: [{id: knots, text: {en: Tie knots}, state: noticed}]}
# engagements/fair.yaml
{id: fair, type: event, title: {en: A fair}, from: 2025-08, state: cancelled, lessons: [{id: ask, text: {en: Ask first}, state: accepted}]}
# engagements/talk.yaml
{id: talk, type: coordination-meeting, title: {en: Talk}, from: 2025-08, state: held}
# engagements/cup.yaml
{id: cup, type: bid, title: {en: A cup}, from: 2025-09, state: held, bid: {result: lost}}
"""  # noqa: E501


def report(text: str = PLAN, day: date = DAY, audience: str = "internal", **asked: str) -> str:
    """The report of a base in English, without its notes."""
    return made(whole(text), day, audience, **asked)


def made(kb: KnowledgeBase, day: date, audience: str = "internal", **asked: str) -> str:
    paper = Paper(Reader(kb, day, labels("en")), audience)
    return written(paper, "monitoring", Asked(**asked), "none")[1].partition("\n[^1]: ")[0]


def part(text: str, title: str) -> list[str]:
    """The lines of a section or of a block of one, without the numbers of notes."""
    start = next(mark for mark in (f"## {title}\n", f"**{title}**\n") if mark in text)
    lines = text.partition(start)[2].strip("\n").split("\n")
    end = next((nth for nth, line in enumerate(lines) if line.startswith(("#", "**", "<!--"))), len(lines))
    return [re.sub(r"\[\^[0-9]+\]", "", line) for line in lines[:end] if line]


def test_an_empty_cell_is_known_only_where_all_asked_who_work_for_the_priority_have_answered() -> None:
    assert [
        "| Priority | Learn | Trade | No goal | In all |",
        "| --- | --- | --- | --- | --- |",
        "| Boats (computed) | 3 / 2 / 1 | 2 / 0 / 0 | – | 4 / 2 / 1 |",
        "| Lamps (computed) | not known | not known | – | not known |",
        "| Tides (computed) | not known | not known | – | not known |",
        "| No priority (computed) | – | – | 2 / 0 / 1 | 2 / 0 / 1 |",
        "| In all (computed) | 3 / 2 / 1 | 2 / 0 / 0 | 2 / 0 / 1 | 6 / 2 / 2 |",
    ] == part(report(), "Goals by priorities")[:7]
    answered = report(PLAN.replace("{unit: lamp-unit, state: missing}", "{unit: lamp-unit, state: nothing-to-report}"))
    assert "| Lamps (computed) | no measures | no measures | – | no measures |" in answered
    assert "Pairs of a goal and a priority: 6; without measures 2, not known 2." in answered


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"unit": "lamp-unit"}, "not known"),
        ({"unit": "calm-unit"}, "no measures"),
        ({"unit": "quay-unit", "first": "2024", "last": "2025"}, "no measures"),
        ({"unit": "quay-unit", "first": "2023-12-31", "last": "2025"}, "not known"),
        ({"unit": "quay-unit", "first": "2025", "last": "2026"}, "not known"),
        ({"unit": "stray-unit"}, "not known"),
    ],
)  # fmt: skip
def test_what_is_known_follows_the_unit_and_the_days_that_were_asked_about(asked: dict[str, str], told: str) -> None:
    assert f"| Lamps (computed) | {told} | {told} |" in report(**asked)


def test_the_public_is_never_told_that_there_was_nothing() -> None:
    public = report(PLAN.replace("id: plan\n", "id: plan\nvisibility: public\n"), audience="public")
    assert "| Lamps (computed) | nothing public | nothing public |" in public
    assert "no measures" not in public
    assert "> - Counted from what is public only." in public


def test_everything_counts_in_one_period_only_but_what_runs_through_both() -> None:
    assert [
        "| Counted | 2024 | 2025 |",
        "| --- | --- | --- |",
        "| Measures under way (computed) | 2 | 3 |",
        "| Engagements (computed) | 1 | 3 |",
        "| Changes in others: output (computed) | 0 | 0 |",
        "| Changes in others: result (computed) | 1 | 0 |",
        "| Changes in others: impact (computed) | 0 | 1 |",
        "| Successes noted (computed) | 0 | 1 |",
        "| Lessons learned (computed) | 2 | 2 |",
    ] == part(report(), "Summary")[1:10]


def test_a_goal_shows_what_was_done_what_changed_and_what_is_not_on_record() -> None:
    text = report()
    assert [
        "| Measure | State | Coordinator | Due |",
        "| --- | --- | --- | --- |",
        "| Mend the boats (also: Trade) | under way | Strays | June 2026 |",
        "| Paint | completed | not named | March 2025 |",
        "- Engagements: 1, of which at mayor's level 1 and at deputy mayor's level 0 (computed)",
    ] == part(text, "What we did")
    assert [
        "| Lyra copies hulls | Lyra | impact, May 2025 | not on record | LYR 7 |",
        "- They laughed",
    ] == [part(text, "What changed for whom")[-1], part(text, "What went well")[-1]]
    assert [
        "- Engagements: 1, of which at mayor's level 0 and at deputy mayor's level 0 (computed)",
        "- Nothing on record: changes in others, successes, lessons. (computed)",
    ] == part(text, "Trade")


def test_indicators_go_up_or_down_and_what_nobody_knows_is_not_nought() -> None:
    assert [
        "| Up (pcs) | 10 (2023) | 12 | 15 | 20 (2025) | target missed: 50 % of the way from the baseline (computed) |",
        "| Down (pcs) | 9 (2023) | not known | 3 | 3 (2026) | target reached (computed) |",
        "| Level (pcs) | 0 (2023) | not known | 0 | 8 (2026) | no progress (computed) |",
        "| Blank (pcs) | not set | not known | not known | not set | not known (computed) |",
    ] == part(report(), "Indicators")[2:]
    assert ["- Up: 15 of 20 (computed)"] == part(report(), "Targets missed")


def test_what_did_not_work_is_said() -> None:
    text = report()
    assert ["- Sell: cancelled. Nobody bought."] == part(text, "Measures stopped")
    assert ["- Tow: due November 2025, nobody is named"] == part(text, "Measures past their date")
    assert ["- A cup: lost"] == part(text, "Bids and applications")
    assert ["- 1: A fair (computed)"] == part(text, "Called off")


def test_lessons_are_followed_until_they_are_applied() -> None:
    text = report()
    assert [
        "| Call early | A call | accepted | Piers | nowhere on record |",
        "| Ask first | A fair | accepted | nobody is named | nowhere on record |",
    ] == part(text, "Of the period")[2:]
    assert ["- Bring maps (applied in: A call)"] == part(text, "From before, applied in the period")
    assert ["- Bring coats (noticed, nobody is named)"] == part(text, "From before, not applied yet")
    assert ["- Tie knots (noticed, nobody is named)"] == part(text, "From what still runs; counted when it ends")


def test_a_success_and_a_lesson_count_on_their_own_day_and_a_lesson_is_settled_on_one() -> None:
    text = """\
# engagements/nets.yaml
id: nets
type: project
title: {en: Nets}
from: 2023-02
to: 2027
state: confirmed
successes: [{text: {en: They laughed}, from: 2025-04-02}, {text: {en: They cried}}]
lessons:
- {id: knots, text: {en: Tie knots}, on: 2025-06, state: accepted, state_since: 2025-11-03}
- {id: rain, text: {en: Bring coats}, on: 2024-06-01, state: rejected, state_since: 2025-01-31}
- {id: wind, text: {en: Bring hats}, on: 2024-05, state: noticed}
- {id: snow, text: {en: Bring boots}, on: 2024-05, state: proven, state_since: 2026-01-31}
"""
    found = report(text, date(2026, 3, 1), first="2025-01-01", last="2025-12-31")
    assert ["| Tie knots | Nets | accepted since 3 November 2025 | nobody is named | nowhere on record |"] == part(
        found, "Of the period"
    )[2:]
    assert ["- Bring coats (rejected since 31 January 2025, nobody is named)"] == part(
        found, "From before, proven or turned down in the period"
    )
    assert ["- Bring hats (noticed since May 2024, nobody is named)"] == part(found, "From before, not applied yet")
    assert ["| Successes noted (computed) | 0 | 1 |", "| Lessons learned (computed) | 3 | 1 |"] == [
        line for line in part(found, "Summary") if line.startswith(("| Successes", "| Lessons"))
    ]


def test_what_is_new_ended_or_goes_on_follows_from_dates_and_says_where_they_are_inferred() -> None:
    text = report()
    assert ["- Tow: February 2025, under way", "- Nets (project): February 2025"] == part(text, "New")
    assert ["- Paint: March 2025, completed (inferred)", "- Sell: 5 May 2025, cancelled"] == part(text, "Ended")
    assert ["- Buy: completed"] == part(text, "Ended, on what day is not on record")
    assert ["- Mend the boats"] == part(text, "Continuing")


def test_who_did_not_report_and_who_was_not_asked() -> None:
    assert [
        "- Did not report: Lights",
        "- Nothing to report: Calm",
        "- Reported: Quays",
        "- At work on measures, but not asked: Strays (computed)",
        "- Reports on 2025 were due on 31 January 2026.",
    ] == part(report(), "Who reported")


def test_the_next_period_brings_measures_lessons_targets_and_reports() -> None:
    text = report()
    assert ["- Dream (February 2026, planned)", "- Mend the boats (due June 2026, under way, Strays)"] == part(
        text, "Measures that begin or are due"
    )
    assert ["- Call early (accepted, Piers, due May 2026)"] == part(text, "Lessons to apply")
    assert ["- Down: 3 (2026)", "- Level: 8 (2026)"] == part(text, "Targets")
    assert ["- Reports on 2026 are due on 31 January 2027."] == part(text, "Reports")


@pytest.mark.parametrize(
    ("day", "first", "title"),
    [
        (date(2025, 12, 30), "", "# Monitoring report: 2024\n"),
        (date(2025, 12, 31), "", "# Monitoring report: 2025\n"),
        (date(2024, 12, 30), "", "# Monitoring report: 1 January 2024 – 30 December 2024\n"),
        (DAY, "2024", "# Monitoring report: 2024–2025\n"),
    ],
)
def test_the_usual_period_is_the_last_one_that_is_reported_on_and_over(day: date, first: str, title: str) -> None:
    assert report(day=day, first=first).startswith(title)


DRAFT = """\
# frameworks/next.yaml
{id: next, type: strategy, names: {en: Next}, from: 2025-06, source: paper, priorities: [{id: winds, names: {en: Winds}}]}
# sources/paper.yaml
{id: paper, title: {en: Paper}, acts: [{on: 2025-01, act: draft}, {on: 2026-02, act: approved}]}
# sources/plan-text.yaml
{id: plan-text, title: {en: Plan}, acts: [{on: 2022, act: approved}]}
"""


def test_a_draft_sets_no_goals_until_it_is_decided() -> None:
    text = PLAN.replace("to: 2026\ngoals", "to: 2026\nsource: plan-text\ngoals") + DRAFT
    before, after = report(text, date(2026, 1, 31)), report(text, date(2026, 2, 1))
    assert "Judged by: Plan." in before
    assert "> - Next is not decided, and so not followed here." in before
    assert "Judged by: Next." in after
    assert "### For no goal in force\n" in after


def test_a_base_without_a_strategy_has_reasons_in_place_of_sections() -> None:
    text = report("# partners/lyra.yaml\n{id: lyra, type: city, names: {en: Lyra}}\n")
    assert ["No strategy with goals and priorities is on record for this period."] == part(text, "Goals by priorities")
    assert ["No reporting is on record for this period: nobody was asked."] == part(text, "Who reported")
    with pytest.raises(KvtoolError, match="takes no id"):
        written(Paper(Reader(whole(PLAN), DAY, labels("en")), "internal"), "monitoring", Asked(ids=["lyra"]), "none")


def test_the_counts_reconcile_with_sql() -> None:
    base, day = golden.base_of("sample"), date(2026, 3, 1)
    query = """SELECT
      (SELECT count(*) FROM engagement WHERE type != 'coordination-meeting' AND from_first <= '2025-12-31'
        AND coalesce(to_last, from_last) >= '2025-01-01' AND (state = 'held' OR (type = 'project' AND state = 'confirmed'))),
      (SELECT count(*) FROM engagement_outcomes WHERE on_last BETWEEN '2025-01-01' AND '2025-12-31' AND level = 'result'),
      (SELECT count(*) FROM engagement_outcomes WHERE on_last BETWEEN '2025-01-01' AND '2025-12-31' AND level = 'impact'),
      (SELECT count(*) FROM engagement_successes s JOIN engagement e ON e.id = s.engagement_id
        WHERE coalesce(s.from_last, e.to_last, e.from_last) BETWEEN '2025-01-01' AND '2025-12-31'),
      (SELECT count(*) FROM engagement_lessons l JOIN engagement e ON e.id = l.engagement_id
        WHERE coalesce(l.on_last, e.to_last, e.from_last) BETWEEN '2025-01-01' AND '2025-12-31')"""
    (row,) = ask(Reader(base, day, labels("en")), query).rows
    lines = part(made(base, day), "Summary")
    kept = ("Engagements", "Changes in others: result", "Changes in others: impact", "Successes", "Lessons learned")
    shown = [line.split(" | ")[-1].strip(" |") for line in lines if line.startswith(tuple(f"| {one}" for one in kept))]
    assert [str(one) for one in row.values()] == shown
