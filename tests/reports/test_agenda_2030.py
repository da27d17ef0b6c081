"""Agenda 2030: which goals the priorities serve, what counts for them, what the documents say, what is missing."""

from dataclasses import replace
from datetime import date

import pytest

from kvtool.model.framework import Framework
from kvtool.parts.global_goals import goals_of, names, served
from kvtool.queries.reading import Reader
from kvtool.queries.sql import ask
from kvtool.report import Paper
from kvtool.reporting import Asked, written
from kvtool.store.base import KnowledgeBase
from kvtool.words.labels import labels
from tests import golden
from tests.cli import whole

DAY = date(2025, 12, 31)
PLAN = """\
# frameworks/plan.yaml
id: plan
type: strategy
names: {en: Plan}
from: 2023
goals: [{id: learn, names: {en: Learn}}]
priorities:
- {id: boats, names: {en: Boats}, sdgs: [14, 9, 14]}
- {id: lamps, names: {en: Lamps}, sdgs: [9]}
- {id: tides, names: {en: Tides}}
measures:
- {id: mend, text: {en: Mend}, state: running, priorities: [boats, lamps], partners: [lyra]}
- {id: float, text: {en: Float}, state: running, priorities: [tides]}
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}, sources: [{source: page, quote: Lyra reports as a Voluntary Local Review}]}
# partners/vela.yaml
id: vela
type: city
names: {en: Vela}
sources: [{source: page, quote: Lyra reports as a Voluntary Local Review}, {source: page, quote: Vela is far}]
# sources/page.yaml
{id: page, title: {en: Page}, acts: [{on: 2024, act: web-page}]}
# messages/light.yaml
{id: light, scope: {priority: lamps}, headline: {en: Light for all}}
# engagements/fair.yaml
id: fair
type: event
title: {en: A fair}
from: 2025-05-02
state: held
priorities: [lamps]
messages: [light]
outcomes:
- {id: wicks, changed: {en: Lyra cuts wicks}, by_whom: lyra, level: result, evidence: [{source: page}]}
- {id: hulls, changed: {en: Lyra mends hulls}, level: impact, priorities: [boats]}
successes: [{text: {en: They laughed}}]
# engagements/dinner.yaml
{id: dinner, type: meeting, title: {en: A dinner}, from: 2025-06, state: held, priorities: [boats], messages: [light]}
"""
PROGRAMME = """\
# frameworks/promise.yaml
id: promise
type: programme
names: {en: The programme}
measures: [{id: review, text: {en: A review a year}, state: running, source: page, quote: Vega goes on reporting}]
sources: [{source: page, quote: Vega has signed Agenda 2030}]
"""


def report(text: str = PLAN, **asked: str) -> str:
    """The report of a base in English, without its notes."""
    return made(whole(text), DAY, **asked)


def made(kb: KnowledgeBase, day: date, **asked: str) -> str:
    paper = Paper(Reader(kb, day, labels("en")), "internal")
    return written(paper, "agenda-2030", Asked(**asked), "none")[1].partition("\n[^1]: ")[0]


def test_each_goal_has_its_number() -> None:
    called = names(labels("en").say)
    assert (17, "No poverty", "Climate action", "Partnerships for the goals") == (
        len(called),
        called[1],
        called[13],
        called[17],
    )


def test_a_goal_is_served_by_the_priorities_that_name_it() -> None:
    (plan,) = whole(PLAN.replace("sdgs: [9]", "sdgs: [9, 18, 0]")).all(Framework)
    assert {9: ["boats", "lamps"], 14: ["boats"]} == served(plan.priorities)
    assert [9] == goals_of(["lamps", "tides"], served(plan.priorities))


def test_counts_are_by_goal_and_everything_counts_by_its_own_priorities() -> None:
    text = report()
    assert "| 9 Industry, innovation and infrastructure (computed) | Boats, Lamps | 1 | 2 | 3 | 0 |\n" in text
    assert "| 14 Life below water (computed) | Boats | 1 | 1 | 1 | 0 |\n" in text
    assert "- Goals served: 2 of 17, by 2 of 3 priorities. (computed)" in text
    assert "- Priorities that name no goal of Agenda 2030: Tides. (computed)" in text


def test_changes_stand_with_the_deepest_first_and_measures_with_those_who_share_them() -> None:
    text = report()
    assert text.index("| Lyra mends hulls (inferred)") < text.index("| Lyra cuts wicks (inferred)")
    assert "| 9, 14 | not named | impact | no evidence |" in text
    assert "| 9, 14 | under way | not named | Lyra |" in text
    assert "| Float" not in text


def test_a_message_was_heard_at_an_event_or_in_a_network() -> None:
    text = report()
    assert "- A fair, 2 May 2025 (9): Light for all (inferred)" in text
    assert "A dinner" not in text


def test_a_passage_that_several_records_quote_stands_once() -> None:
    text = report()
    assert "- ”Lyra reports as a Voluntary Local Review” (Lyra; Vela)[^" in text
    assert 1 == text.count("Voluntary Local Review")
    assert "Vela is far" not in text


@pytest.mark.parametrize(
    ("policy", "known"),
    [({}, False), ({"agenda_2030_programme": "oath"}, False), ({"agenda_2030_programme": "promise"}, True)],
)
def test_the_commitment_is_the_framework_that_the_settings_name(policy: dict[str, str], known: bool) -> None:
    kb = whole(PLAN + PROGRAMME)
    text = made(KnowledgeBase(replace(kb.settings, policy=policy), kb.entries), DAY)
    assert known != ("> - No commitment to Agenda 2030 is on record: agenda" in text)
    assert known == ("- A review a year (under way)[^" in text)
    assert known == ("**The commitment**\n\n- ”Vega has signed Agenda 2030”[^" in text)
    assert known != ("- ”Vega has signed Agenda 2030” (The programme)[^" in text)


@pytest.mark.parametrize(
    ("asked", "counts"),
    [
        ({"priority": "boats"}, "| Boats | 1 | 1 | 1 | 0 |"),
        ({"first": "2026", "last": "2026"}, "| Boats | 1 | 0 | 0 | 0 |"),
    ],
)
def test_the_priority_and_the_period_narrow_it(asked: dict[str, str], counts: str) -> None:
    assert f"| 14 Life below water (computed) {counts}\n" in report(**asked)


def test_without_goals_every_section_says_why_it_is_empty() -> None:
    text = report(PLAN.replace(", sdgs: [14, 9, 14]", "").replace(", sdgs: [9]", ""))
    assert "> - No priority in force says which goals of Agenda 2030 it serves.\n" in text
    assert "## What changed for whom\n\nNo change of the period serves a goal" in text


def test_the_counts_reconcile_with_sql() -> None:
    base, day = golden.base_of("sample"), date(2026, 3, 1)
    query = """SELECT count(DISTINCT o.id) AS n FROM engagement_outcomes o JOIN engagement_outcomes_priorities p
      ON p.engagement_id = o.engagement_id AND p.at LIKE o.at || '.%'
      JOIN framework_priorities_sdgs s JOIN framework_priorities f ON f.framework_id = s.framework_id
      AND s.at LIKE f.at || '.%' AND f.id = p.value
      WHERE o.on_last BETWEEN '2025-01-01' AND '2025-12-31'"""
    (row,) = ask(Reader(base, day, labels("en")), query).rows
    changed = made(base, day).partition("## What changed for whom")[2].partition("## ")[0]
    assert row["n"] == changed.count("(inferred)") > 0
