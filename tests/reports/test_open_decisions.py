"""The open decisions: what waits and what waits no longer, whose it is, how old it is, how much of it there is."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kvtool.linter import lint
from kvtool.parts.pending import RULES, pending
from kvtool.queries.reading import Reader
from kvtool.queries.sql import ask
from kvtool.report import Paper
from kvtool.reporting import Asked, written
from kvtool.settings import Settings
from kvtool.store.base import KnowledgeBase
from kvtool.store.files import Found
from kvtool.store.load import assemble
from kvtool.words.labels import labels
from tests import golden
from tests.cli import files_of

DAY = date(2026, 3, 1)
POLICY = {
    "city_wide_coordinator": "strategy-unit",
    "coordination_chair": "head",
    "review_days": 365,
    "agreement_notice_days": 90,
    "followup_days": 365,
}
UNITS = """\
# units/strategy-unit.yaml
{id: strategy-unit, type: unit, names: {en: Strategy Unit}, offices: [{id: head, names: {en: Head}}]}
# units/harbour-unit.yaml
{id: harbour-unit, type: unit, names: {en: Harbour Unit}}
# units/museum-unit.yaml
{id: museum-unit, type: unit, names: {en: Museum Unit}}
# units/board.yaml
{id: board, type: body, names: {en: The Board}}
"""


def base(text: str) -> KnowledgeBase:
    settings = Settings(Path(__file__).parent, languages=("en",), source_language="en", policy=POLICY)
    found = [(Path(path), content.encode()) for path, content in files_of(UNITS + text).items()]
    kb = assemble(settings, [Found(path.as_posix(), path.parts[1], path.stem, data) for path, data in found])
    assert [(entry.path, fault) for entry in kb.entries for fault in entry.faults] == []
    return kb


def paper(kb: KnowledgeBase, audience: str = "internal") -> Paper:
    return Paper(Reader(kb, DAY, labels("en")), audience)


def report(kb: KnowledgeBase, audience: str = "internal", **asked: Any) -> str:
    return written(paper(kb, audience), "open-decisions", Asked(**asked), "none")[1]


def waits(text: str) -> list[tuple[str, str, str, str]]:
    """What waits in a base: what is decided, of which record, since when, who decides."""
    found = pending(paper(base(text)))
    return [(one.what, one.record.id, str(one.since or ""), one.by) for one in found]


def meeting(**fields: str) -> str:
    said = {"state": "held", "lead": "harbour-unit", **fields}
    order = ("type", "title", "from", "state", "lead", "asked_by", "asks", "result", "lessons", "visit-in")
    lines = {"type": "meeting", "title": "{en: Talk}", "from": "2026-01-10", **said}
    body = "".join(f"{name}: {lines[name]}\n" for name in order if name in lines)
    return f"# engagements/talk.yaml\nid: talk\n{body}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            meeting(type="visit-in", state="planned", **{"visit-in": "{requested: 2025-12-24}"}),
            ("a request for a visit", "talk", "2025-12-24", "harbour-unit"),
        ),
        (meeting(type="visit-in", state="planned", **{"visit-in": "{decision: accepted}"}), None),
        (meeting(type="visit-in", state="cancelled", **{"visit-in": "{requested: 2025-12-24}"}), None),
        (
            meeting(asks="[{text: {en: Help}, by: partner}]"),
            ("what a partner asks for", "talk", "2026-01-10", "harbour-unit"),
        ),
        (meeting(asks="[{text: {en: Help}, by: partner, answer: {en: 'Yes'}}]"), None),
        (meeting(asks="[{text: {en: Help}}]"), None),  # the city's own
        (
            meeting(lessons="[{id: l-1, text: {en: Call first}, owner: museum-unit, state: noticed}]"),
            ("whether a lesson is accepted", "talk", "2026-01-10", "museum-unit"),
        ),
        (meeting(lessons="[{id: l-1, text: {en: Call first}, state: accepted}]"), None),
        (meeting(state="proposed"), ("whether a proposed engagement is held", "talk", "", "harbour-unit")),
        (meeting(state="planned"), None),
    ],
)
def test_what_engagements_leave_open(text: str, found: tuple[str, ...] | None) -> None:
    assert waits(text) == ([found] if found else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "# needs/boat.yaml\n{id: boat, type: euros, title: {en: Boat}, state: proposed, proposer: museum-unit}\n",
            ("a resource need", "boat", "", "museum-unit"),
        ),
        ("# needs/boat.yaml\n{id: boat, type: euros, title: {en: Boat}, state: sized, proposer: museum-unit}\n", None),
        (
            "# messages/sea.yaml\n{id: sea, scope: {general: true}, headline: {en: Sea}, points: [], approver: head}\n",
            ("approval of a message", "sea", "", "head"),
        ),
        (
            "# messages/sea.yaml\n"
            "{id: sea, scope: {general: true}, headline: {en: Sea}, to: 2026-02-28, points: [], approver: head}\n",
            None,
        ),
    ],
)
def test_needs_proposed_and_messages_not_approved(text: str, found: tuple[str, ...] | None) -> None:
    assert waits(text) == ([found] if found else [])


PARTNER = """\
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}, standing: [{status: STATUS, from: 2026-01-15, source: text}], lead: harbour-unit}
# sources/text.yaml
{id: text, title: {en: Text}, acts: [{on: 2026-01-15, act: ACT, by: board}], treats: [partners]}
"""


@pytest.mark.parametrize(
    ("status", "act", "found"),
    [
        ("key", "tabled", [("a standing that rests on a text not decided", "lyra", "2026-01-15", "board")]),
        ("key", "approved", []),
        ("ended", "draft", [("whether a relation or membership ends", "lyra", "2026-01-15", "board")]),
        ("ended", "approved", []),
    ],
)
def test_standings_of_texts_that_a_body_has_before_it(status: str, act: str, found: list[Any]) -> None:
    assert waits(PARTNER.replace("STATUS", status).replace("ACT", act)) == found


def test_a_standing_of_which_the_newer_text_is_silent_waits_for_the_lead() -> None:
    newer = "# sources/newer.yaml\n{id: newer, title: {en: Newer}, acts: [{on: 2026-02-01, act: approved}], treats: [partners]}\n"
    kb = PARTNER.replace("STATUS", "key").replace("ACT", "approved") + newer
    assert waits(kb) == [("whether a standing still holds", "lyra", "2026-01-15", "harbour-unit")]
    assert waits(kb.replace("status: key", "status: ended")) == []  # what has ended needs no reaffirming


def test_reviews_and_agreements_come_from_the_rules_with_their_days() -> None:
    text = """\
# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra}
standing: [{status: partner, from: 2024-01-01}]
lead: harbour-unit
agreements:
  - {id: a-1, type: cooperation, names: {en: Pact}, from: 2020-01-01, to: 2026-04-01, signed: 2020-01-01}
"""
    found = [one for one in waits(text) if one[0] != "whether a standing still holds"]
    assert found == [
        ("partner has not been reviewed for too long", "lyra", "2024-12-31", "harbour-unit"),
        ("agreement is ending", "lyra", "2026-04-01", "harbour-unit"),
    ]
    assert "| agreement is ending | 1 | 1 April 2026 | Lyra: Pact |" in re.sub(r"\[\^\d+\]", "", report(base(text)))


@pytest.mark.parametrize(("until", "waiting"), [("2026-02-01", True), ("2026-05-30", True), ("2026-05-31", False)])
def test_rules_set_aside_are_decided_anew_near_their_end(until: str, waiting: bool) -> None:
    text = f"# networks/league.yaml\n# kvtool: allow network-without-scope until {until} because it is asked\n"
    found = waits(f"{text}{{id: league, names: {{en: League}}}}\n")
    assert ("whether a rule stays set aside", "league", until, "strategy-unit") in found or not waiting
    assert waiting == any(one[0] == "whether a rule stays set aside" for one in found)


def test_a_ruling_that_a_meeting_left_open_is_the_chairs() -> None:
    text = """\
# engagements/group.yaml
id: group
type: coordination-meeting
title: {en: Group}
from: 2026-02-01
state: held
coordination-meeting:
  items:
    - {title: {en: The fair}, type: ruling}
    - {title: {en: The bid}, type: ruling, outcome: {en: Supported}}
    - {title: {en: News}, type: information}
"""
    assert waits(text) == [("a ruling that a meeting left open", "group", "2026-02-01", "head")]
    assert waits(text.replace("state: held", "state: planned")) == []


IDEAS = "".join(
    f"# engagements/idea-{number}.yaml\n"
    f"{{id: idea-{number}, type: visit-in, title: {{en: Idea {number}}}, from: 2026-05-01, state: planned, lead: museum-unit,"
    f" visit-in: {{requested: 2025-0{number}-01}}}}\n"
    for number in range(1, 7)
)


def test_groups_by_who_decides_oldest_first() -> None:
    text = re.sub(r"\[\^\d+\]", "", report(base(IDEAS + meeting(state="proposed"))))
    assert "| Harbour Unit (computed) | 1 | not dated |\n| Museum Unit (computed) | 6 | 1 January 2025 |\n" in text
    assert "| All together (computed) | 7 | 1 January 2025 |\n" in text
    named = "Idea 1; Idea 2; Idea 3; Idea 4; Idea 5; Idea 6"
    assert f"| a request for a visit | 6 | 1 January 2025 | {named} |" in text


def test_a_unit_that_asks_sees_its_own_and_those_of_its_offices() -> None:
    kb = base(IDEAS + meeting(state="proposed"))
    assert "Idea 6" in report(kb, unit="museum-unit")
    assert "Talk" not in report(kb, unit="museum-unit")
    message = (
        "# messages/sea.yaml\n{id: sea, scope: {general: true}, headline: {en: Sea}, points: [], approver: head}\n"
    )
    assert "**Head**" in report(base(message), unit="strategy-unit")


def test_nobody_named_is_a_gap_and_comes_first() -> None:
    text = report(
        base("# messages/sea.yaml\n{id: sea, scope: {general: true}, headline: {en: Sea}, points: []}\n" + IDEAS)
    )
    assert "> - Matters for which nobody is named who decides: 1.\n" in text
    assert text.index("**nobody named**") < text.index("**Museum Unit**")


def test_nothing_of_it_is_public() -> None:
    text = report(base(IDEAS.replace("type: visit-in,", "visibility: public, type: visit-in,")), "public")
    assert ("Idea" in text, text.count("What waits for a decision is internal.")) == (False, 3)


def test_numbers_of_the_sample_are_those_of_sql_and_of_the_linter() -> None:
    kb = golden.base_of("sample")
    found = pending(paper(kb))
    (row,) = ask(
        paper(kb).reader, "SELECT count(*) AS needs FROM need WHERE state = 'proposed' AND decision IS NULL"
    ).rows
    assert sum(one.what == "a resource need" for one in found) == row["needs"] == 4
    rules = {labels("en").rule(one.name) for one in lint(kb, DAY, lambda rule: rule.code in RULES, alone=True).findings}
    by_rules = [one for one in found if one.what in rules]
    assert len(by_rules) == len(lint(kb, DAY, lambda rule: rule.code in RULES, alone=True).findings) > 40
    text = report(kb)
    (total,) = re.findall(r"^\| All together \(computed\) \| (\d+) \|", text, re.MULTILINE)[:1]
    numbers = re.findall(r"^\| .* \(computed\) \| (\d+) \|", text.partition("## What waits\n")[0], re.MULTILINE)[:-1]
    assert int(total) == len(found) == sum(map(int, numbers))
