"""The partner profile: what is counted, what is past its day, what comes next, and what the public hears of it."""

import re
from datetime import date
from pathlib import Path

import pytest

from kvtool.queries.reading import Reader
from kvtool.queries.sql import ask
from kvtool.report import Paper
from kvtool.reporting import Asked, written
from kvtool.settings import read, whole_day
from kvtool.store.base import KnowledgeBase
from kvtool.store.load import load
from kvtool.words.labels import labels
from tests import golden
from tests.cli import in_folder, whole

DAY = date(2026, 11, 21)

PARTNER = """\
# partners/lyra.yaml
id: lyra
visibility: public
type: city
names: {en: Lyra}
"""
MEETINGS = """\
# engagements/2023/first.yaml
{id: first, type: visit-out, title: {en: First}, from: 2023, state: held, partners: [lyra], level: mayor}
# engagements/2024/second.yaml
{id: second, type: meeting, title: {en: Second}, from: 2024-03-01, state: held, partners: [lyra], level: mayor}
# engagements/2024/third.yaml
{id: third, type: event, title: {en: Third}, from: 2024-05-01, state: held, partners: [lyra], result: {en: Went well}}
# engagements/2022/early.yaml
{id: early, type: meeting, title: {en: Early}, from: 2022-12-31, state: held, partners: [lyra], level: expert}
# engagements/2024/called-off.yaml
{id: called-off, type: meeting, title: {en: Called off}, from: 2024-06-01, state: cancelled, partners: [lyra], level: expert}
# engagements/2025/forgotten.yaml
{id: forgotten, type: meeting, title: {en: Forgotten}, from: 2025-02-01, state: planned, partners: [lyra], level: expert}
# engagements/2024/a-project.yaml
{id: a-project, type: project, title: {en: A project}, from: 2024-01-01, to: 2027-12-31, state: held, partners: [lyra]}
# engagements/2024/with-norma.yaml
{id: with-norma, type: meeting, title: {en: With Norma}, from: 2024-06-01, state: held, partners: [norma], level: expert}
# partners/norma.yaml
{id: norma, type: city, names: {en: Norma}}
"""


def profile(kb: KnowledgeBase, *ids: str, audience: str = "internal", first: str = "", last: str = "") -> str:
    paper = Paper(Reader(kb, DAY, labels("en")), audience)
    return written(paper, "partner-profile", Asked(ids or ["lyra"], first, last), "none")[1]


def under(text: str, heading: str) -> str:
    """What stands under a heading, without its notes."""
    found = text.partition(f"### {heading}\n")[2].partition("\n#")[0].partition("\n[^1]:")[0]
    return re.sub(r"\[\^[0-9]+\]", "", found).strip()


def test_counts_what_was_held_by_level_and_year_of_a_term() -> None:
    assert under(profile(whole(PARTNER + MEETINGS)), "Meetings").partition("**Latest**")[0].strip() == (
        "**Held, by level and year**\n\n"
        "| Level | 2023 | 2024 | 2025 | 2026 | Together |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| mayor (computed) | 1 | 1 | 0 | 0 | 2 |\n"
        "| deputy mayor (computed) | 0 | 0 | 0 | 0 | 0 |\n"
        "| management (computed) | 0 | 0 | 0 | 0 | 0 |\n"
        "| expert (computed) | 0 | 0 | 0 | 0 | 0 |\n"
        "| level not on record (computed) | 0 | 1 | 0 | 0 | 1 |\n"
        "| All together (computed) | 1 | 2 | 0 | 0 | 3 |"
    )


def test_a_period_changes_what_is_counted() -> None:
    text = under(profile(whole(PARTNER + MEETINGS), first="2022", last="2023"), "Meetings")
    assert "| Level | 2022 | 2023 | Together |" in text
    assert "| All together (computed) | 1 | 1 | 2 |" in text


def test_totals_are_those_of_sql() -> None:
    kb, day = golden.base_of("sample"), whole_day(golden.BASES["sample"][1])
    reader = Reader(kb, day, labels("en"))
    query = (
        "SELECT p.value AS partner, count(*) AS held FROM engagement JOIN engagement_partners p ON engagement_id = id "
        "WHERE state = 'held' AND type NOT IN ('project', 'coordination-meeting') "
        "AND from_first BETWEEN '2023-01-01' AND '2026-03-01' GROUP BY p.value"
    )
    held = {row["partner"]: row["held"] for row in ask(reader, query).rows}
    assert len(held) > 20
    for partner in held:
        text = written(Paper(reader), "partner-profile", Asked([partner]), "none")[1]
        assert re.search(rf"^\| All together \(computed\) .*\| {held[partner]} \|$", text, re.MULTILINE)


def test_says_what_is_past_and_was_never_written_down() -> None:
    text = profile(whole(PARTNER + MEETINGS))
    assert "> - Past, and not written down as held: Forgotten.\n" in text
    assert "- Without a result on record: 2 of 3 meetings held (computed)" in under(
        text, "How far this can be relied on"
    )


PROMISES = """\
# engagements/2025/talks.yaml
id: talks
visibility: public
type: meeting
title: {en: Talks}
from: 2025-05-01
state: held
partners: [lyra]
commitments:
- {by: us, text: {en: Send the drawings}, due: 2026-11-20, state: open}
- {by: us, text: {en: Send the bill}, due: 2026-11-21, state: in-progress}
- {by: partner, text: {en: Name a contact}, state: moved}
- {by: partner, text: {en: Open a door}, due: 2025-09-01, state: done}
- {by: us, text: {en: Close a door}, due: 2025-09-01, state: lapsed}
"""


def test_open_promises_stand_by_side_and_the_late_ones_are_marked() -> None:
    text = profile(whole(PARTNER + PROMISES))
    assert under(text, "Open promises") == (
        "**We promised**\n\n"
        "| Promise | Due | Owner | Made at |\n| --- | --- | --- | --- |\n"
        "| Send the drawings | 20 November 2026, passed | not named | Talks, 1 May 2025 |\n"
        "| Send the bill | 21 November 2026 | not named | Talks, 1 May 2025 |\n\n"
        "**They promised**\n\n"
        "| Promise | Due | Made at |\n| --- | --- | --- |\n"
        "| Name a contact | no day set | Talks, 1 May 2025 |\n\n"
        "- Of 5 promises on record: open 1, in progress 1, moved 1, fulfilled 1, lapsed 1 (computed)"
    )
    assert "> - Promises past their day: Lyra 1.\n" in text


def test_the_public_hears_of_no_promise_and_of_nothing_that_needs_care() -> None:
    care = "mapping: {influence: 3}\nsensitivities: [{text: {en: Say nothing of pumps}, handling: never-raise}]\n"
    text = profile(whole(PARTNER + care + PROMISES), audience="public")
    assert ("Promises are internal.", "What needs care is internal.") == (
        under(text, "Open promises"),
        under(text, "What needs care"),
    )
    assert [] == [
        word for word in ("drawings", "past their day", "pumps", "3/3", "Not on record: promises") if word in text
    ]


AHEAD = """\
# kvtool.toml
[base]
name = "Vega"
languages = ["en", "fi", "sv"]
[policy]
agreement_notice_days = 365
# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra}
lead: harbour-unit
contact_rhythm: 3m
agreements:
- {id: soon, type: cooperation, names: {en: Soon over}, signed: 2020-01-01, to: 2027-11-21}
- {id: later, type: cooperation, names: {en: Later over}, signed: 2020-01-01, to: 2027-11-22}
- {id: over, type: cooperation, names: {en: Over}, signed: 2020-01-01, to: 2026-11-20}
# units/harbour-unit.yaml
{id: harbour-unit, type: unit, names: {en: Harbour Unit}}
# engagements/2026/past.yaml
{id: past, type: meeting, title: {en: Past}, from: 2026-07-01, state: held, partners: [lyra]}
# engagements/2027/visit.yaml
{id: visit, type: visit-in, title: {en: A visit}, from: 2027-01-15, state: planned, lead: harbour-unit, partners: [lyra]}
# frameworks/plan.yaml
id: plan
type: implementation-plan
names: {en: Plan}
measures:
- {id: running, text: {en: Build a pier}, state: running, partners: [lyra]}
- {id: finished, text: {en: Built a pier}, state: done, partners: [lyra]}
# frameworks/old-plan.yaml
id: old-plan
type: implementation-plan
names: {en: Old plan}
to: 2025-12-31
measures: [{id: forgotten, text: {en: Forget a pier}, state: running, partners: [lyra]}]
"""


def test_next_steps_are_what_is_planned_open_or_runs_out_the_next_first(tmp_path: Path) -> None:
    kb = load(read(in_folder(tmp_path, AHEAD) / "kvtool.toml"))
    assert under(profile(kb), "Next steps").splitlines()[2:] == [
        "| Be in touch: the last contact was on 1 July 2026 (computed) | 1 October 2026, passed | Harbour Unit |",
        "| Incoming visit: A visit (planned) | 15 January 2027 | Harbour Unit |",
        "| Decide what follows the agreement: Soon over (computed) | by 21 November 2027 | Harbour Unit |",
        "| Measure: Build a pier, under way | no day set | not named |",
    ]


def test_agreements_in_force_come_first_and_say_how_they_end(tmp_path: Path) -> None:
    kb = load(read(in_folder(tmp_path, AHEAD) / "kvtool.toml"))
    rows = [row.split(" | ") for row in under(profile(kb), "Agreements").splitlines()[2:]]
    assert [(row[0][2:].partition(",")[0], row[2]) for row in rows] == [
        ("Soon over", "until 21 November 2027"),
        ("Later over", "until 22 November 2027"),
        ("Over", "ended 20 November 2026"),
    ]
    assert "exit terms" in under(profile(kb), "How far this can be relied on")


def test_a_partner_with_whom_nothing_comes_next_says_so_on_top() -> None:
    text = profile(
        whole(PARTNER + PROMISES + "# partners/norma.yaml\n{id: norma, type: city, names: {en: Norma}}\n"),
        "lyra",
        "norma",
    )
    assert "> - Without a next step: Norma.\n" in text
    assert ["## Lyra", "## Norma"] == re.findall(r"^## .+$", text, re.MULTILINE)


OUTCOMES = """\
# engagements/2025/talks.yaml
id: talks
type: meeting
title: {en: Talks}
from: 2025-05-01
state: held
partners: [norma]
outcomes:
- {id: in-lyra, changed: {en: Lyra counts ships}, by_whom: lyra, on: 2025-06-01, level: result}
- {id: in-norma, changed: {en: Norma counts ships}, by_whom: norma, on: 2025-06-02, level: result}
# engagements/2020/old.yaml
id: old
type: meeting
title: {en: Old}
from: 2020-05-01
state: held
partners: [lyra]
outcomes: [{id: old-one, changed: {en: Lyra counts boats}, by_whom: lyra, level: output}]
lessons:
- {id: heard, text: {en: Ask first}, state: noticed}
# partners/norma.yaml
{id: norma, type: city, names: {en: Norma}}
"""


@pytest.mark.parametrize(
    ("first", "expected"), [("", ["Lyra counts ships"]), ("2020-01-01", ["Lyra counts ships", "Lyra counts boats"])]
)
def test_results_are_those_in_the_partner_or_with_it_in_the_period(first: str, expected: list[str]) -> None:
    text = under(profile(whole(PARTNER + OUTCOMES), first=first, last="2026-11-21"), "Results and lessons")
    assert expected == re.findall(r"^\| [^|]+ \| ((?:Lyra|Norma)[^|]+) \|", text, re.MULTILINE)
    assert (first != "") == ("- Ask first (noticed)" in text)
    assert text.count("no evidence") == len(expected)


REVIEWED = """\
review: {on: 2026-10-01, role: head, of: 123456789abc}
# units/unit.yaml
{id: unit, type: unit, names: {en: Unit}, offices: [{id: head, names: {en: Head}}]}
"""


def test_a_review_of_other_words_is_said_to_be_of_them() -> None:
    assert "- Looked through on 1 October 2026, Head; changed since (computed)" in profile(whole(PARTNER + REVIEWED))
