"""What the coordination group's agenda has to be ruled on: bids, events abroad, memberships, agreements."""

import pytest

from tests.reports.test_coordination_agenda import BID, MEETINGS, RULINGS, UNITS, base, report, rows


def test_a_bid_waits_until_it_is_ruled_on() -> None:
    assert rows(report(base(UNITS + MEETINGS + BID)), RULINGS) == [
        "| Regatta | a bid | 1 May 2026 | Pier Unit | planned; city funding | yes |"
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{funding: city}", "{funding: city, ruled_at: group-2}"),
        ("{funding: city}", "{funding: unit}"),
        ("{funding: city}", "{funding: city, result: lost}"),
        ("state: planned\nlead", "state: cancelled\nlead"),
    ],
)
def test_a_bid_that_waits_no_longer(old: str, new: str) -> None:
    assert rows(report(base(UNITS + MEETINGS + BID.replace(old, new))), RULINGS) == []


EVENT = """\
# engagements/fair.yaml
id: fair
type: event
title: {en: Fair}
from: 2026-04-01
state: planned
lead: pier-unit
event: {place: abroad, type: own}
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", "| an event abroad | 1 April 2026 | Pier Unit | planned; not recorded: Local partner, "),
        ("type: own", "type: own, exception: {en: Asked late}", "| an exception for an event abroad |"),
        ("place: abroad", "place: at-home", None),
        ("type: own", "type: participation", None),
        ("place: abroad, type: own", "place: abroad, type: own, organiser: lyra", None),
        ("2026-04-01", "2026-02-28", None),
        ("state: planned", "state: held", None),
        ("lead: pier-unit", "lead: pier-unit\nlevel: mayor", "| an event abroad |"),
        ("event: {place: abroad", "level: mayor\nevent: {place: at-home", "| what the mayor takes part in |"),
    ],
)
def test_events_that_wait_for_a_ruling(old: str, new: str, told: str | None) -> None:
    found = rows(report(base(UNITS + EVENT.replace(old, new))), RULINGS)
    assert [told is not None and told in row for row in found] == ([True] if told else [])


NETWORK = """\
# networks/league.yaml
id: league
names: {en: League}
membership:
  statements: [{status: STATUS, from: 2025-01-01}]
  owner: pier-unit
  reviews: [{on: 2025-06-01, role: head, verdict: VERDICT}]
"""


@pytest.mark.parametrize(
    ("status", "verdict", "told"),
    [
        ("aim", "join", "whether to join"),
        ("applied", "not-join", "whether to join"),
        ("member", "leave", "what becomes of the membership"),
        ("member", "continue", None),
        ("left", "leave", None),
        ("cooperating", "join", None),
    ],
)
def test_memberships_that_wait(status: str, verdict: str, told: str | None) -> None:
    found = rows(report(base(UNITS + NETWORK.replace("STATUS", status).replace("VERDICT", verdict))), RULINGS)
    assert [row.split(" | ")[1] for row in found] == ([told] if told else [])


def test_an_agreement_that_ends_in_the_period_is_renewed_or_not() -> None:
    agreement = "{id: a-1, type: cooperation, from: 2020-01-01, to: DATE, signed: 2020-01-01}"
    text = UNITS.replace("lead: harbour-unit}", f"lead: harbour-unit, agreements: [{agreement}]}}")
    within, outside = (report(base(text.replace("DATE", day))) for day in ("2026-05-30", "2026-05-31"))
    assert [row.split(" | ")[1:3] for row in rows(within, RULINGS)] == [
        ["whether an agreement is renewed", "ends 30 May 2026"]
    ]
    assert rows(outside, RULINGS) == []
