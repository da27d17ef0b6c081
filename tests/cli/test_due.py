"""`kvtool due`: what is late or coming, by who answers for it, and the same in a calendar."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kvtool.words.labels import labels
from tests.cli import in_folder, ran, stamped

POLICY = """\
# kvtool.toml
[base]
name = "Vega"
languages = ["en", "sv"]
[policy]
review_days = 365
before_visit_days = 30
role_notice_days = 90
followup_days = 365
agreement_notice_days = 365
result_days = 14
lesson_days = 365
quiet_network_days = 730
window_days = 30
message_unused_days = 365
approval_notice_days = 30
framework_notice_days = 180
eu_priorities_from = 2022
"""

EVERYTHING = (
    POLICY
    + """\
# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra}
standing: [{status: key, from: 2020, source: plan}]
lead: port-unit
agreements: [{id: lyra-2021, type: cooperation, signed: 2021-05, to: 2026-06}]
sensitivities: [{text: {en: The bridge}, handling: ask-first, until: 2026-06}]
contact_rhythm: 12m
review: {on: 2025-06, role: head-of-office, of: 3f2a9c1b7d04}
# partners/norma.yaml
id: norma
type: city
names: {en: Norma}
standing: [{status: key, from: 2025-06-30, source: plan}]
contact_rhythm: 12m
# networks/northern-harbours.yaml
id: northern-harbours
names: {en: Northern Harbours}
membership:
  statements: [{status: member, from: 2020, source: plan}]
  coordinator: sea-unit
  goals: [{text: {en: Warm quays}, by: 2026-06}]
  roles: [{title: {en: Chair}, body: Ice Group, from: 2020, to: 2026-06}]
  reviews: [{on: 2025-06, role: head-of-office, verdict: continue}]
# networks/southern-harbours.yaml
id: southern-harbours
names: {en: Southern Harbours}
membership:
  statements: [{status: member, from: 2024-06-30, source: plan}, {status: aim, from: 2019, deadline: 2026-06, source: plan}]
  owner: port-unit
# messages/busy-harbour.yaml
id: busy-harbour
scope: {general: true}
headline: {en: The harbour is open all year., sv: Hamnen är öppen året runt.}
to: 2026-07
owner: sea-unit
approvals:
  - {lang: en, role: head-of-office, on: 2025-06-30, of: 000000000000}
  - {lang: sv, role: head-of-office, on: 2025-06-30, until: 2026-06, of: 000000000001}
# messages/calm-harbour.yaml
id: calm-harbour
scope: {general: true}
headline: {en: The harbour is calm.}
approvals: [{lang: en, role: head-of-office, on: 2025-01-01, of: 000000000002}]
# facts/passengers.yaml
{id: passengers, claim: {en: Passengers}, value: 2 million, as_of: 2025-06, refresh: year, owner: sea-unit}
# facts/ships.yaml
{id: ships, claim: {en: Ships}, value: 200, as_of: 2020, until: 2026-06}
# engagements/2025/lyra-visit.yaml
id: lyra-visit
type: visit-out
title: {en: Visit to Lyra}
from: 2025-06
state: held
lead: port-unit
partners: [lyra]
messages: [calm-harbour]
commitments:
  - {by: us, text: {en: Send the ice study}, owner: sea-unit, due: 2026-06, state: open}
  - {by: partner, text: {en: Send theirs}, due: 2026-06, state: in-progress}
lessons:
  - {id: interpreters, text: {en: Book interpreters}, state: accepted, owner: ship-unit}
  - {id: boots, text: {en: Wear boots}, state: noticed, due: 2026-06}
# engagements/2026/norma-visit.yaml
{id: norma-visit, type: meeting, title: {en: Visit of Norma}, from: 2026-06-16, state: confirmed, lead: port-unit}
# engagements/2026/ice-days.yaml
{id: ice-days, type: event, title: {en: Ice Days}, from: 2026-06-10, to: 2026-06-16, state: held}
# engagements/2026/vega-visit.yaml
{id: vega-visit, type: meeting, title: {en: Visit}, from: 2026-07-01, state: confirmed, partners: [lyra, norma]}
# engagements/2026/ice-charts.yaml
{id: ice-charts, type: project, title: {en: Charts}, from: 2026-06-30, state: confirmed, project: {state: running}}
# engagements/2026/fog-charts.yaml
id: fog-charts
type: project
title: {en: Fog charts}
from: 2020
state: confirmed
project: {state: running, appropriations: [{year: 2026, euros: 1}]}
# frameworks/harbour-strategy.yaml
id: harbour-strategy
type: strategy
names: {en: Harbour strategy}
from: 2022
to: 2026-06
priorities: [{id: ice, names: {en: Open all year}}]
measures: [{id: dredge, text: {en: Dredge}, due: 2026-06, coordinator: sea-unit}]
indicators:
  - {id: open-days, names: {en: Days open}, unit: days, goal: learning, targets: [{year: 2025, value: 360}]}
reporting:
  - {from: 2025, to: 2025, due: 2026-06, submitters: [{unit: ship-unit, state: missing}]}
  - {due: 2026-06, submitters: [{unit: sea-unit, state: missing}]}
# frameworks/eu-2025.yaml
id: eu-2025
type: eu-advocacy
names: {en: EU advocacy}
eu-advocacy:
  year: 2025
  priorities:
    - id: eu-ports
      names: {en: Ports}
      coordinator: sea-unit
      expert: port-unit
      files: [{title: {en: Port strategy}, window: 2026-07}, {title: {en: Ice act}, number: COM 1, window: 2026-07-01}]
# units/port-unit.yaml
{id: port-unit, type: unit, names: {en: Port Unit}, parents: [{unit: sea-unit}]}
# units/ship-unit.yaml
id: ship-unit
type: unit
names: {en: Ship Unit}
to: 2026-06
successors: [{to: boat-unit, kind: renamed}, {to: port-unit, kind: ends}]
# units/boat-unit.yaml
{id: boat-unit, type: unit, names: {en: Boat Unit}, from: 2026-06, successors: [{to: raft-unit, kind: renamed}]}
# units/raft-unit.yaml
{id: raft-unit, type: unit, names: {en: Raft Unit}, from: 2026-07}
# units/sea-unit.yaml
{id: sea-unit, type: unit, names: {en: Sea Unit}}
"""
)
"""Something for every rule of the calendar, all of it to be done in June or by the first of July."""

OWNERS = """\
# units/sea-unit.yaml
{id: sea-unit, type: unit, names: {en: Sea Unit}, aliases: [old-sea-unit]}
# units/port-unit.yaml
{id: port-unit, type: unit, names: {en: Port Unit}, parents: [{unit: old-sea-unit, from: 2020}]}
# units/pier-unit.yaml
{id: pier-unit, type: unit, names: {en: Pier Unit}, parents: [{unit: port-unit, to: 2026-07-01}]}
# units/dock-unit.yaml
{id: dock-unit, type: unit, names: {en: Dock Unit}, parents: [{unit: sea-unit, to: 2026-06}, {unit: dock-unit}]}
# units/buoy-unit.yaml
{id: buoy-unit, type: unit, names: {en: Buoy Unit}, parents: [{unit: sea-unit, from: 2026-08}]}
# engagements/2025/talks.yaml
id: talks
type: meeting
title: {en: Talks}
from: 2025-05
state: held
commitments:
  - {by: us, text: {en: One}, due: 2026-05-05, state: open, owner: old-sea-unit}
  - {by: us, text: {en: Two}, due: 2026-05-04, state: open, owner: port-unit}
  - {by: us, text: {en: Three}, due: 2026-05-03, state: open, owner: pier-unit}
  - {by: us, text: {en: Four}, due: 2026-05-02, state: open, owner: dock-unit}
  - {by: us, text: {en: Five}, due: 2026-05-01, state: open, owner: buoy-unit}
  - {by: us, text: {en: Six}, due: 2026-05-06, state: open}
"""

PROMISE = """\
# engagements/2025/talks.yaml
id: talks
type: meeting
title: {en: Talks}
from: 2025-05
state: held
commitments:
  - {by: us, text: {en: Send the ice study}, due: 2026-05-05, state: open}
"""

BROKEN = "# partners/broken.yaml\nid: broken\ntype: town\nnames: {en: Broken}\n"


def rows(root: Path, day: str, *arguments: str) -> list[dict[str, Any]]:
    done = ran("--root", root, "due", "--as-of", day, "--format", "json", *arguments)
    assert done.code == 0
    found: list[dict[str, Any]] = json.loads(done.out)["rows"]
    return found


def test_a_month_is_given_to_its_last_day_and_every_rule_says_what_was_to_be_done_by_then(tmp_path: Path) -> None:
    root = in_folder(tmp_path, stamped(EVERYTHING))
    told = {(one["due"], one["code"], one["message"]) for one in rows(root, "2026-07-01")}
    assert told == {
        ("2025-12-31", "KV918", "the base has no priorities of EU advocacy for 2026"),
        ("2025-12-31", "KV915", "the deadline of the target of 'open-days' for 2025 is 2025-12-31"),
        ("2025-12-31", "KV921", "project 'fog-charts' runs in 2026 with no decision on its appropriation"),
        ("2026-01-14", "KV919", "'eu-ports' of 2025 has no result"),
        ("2026-06-30", "KV902", "partner 'lyra' was last reviewed on 2025-06"),
        ("2026-06-30", "KV902", "partner 'norma' was never reviewed; its latest statement is of 2025-06-30"),
        ("2026-06-30", "KV904", "the role in Ice Group ends on 2026-06, and nothing says what comes next"),
        ("2026-06-30", "KV905", "the membership in 'northern-harbours' was last reviewed on 2025-06-30"),
        (
            "2025-06-30",
            "KV905",
            "the membership in 'southern-harbours' was never reviewed; its latest statement is of 2024-06-30",
        ),
        ("2026-06-30", "KV906", "no engagement, role or outcome in 'southern-harbours' since 2024-06-30"),
        ("2026-06-30", "KV907", "the last engagement with 'lyra' was on 2025-06-30, and its rhythm is 12m"),
        ("2026-06-30", "KV907", "no engagement with 'norma' yet, and its rhythm is 12m"),
        ("2026-06-30", "KV908", "agreement 'lyra-2021' of 2021-05 ends on 2026-06"),
        ("2026-06-30", "KV909", "our promise in 'lyra-visit' is due by 2026-06 and 'open'"),
        ("2026-06-30", "KV909", "the partner's promise in 'lyra-visit' is due by 2026-06 and 'in-progress'"),
        ("2026-06-30", "KV910", "'norma-visit' ends on 2026-06-16 and is 'confirmed'"),
        ("2026-06-30", "KV910", "'ice-days' was held to 2026-06-16, with neither result nor commitments"),
        ("2026-07-01", "KV903", "partner 'lyra' was last reviewed on 2025-06, and 'vega-visit' is on 2026-07-01"),
        ("2026-07-01", "KV903", "partner 'norma' was never reviewed, and 'vega-visit' is on 2026-07-01"),
        ("2026-07-31", "KV911", "message 'busy-harbour' holds until 2026-07, and no other supersedes it"),
        ("2026-06-30", "KV912", "fact 'passengers' is of 2025-06, to be refreshed every year"),
        ("2026-06-30", "KV912", "fact 'ships' holds until 2026-06"),
        ("2026-06-30", "KV913", "the approval of 'busy-harbour' in 'sv' ends on 2026-06"),
        ("2026-06-30", "KV914", "message 'busy-harbour' was never used since its approval on 2025-06-30"),
        ("2026-06-30", "KV914", "message 'calm-harbour' was last used on 2025-06-30"),
        ("2026-06-30", "KV915", "the deadline of a goal of the membership is 2026-06-30"),
        ("2026-06-30", "KV915", "the deadline of measure 'dredge' is 2026-06-30"),
        ("2026-06-30", "KV915", "the deadline of lesson 'boots' is 2026-06-30"),
        ("2026-06-30", "KV916", "'owner' is 'ship-unit', whose last day is 2026-06; what became of it is raft-unit"),
        ("2026-06-30", "KV917", "the period of 'harbour-strategy', the latest strategy, ends on 2026-06"),
        ("2026-07-31", "KV920", "the window of a file of 'eu-ports' closes on 2026-07"),
        ("2026-07-01", "KV920", "the window of COM 1 closes on 2026-07-01"),
        ("2026-06-30", "KV921", "project 'ice-charts' runs in 2026 with no appropriation"),
        ("2026-06-30", "KV922", "lesson 'interpreters' of 2025-06-30 is accepted and applied nowhere"),
        ("2026-06-30", "KV923", "the report of 'ship-unit' on 2025 – 2025 is due by 2026-06"),
        ("2026-06-30", "KV923", "the report of 'sea-unit' on … – … is due by 2026-06"),
        ("2026-06-30", "KV924", "a sensitivity of 'lyra' holds until 2026-06"),
    }


UNITS = """\
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}, lead: port-unit}
# units/port-unit.yaml
id: port-unit
type: unit
names: {en: Port Unit}
successors: [{to: sea-unit, kind: split}, {to: ice-unit, kind: split}, {to: fog-unit, kind: split}]
# units/sea-unit.yaml
{id: sea-unit, type: unit, names: {en: Sea Unit}, from: 2026-05}
# units/ice-unit.yaml
{id: ice-unit, type: unit, names: {en: Ice Unit}, from: 2026-03}
# units/fog-unit.yaml
{id: fog-unit, type: unit, names: {en: Fog Unit}}
# networks/northern-harbours.yaml
id: northern-harbours
names: {en: Northern Harbours}
membership: {owner: wind-unit, roles: [{title: {en: Chair}, to: 2026-08}]}
# units/wind-unit.yaml
{id: wind-unit, type: unit, names: {en: Wind Unit}, to: 2026-06-15}
"""


def test_units_that_are_gone_are_told_with_what_became_of_them(tmp_path: Path) -> None:
    root = in_folder(tmp_path, POLICY + UNITS)
    assert [
        (row["due"], row["message"], row["help"]) for row in rows(root, "2026-07-01") if row["code"] == "KV916"
    ] == [
        (
            "2026-03-01",
            "'lead' is 'port-unit', which is another by now; what became of it is sea-unit or ice-unit or fog-unit",
            "set lead: sea-unit or ice-unit or fog-unit",
        ),
        ("2026-06-15", "'owner' is 'wind-unit', whose last day is 2026-06-15", "set owner: ID of a unit that there is"),
    ]


def test_a_role_that_names_no_body_is_one_in_the_network(tmp_path: Path) -> None:
    root = in_folder(tmp_path, POLICY + UNITS)
    assert [row["message"] for row in rows(root, "2026-07-01") if row["code"] == "KV904"] == [
        "the role in northern-harbours ends on 2026-08, and nothing says what comes next"
    ]


@pytest.mark.parametrize("day", ["2026-06-10", "2026-06-30"])
def test_nothing_is_late_on_its_last_day(tmp_path: Path, day: str) -> None:
    root = in_folder(tmp_path, stamped(EVERYTHING))
    found = rows(root, day)
    assert {row["code"] for row in found if row["state"] == "late"} == {"KV905", "KV915", "KV918", "KV919", "KV921"}
    assert all((row["state"] == "late") == (row["due"] < day) for row in found)
    late = [row["due"] for row in found if row["state"] == "late"]
    assert max(late) < "2026-02"


def test_what_falls_due_in_time_is_what_is_late_a_day_later(tmp_path: Path) -> None:
    root = in_folder(tmp_path, stamped(EVERYTHING))

    def known(found: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
        return {(row["id"], row["field"], row["due"]) for row in found if row["due"] <= "2026-06-30"}

    now = rows(root, "2026-06-30", "--within", "0")
    later = known(rows(root, "2026-07-01"))
    assert known(now) == later
    assert known(rows(root, "2026-06-01", "--within", "29")) == later
    assert "KV909" not in {row["code"] for row in rows(root, "2026-06-01", "--within", "28")}
    assert {row["state"] for row in now if row["due"] == "2026-06-30"} == {"coming"}


CLOSING = (
    POLICY
    + """\
# engagements/2026/vega-visit.yaml
{id: vega-visit, type: meeting, title: {en: Visit}, from: 2026-07-01, state: confirmed, partners: [lyra]}
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}}
# frameworks/eu-2026.yaml
id: eu-2026
type: eu-advocacy
names: {en: EU advocacy}
eu-advocacy:
  year: 2026
  priorities: [{id: eu-ports, names: {en: Ports}, files: [{title: {en: Port strategy}, window: 2026-09-01}]}]
"""
)


@pytest.mark.parametrize(
    ("within", "dues"),
    [
        (0, []),
        (180, []),
        (181, ["2026-07-01"]),
        (194, ["2026-07-01"]),
        (195, ["2026-07-01", "2026-07-15"]),
        (300, ["2026-07-01", "2026-07-15", "2026-09-01"]),
        (400, ["2026-07-01", "2026-07-15", "2026-09-01", "2026-12-31", "2027-01-14"]),
        (800, ["2026-07-01", "2026-07-15", "2026-09-01", "2026-12-31", "2027-01-14", "2027-12-31"]),
    ],
)
def test_what_closes_before_the_last_day_is_not_passed_over(tmp_path: Path, within: int, dues: list[str]) -> None:
    root = in_folder(tmp_path, CLOSING)
    assert dues == sorted(row["due"] for row in rows(root, "2026-01-01", "--within", str(within)))


def test_the_shortest_notice_is_met_too(tmp_path: Path) -> None:
    root = in_folder(tmp_path, CLOSING.replace("window_days = 30", "window_days = 0"))
    assert "2026-09-01" in {row["due"] for row in rows(root, "2026-01-01", "--within", "250")}


def test_owners_stand_in_order_and_what_nobody_owns_comes_first(tmp_path: Path) -> None:
    root = in_folder(tmp_path, OWNERS)
    code, out, err = ran("--root", root, "due", "--as-of", "2026-07-01", "--lang", "en")
    assert (code, err) == (0, "")
    lines = [re.split(r"  +", line) for line in out.splitlines()]
    assert [(line[0], line[1]) for line in lines[1:]] == [
        ("no owner", "6 May 2026"),
        ("Buoy Unit", "1 May 2026"),
        ("Dock Unit", "2 May 2026"),
        ("Pier Unit", "3 May 2026"),
        ("Port Unit", "4 May 2026"),
        ("Sea Unit", "5 May 2026"),
    ]
    what = labels("en").rule("commitment-overdue")
    assert lines[1][2:] == [
        "late",
        "talks",
        "engagement",
        what,
        "our promise in 'talks' is due by 2026-05-06 and 'open'",
    ]


def test_the_nearest_part_names_who_answers(tmp_path: Path) -> None:
    root = in_folder(tmp_path, stamped(EVERYTHING))
    owners = {(row["code"], row["field"]): row["owner"] for row in rows(root, "2026-07-01") if row["id"] != "norma"}
    wanted = {
        ("KV902", "review.on"): "port-unit",
        ("KV904", "membership.roles[0]"): "sea-unit",
        ("KV906", "membership"): "port-unit",
        ("KV908", "agreements[0].to"): "port-unit",
        ("KV909", "commitments[0].due"): "sea-unit",
        ("KV909", "commitments[1].due"): "port-unit",
        ("KV911", "to"): "sea-unit",
        ("KV915", "measures[0].due"): "sea-unit",
        ("KV916", "lessons[0].owner"): "ship-unit",
        ("KV917", "to"): None,
        ("KV919", "eu-advocacy.priorities[0]"): "port-unit",
        ("KV923", "reporting[0].submitters[0]"): "ship-unit",
    }
    assert {key: owners[key] for key in wanted} == wanted
    assert {row["owner"] for row in rows(root, "2026-07-01") if row["id"] == "norma"} == {None}


@pytest.mark.parametrize(
    ("unit", "owners"),
    [
        ("sea-unit", ["pier-unit", "port-unit", "sea-unit"]),
        ("old-sea-unit", ["pier-unit", "port-unit", "sea-unit"]),
        ("port unit", ["pier-unit", "port-unit"]),
        ("buoy-unit", ["buoy-unit"]),
        ("dock-unit", ["dock-unit"]),
    ],
)
def test_a_unit_answers_for_those_that_belong_to_it_on_the_day(tmp_path: Path, unit: str, owners: list[str]) -> None:
    root = in_folder(tmp_path, OWNERS)
    assert [row["owner"] for row in rows(root, "2026-07-01", "--unit", unit)] == owners


def test_a_unit_that_is_no_unit_is_a_matter_of_usage(tmp_path: Path) -> None:
    root = in_folder(tmp_path, OWNERS)
    says = "kvtool: no record 'sea-unt'\n    help: did you mean sea-unit"
    code, out, err = ran("--root", root, "due", "--unit", "sea-unt")
    assert (code, out, err[: len(says)]) == (2, "", says)
    says = "kvtool: 'talks' is of the kind engagement, not a unit\n    help: 'kvtool list units' shows them\n"
    assert ran("--root", root, "due", "--unit", "talks") == (2, "", says)


def test_json_has_codes_and_iso_dates_in_a_fixed_order(tmp_path: Path) -> None:
    root = in_folder(tmp_path, PROMISE)
    assert [list(row.items()) for row in rows(root, "2026-07-01")] == [
        [
            ("id", "talks"),
            ("kind", "engagement"),
            ("name", "Talks"),
            ("owner", None),
            ("due", "2026-05-05"),
            ("state", "late"),
            ("code", "KV909"),
            ("rule", "commitment-overdue"),
            ("field", "commitments[0].due"),
            ("path", "data/engagements/2025/talks.yaml"),
            ("line", 7),
            ("message", "our promise in 'talks' is due by 2026-05-05 and 'open'"),
            ("help", "keep it and set state: done, or agree on another day"),
        ]
    ]


ALLOWED = PROMISE.replace(
    "commitments:\n  ", "commitments:\n  # kvtool: allow commitment-overdue until UNTIL because the study is late\n  "
)


def test_what_is_allowed_is_left_out_and_counted(tmp_path: Path) -> None:
    root = in_folder(tmp_path, ALLOWED.replace("UNTIL", "2026-12-31"))
    code, out, err = ran("--root", root, "due", "--as-of", "2026-07-01", "--lang", "en")
    assert (code, len(out.splitlines())) == (0, 1)
    says = "nothing is late or coming; left out, since comments in the records allow it: 1"
    assert err == f"kvtool: {says}\n"


def test_an_allowance_that_is_over_is_itself_to_be_seen_to(tmp_path: Path) -> None:
    text = ALLOWED.replace("UNTIL", "2026-06-01") + (
        "# partners/lyra.yaml\n"
        "# kvtool: allow standing-without-source until 2026-07-02 because it is being looked for\n"
        "{id: lyra, type: city, names: {en: Lyra}, standing: [{status: key, from: 2026}]}\n"
    )
    root = in_folder(tmp_path, text)
    assert [(row["code"], row["due"]) for row in rows(root, "2026-07-01")] == [("KV901", "2026-06-01")]
    coming = rows(root, "2026-07-01", "--within", "1")
    assert [(row["id"], row["due"], row["state"]) for row in coming] == [
        ("talks", "2026-06-01", "late"),
        ("lyra", "2026-07-02", "coming"),
    ]


LAGS = """\
# messages/busy-harbour.yaml
id: busy-harbour
scope: {general: true}
headline: {en: The harbour is open, sv: Hamnen är öppen, made_from: {sv: 000000000000}}
"""


def test_a_translation_that_lags_is_listed_without_a_day_and_stands_in_no_calendar(tmp_path: Path) -> None:
    root = in_folder(tmp_path, LAGS)
    assert [(row["code"], row["due"], row["state"]) for row in rows(root, "2026-07-01")] == [("KV507", None, None)]
    out = ran("--root", root, "due", "--as-of", "2026-07-01", "--format", "ics").out
    assert "VEVENT" not in out


def test_a_broken_record_is_named_and_the_others_are_shown(tmp_path: Path) -> None:
    root = in_folder(tmp_path, PROMISE + BROKEN)
    code, out, err = ran("--root", root, "due", "--as-of", "2026-07-01", "--format", "csv")
    assert (code, len(out.splitlines())) == (3, 2)
    assert err == "kvtool: left out: data/partners/broken.yaml:2:7: 'town' is not a code of 'type'\n"


def test_days_at_both_ends_of_the_calendar_are_days(tmp_path: Path) -> None:
    root = in_folder(tmp_path, stamped(EVERYTHING))
    assert rows(root, "0001-01-01", "--within", "10") == []
    assert rows(root, "9999-12-31", "--within", "3660") != []


@pytest.mark.parametrize("days", ["-1", "many", "99999999999"])
def test_a_number_of_days_that_is_none_is_a_matter_of_usage(tmp_path: Path, days: str) -> None:
    code, out, _ = ran("--root", in_folder(tmp_path, PROMISE), "due", "--within", days)
    assert (code, out) == (2, "")


CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//kvtool//due//EN
CALSCALE:GREGORIAN
BEGIN:VEVENT
UID:talks-kv909-2026-05-05@kvtool
DTSTAMP:20260701T000000Z
DTSTART;VALUE=DATE:20260505
SUMMARY:{what}: Möte\\; mål\\, \\\\n och så vidare
DESCRIPTION:our promise in 'talks' is due by 2026-05-05 and 'open'\\nkeep it a
 nd set state: done\\, or agree on another day\\ndata/engagements/2025/talks.y
 aml
CATEGORIES:no owner
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:talks-kv909-2026-05-05-2@kvtool
DTSTAMP:20260701T000000Z
DTSTART;VALUE=DATE:20260505
SUMMARY:{what}: Möte\\; mål\\, \\\\n och så vidare
DESCRIPTION:the partner's promise in 'talks' is due by 2026-05-05 and 'open'
 \\nkeep it and set state: done\\, or agree on another day\\ndata/engagements/
 2025/talks.yaml
CATEGORIES:no owner
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
"""


def test_a_calendar_has_an_event_for_each_day(tmp_path: Path) -> None:
    text = PROMISE.replace("{en: Talks}", "{en: 'Möte; mål, \\n och så vidare'}") + (
        "  - {by: partner, text: {en: Send theirs}, due: 2026-05-05, state: open}\n"
    )
    root = in_folder(tmp_path, text)
    target = tmp_path / "due.ics"
    asked = ("--root", root, "due", "--as-of", "2026-07-01", "--lang", "en", "--format", "ics")
    assert ran(*asked, "-o", target) == (0, "", "")
    assert ran(*asked).out.encode() == target.read_bytes()
    unfolded = target.read_bytes().decode().replace("\r\n ", "")
    wanted = CALENDAR.format(what=labels("en").rule("commitment-overdue")).replace("\n ", "").replace("\n", "\r\n")
    assert unfolded == wanted


NASTY = "Å" * 60 + "\u202e\U0001f6f3" * 20 + "\r\nEND:VCALENDAR\r\n BEGIN:VALARM\x1b"


def test_no_line_is_too_long_and_no_name_becomes_a_line(tmp_path: Path) -> None:
    from kvtool.formats.ics import calendar
    from kvtool.table import Table

    row = {
        "id": "talks",
        "code": "KV909",
        "due": "2026-05-05",
        "name": NASTY,
        "message": NASTY,
        "help": "",
        "path": "a",
    }
    out = calendar(Table((), [row], [{"what": NASTY, "owner": NASTY}]), date(2026, 7, 1))
    lines = out.encode().split(b"\r\n")
    assert max(len(line) for line in lines) == 75
    assert all(line.decode().isprintable() for line in lines)
    assert [line for line in lines if line.startswith((b"BEGIN", b"END"))] == [
        b"BEGIN:VCALENDAR",
        b"BEGIN:VEVENT",
        b"END:VEVENT",
        b"END:VCALENDAR",
    ]
