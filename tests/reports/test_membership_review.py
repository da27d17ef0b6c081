"""The membership review: what journeys cost and what of it is not known, what is put before those who decide."""

import re
from pathlib import Path

from tests.cli import TODAY, in_folder, ran

BASE = """\
# networks/ports.yaml
id: ports
names: {en: Ports}
membership:
  statements: [{status: member, from: 2024, source: plan}]
  fees: [{year: 2025, euros: 1200}]
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2024-02-01, act: approved}]}
# engagements/2025/visit.yaml
{id: visit, type: visit-out, title: {en: Visit}, from: 2025-05-04, state: held, networks: [ports], travel_cost: 640.50}
# engagements/2025/congress.yaml
{id: congress, type: event, title: {en: Congress}, from: 2025-09-01, state: held, networks: [ports], event: {place: abroad}}
# engagements/2025/call.yaml
{id: call, type: visit-out, channel: remote, title: {en: Call}, from: 2025-10-01, state: held, networks: [ports]}
# engagements/2026/meeting.yaml
{id: meeting, type: meeting, title: {en: Meeting}, from: 2026-01-09, state: held, networks: [ports], travel_cost: 0}
# engagements/2026/coming.yaml
{id: coming, type: visit-out, title: {en: Coming}, from: 2026-12-09, state: planned, networks: [ports], travel_cost: 900}
"""


def review(root: Path, *options: str) -> str:
    """The sheet of the network, without its notes."""
    said = ran("--root", root, "report", "membership-review", "ports", "--lang", "en", "--as-of", TODAY, *options)
    assert (0, "") == (said.code, said.err)
    return re.sub(r"\[\^[0-9]+\]", "", said.out)


def test_journeys_that_nobody_has_priced_are_not_free(tmp_path: Path) -> None:
    table = [line for line in review(in_folder(tmp_path, BASE)).splitlines() if re.match(r"\| (20|Together)", line)]
    assert [
        "| 2024 | not known | not known | no journey on record | not known |",
        "| 2025 | 1,200 | not known | 640.5 + 1 not known | not known |",
        "| 2026 | not known | not known | 0 | not known |",
        "| Together (computed) | 1,200 + 2 not known | not known | 640.5 + 1 not known |  |",
    ] == table


WEIGHED = """\
# networks/ports.yaml
id: ports
visibility: public
names: {en: Ports}
membership:
  statements: [{status: member, from: 2024, source: plan}]
  questions: [{text: {en: Who pays for ice?}}]
  reviews:
    - on: 2026-02-01
      role: harbour-chief
      options: [{verdict: leave, text: {en: Saves 1200 euros}}, {verdict: negotiate, text: {en: Half of the fee}}]
      losses: [{en: The vote of Lyra}]
      verdict: negotiate
      proposal: {en: The city asks for half of the fee.}
# units/harbour-unit.yaml
{id: harbour-unit, visibility: public, type: unit, names: {en: Unit}, offices: [{id: harbour-chief, names: {en: Chief}}]}
# sources/plan.yaml
{id: plan, visibility: public, title: {en: Plan}, acts: [{on: 2024-02-01, act: approved}]}
"""
PREPARED = [
    "The vote of Lyra",
    "The city's own question: Who pays for ice?",
    "Leave: Saves 1200 euros",
    "Negotiate: Half of the fee",
    "negotiate (review of 1 February 2026, Chief)",
    "The city asks for half of the fee.",
]


def test_what_the_last_review_prepares_stands_before_what_is_only_computed(tmp_path: Path) -> None:
    sheet = review(in_folder(tmp_path, WEIGHED)).partition("### What would be lost")[2]
    assert [f"- {line}" for line in PREPARED] == [
        line for line in sheet.partition("[^1]:")[0].splitlines() if line.startswith("- ")
    ]


def test_the_public_hears_of_the_verdict_and_not_of_what_was_prepared(tmp_path: Path) -> None:
    sheet = review(in_folder(tmp_path, WEIGHED), "--audience", "public")
    assert [PREPARED[1], PREPARED[4]] == [line for line in PREPARED if line in sheet]
