"""The membership review: what journeys cost, year by year, and what of them is not known."""

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
