"""Events and bids: whose an event abroad is, what a bid needs, and in which quarter things are counted."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from kvtool.model.dates import parse
from kvtool.queries.quarters import between, of_day
from tests.cli import in_folder, ran
from tests.golden import BASES

BASE = """\
# kvtool.toml
[base]
name = "Vega"
languages = ["en"]
[policy]
events_abroad_from = "2022"
bid_ruling_from = "2022"
# engagements/2025/evening.yaml
{id: evening, type: event, title: {en: An evening}, from: 2025-03-31, to: 2025-04-02, state: held, lead: harbour-unit,
 event: {place: abroad, type: own, organiser: harbour-unit, local_partner: lyra, assessment: {en: Worth it},
 resources: {en: A week}}, result: {en: Six talks.}, outcomes: [{id: a-deal, changed: {en: Lyra buys}, level: result}]}
# engagements/2025/stand.yaml
{id: stand, type: event, title: {en: A stand}, from: 2025-05, state: held, event: {place: abroad}}
# engagements/2026/lone.yaml
{id: lone, type: event, title: {en: Alone}, from: 2026-06-01, state: planned,
 event: {place: abroad, exception: {en: They asked}, assessment: {en: Cheap}}}
# engagements/2026/idea.yaml
{id: idea, type: event, title: {en: An idea}, from: 2026-06-01, state: proposed, event: {place: abroad}}
# engagements/2025/congress.yaml
{id: congress, type: event, title: {en: A congress}, from: 2025-09-01, state: held,
 event: {place: abroad, type: participation, organiser: ports}, result: {en: Heard.}}
# engagements/2025/fair.yaml
{id: fair, type: event, title: {en: A fair}, from: 2025-10-01, state: cancelled, event: {place: at-home, type: own}}
# engagements/2025/somewhere.yaml
{id: somewhere, type: event, title: {en: Somewhere}, from: 2025, state: held, result: {en: Done.}}
# engagements/2025/bid-won.yaml
{id: bid-won, type: bid, title: {en: Bid one}, from: 2025-02-01, state: held, bid: {funding: city, ruling: rules,
 ruled_at: group, result: won}, result: {en: Ours.}}
# engagements/2025/bid-bare.yaml
{id: bid-bare, type: bid, title: {en: Bid two}, from: 2025-02-01, state: held, bid: {funding: city, result: open}}
# engagements/2025/bid-unit.yaml
{id: bid-unit, type: bid, title: {en: Bid three}, from: 2025-02-01, state: held, bid: {funding: unit, result: lost},
 result: {en: Lost by one vote.}}
# engagements/2025/group.yaml
{id: group, type: coordination-meeting, title: {en: The group}, from: 2025-01-15, state: held}
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}}
# networks/ports.yaml
{id: ports, names: {en: Ports}}
# units/harbour-unit.yaml
{id: harbour-unit, type: unit, names: {en: Harbour Unit}}
# sources/rules.yaml
{id: rules, title: {en: Rules}, acts: [{on: 2025-01-20, act: approved}]}
"""


def report(root: Path, *arguments: str) -> str:
    done = ran("--root", root, "report", "events", *arguments, "--lang", "en", "--as-of", "2026-03-01")
    assert (0, "") == (done.code, done.err)
    return re.sub(r"\[\^[0-9]+\]", "", done.out)


def section(text: str, title: str) -> str:
    return text.partition(f"## {title}\n")[2].partition("\n## ")[0]


def test_whose_an_event_abroad_is_and_what_it_rests_on(tmp_path: Path) -> None:
    made = report(in_folder(tmp_path, BASE))
    own = section(made, "The city's own events abroad")
    assert (
        "| An evening; 31 March 2025 – 2 April 2025 | Lyra | Worth it | A week | Harbour Unit | Six talks; Lyra buys |"
        in own
    )
    assert "| A stand; May 2025 | none | not recorded | not recorded | not named | no result on record |" in own
    assert (
        "| Alone; 1 June 2026 | exception: They asked (no decision on record) | Cheap | not recorded | not named" in own
    )
    assert "A congress" not in own
    assert "| A congress; 1 September 2025 | participation | Ports |" in section(made, "Other events abroad")


def test_what_was_called_off_says_so(tmp_path: Path) -> None:
    home = section(report(in_folder(tmp_path, BASE)), "Events at home")
    assert "| A fair; 1 October 2025, cancelled | own event | not recorded | not named | cancelled |" in home


def test_bids_with_their_rulings(tmp_path: Path) -> None:
    bids = section(report(in_folder(tmp_path, BASE)), "Bids")
    assert "- won: 1, lost: 1, undecided: 1 (computed)" in bids
    assert (
        "| Bid one; 1 February 2025 | city funding | Rules; The group, 15 January 2025 | not named | won | Ours. |"
        in bids
    )
    assert "| city funding | no ruling | not named | undecided | no result on record |" in bids
    assert "| unit's own funding | none; not with the city's money |" in bids


def test_gaps_ask_only_for_what_policy_asks(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    gaps = [line[4:] for line in report(root).splitlines() if line.startswith("> - ")]
    assert gaps == [
        "Abroad without a local partner or a larger conference: A stand.",
        "Abroad as an exception that nobody decided on: Alone.",
        "Abroad without an assessment: A stand.",
        "Abroad without saying what it takes: A stand; Alone.",
        "Bids with the city's money and without a ruling: Bid two.",
        "Over, and no result is on record: A stand; Bid two.",
        "Whether it is at home or abroad is not recorded: Somewhere.",
    ]
    bare = in_folder(tmp_path, BASE.replace('events_abroad_from = "2022"\nbid_ruling_from = "2022"\n', ""))
    left = [line[4:].partition(":")[0] for line in report(bare).splitlines() if line.startswith("> - ")]
    assert left == ["Over, and no result is on record", "Whether it is at home or abroad is not recorded"]


def test_quarters_count_what_begins_in_them_and_not_what_was_called_off(tmp_path: Path) -> None:
    quarters = section(report(in_folder(tmp_path, BASE)), "Engagements by quarters")
    first, second = quarters.split("| Quarter | ")[1:]
    assert "| Q1 2025 (computed) | 0 | 0 | 0 | 1 | 3 |" in first
    assert "| Q2 2025 (computed) | 0 | 0 | 0 | 1 | 0 |" in first
    assert "| Q4 2025 (computed) | 0 | 0 | 0 | 0 | 0 |" in first
    assert "| quarter not known (computed) | 0 | 0 | 0 | 1 | 0 |" in first
    assert "| Q2 2026 (computed) | 0 | 0 | 0 | 2 | 0 |" in first
    assert "| Q1 2025 (computed) | 0 | 0 | 1 | 5 | 5 |" in second
    assert "| All together (computed) | 0 | 0 | 1 | 10 | 8 |" in second


def test_quarters_of_the_calendar() -> None:
    assert [(2025, 4), (2026, 1), (2026, 2)] == between(date(2025, 12, 31), date(2026, 4, 1))
    assert [(2026, 1)] == between(date(2026, 1, 1), date(2026, 3, 31))
    assert [(2026, 1), (2026, 4), None] == [of_day(parse(one)) for one in ("2026-03", "2026-10-01", "2026")]


@pytest.mark.parametrize("first", ["2025-01", "2025-04", "2025-07", "2025-10"])
def test_a_quarter_counts_what_the_base_holds(first: str) -> None:
    root, year, month = BASES["sample"][0], int(first[:4]), int(first[5:])
    query = "SELECT substr(\"from\", 1, 7) AS month FROM engagement WHERE state <> 'cancelled'"
    done = ran("--root", root, "sql", query, "--format", "json", "--as-of", "2026-03-01")
    second = section(report(root), "Engagements by quarters").split("| Quarter | ")[2]
    row = re.search(rf"\| Q{(month + 2) // 3} {year} \(computed\) \| [0-9]+ \| [0-9]+ \| [0-9]+ \| ([0-9]+) \|", second)
    assert row is not None
    months = [f"{year}-{one:02}" for one in range(month, month + 3)]
    assert len([one for one in json.loads(done.out)["rows"] if one["month"] in months]) == int(row[1])
