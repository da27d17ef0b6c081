"""The coordination group's agenda: decisions before information, what is late and whose, who has to be there."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

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
    "coordination_chair": "head",
    "coordination_members": ["harbour-unit", "museum-unit"],
    "agreement_notice_days": 365,
    "followup_days": 365,
    "review_days": 365,
}
UNITS = """\
# units/strategy-unit.yaml
{id: strategy-unit, type: unit, names: {en: Strategy Unit}, offices: [{id: head, names: {en: Head}}]}
# units/harbour-unit.yaml
{id: harbour-unit, type: unit, names: {en: Harbour Unit}}
# units/museum-unit.yaml
{id: museum-unit, type: unit, names: {en: Museum Unit}}
# units/pier-unit.yaml
{id: pier-unit, type: unit, names: {en: Pier Unit}, parents: [{unit: harbour-unit}]}
# units/group.yaml
id: group
type: group
names: {en: The Group}
members:
  - {member: head, chair: true}
  - {member: harbour-unit}
  - {to: 2025-12-31, member: museum-unit}
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}, lead: harbour-unit}
"""
MEETINGS = """\
# engagements/group-2.yaml
id: group-2
type: coordination-meeting
title: {en: Second}
from: 2026-02-01
state: held
commitments:
  - {by: us, text: {en: A list}, owner: museum-unit, due: 2026-04-01, state: done}
  - {by: us, text: {en: A letter}, owner: harbour-unit, due: 2026-02-15, state: open}
coordination-meeting:
  chair: head
  members: [pier-unit]
  items:
    - {title: {en: The visit}, type: ruling, outcome: {en: Two objectives}}
# engagements/group-1.yaml
id: group-1
type: coordination-meeting
title: {en: First}
from: 2026-01-01
state: held
commitments:
  - {by: us, text: {en: Old and done}, owner: museum-unit, state: done}
  - {by: us, text: {en: Old and open}, owner: museum-unit, state: open}
# engagements/group-3.yaml
id: group-3
type: coordination-meeting
title: {en: Third}
from: 2026-03-20
state: planned
coordination-meeting:
  chair: head
  members: [museum-unit]
  items:
    - {title: {en: Good to know}, type: information}
    - {title: {en: The bid}, type: ruling, links: [regatta]}
# engagements/group-4.yaml
{id: group-4, type: coordination-meeting, title: {en: Called off}, from: 2026-03-10, state: cancelled}
"""
BID = """\
# engagements/regatta.yaml
id: regatta
type: bid
title: {en: Regatta}
from: 2026-05-01
state: planned
lead: pier-unit
partners: [lyra]
bid: {funding: city}
"""


def base(text: str) -> KnowledgeBase:
    settings = Settings(Path(__file__).parent, languages=("en",), source_language="en", policy=POLICY)
    found = [(Path(path), content.encode()) for path, content in files_of(text).items()]
    kb = assemble(settings, [Found(path.as_posix(), path.parts[1], path.stem, data) for path, data in found])
    assert [(entry.path, fault) for entry in kb.entries for fault in entry.faults] == []
    return kb


def report(kb: KnowledgeBase, **asked: Any) -> str:
    return written(Paper(Reader(kb, DAY, labels("en"))), "coordination-agenda", Asked(**asked), "none")[1]


def under(text: str, heading: str) -> str:
    """What stands under a heading, without notes."""
    found = text.partition(f"## {heading}\n")[2].partition("\n## ")[0].partition("\n[^1]:")[0]
    return re.sub(r"\[\^[0-9]+\]", "", found).strip()


def rows(text: str, heading: str) -> list[str]:
    """The rows of the tables under a heading, without heads."""
    lines = [line for line in under(text, heading).splitlines() if line.startswith("| ")]
    after = [*lines[1:], ""] if lines else []
    return [one for one, next_ in zip(lines, after, strict=True) if "| ---" not in (one[:5], next_[:5])]


RULINGS = "Memberships, agreements, events abroad and bids to rule on"


def test_decisions_of_the_next_meeting_come_first_and_information_last() -> None:
    text = report(base(UNITS + MEETINGS + BID))
    assert text.startswith("# Agenda of the coordination group, 20 March 2026\n")
    assert rows(text, "For decision") == ["| The bid | Regatta | Pier Unit |"]
    assert rows(text, "For information and follow-up") == ["| Good to know | none linked | nobody named |"]
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert (headings[0], headings[1], headings[-1]) == ("For decision", RULINGS, "For information and follow-up")


def test_tasks_of_the_last_meeting_and_open_ones_of_those_before() -> None:
    text = report(base(UNITS + MEETINGS))
    assert "- The visit: Two objectives\n" in under(text, "Tasks from last time")
    assert rows(text, "Tasks from last time") == [
        "| A list | Museum Unit | 1 April 2026 | fulfilled | 1 February 2026 |",
        "| A letter | Harbour Unit | 15 February 2026 | open, past its day | 1 February 2026 |",
        "| Old and open | Museum Unit | no deadline | open | 1 January 2026 |",
    ]


def test_the_roster_by_policy_by_seats_and_by_meetings_where_a_unit_speaks_for_what_it_belongs_to() -> None:
    text = report(base(UNITS + MEETINGS))
    assert rows(text, "Roster") == [
        "| Head (chair) (computed) | required | yes | yes | yes |",
        "| Harbour Unit (computed) | required | yes | yes | missing |",
        "| Museum Unit (computed) | required | no | missing | yes |",
    ]
    assert "> - Missing from the next meeting: Harbour Unit.\n" in text


def test_without_a_meeting_it_says_so_and_goes_on() -> None:
    text = report(base(UNITS + BID))
    assert text.startswith("# Agenda of the coordination group\n")
    assert under(text, "For decision") == "No coming meeting of the coordination group is on record."
    assert len(rows(text, RULINGS)) == 1


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("from: 2026-03-01", 1),
        ("from: 2026-05-30", 1),
        ("from: 2026-05-31", 0),
        ("from: 2026-02-28", 0),
        ("from: 2026-02-01, to: 2026-03-01", 1),
        ("from: 2026-02-01, to: 2026-12-31", 0),  # it runs on all the time, and is nothing of these days
    ],
)
def test_the_calendar_holds_what_begins_or_ends_in_ninety_days(fields: str, found: int) -> None:
    meeting = f"""\
# engagements/talk.yaml
{{id: talk, type: meeting, title: {{en: Talk}}, {fields}, state: planned, lead: pier-unit, partners: [lyra]}}
"""
    assert len(rows(report(base(UNITS + meeting)), "Calendar by partner")) == found


def test_two_units_with_one_partner_stand_side_by_side() -> None:
    meetings = """\
# engagements/one.yaml
{id: one, type: meeting, title: {en: One}, from: 2026-04-02, state: planned, lead: pier-unit, partners: [lyra]}
# engagements/two.yaml
{id: two, type: meeting, title: {en: Two}, from: 2026-04-01, state: confirmed, lead: museum-unit, partners: [lyra]}
"""
    assert rows(report(base(UNITS + meetings)), "Calendar by partner") == [
        "| Lyra | 1 April 2026: Two (confirmed); 2 April 2026: One (planned) | Museum Unit, Pier Unit |"
    ]


def test_promises_are_late_from_the_day_after_ours_before_theirs() -> None:
    talk = """\
# engagements/talk.yaml
id: talk
type: meeting
title: {en: Talk}
from: 2026-01-02
state: held
lead: pier-unit
partners: [lyra, norma]
commitments:
  - {by: partner, partner: norma, text: {en: Hers}, due: 2026-02-02, state: open}
  - {by: partner, text: {en: Theirs}, due: 2026-02-01, state: in-progress}
  - {by: us, text: {en: Ours}, owner: museum-unit, due: 2026-02-28, state: open}
  - {by: us, text: {en: Today}, owner: museum-unit, due: 2026-03-01, state: open}
  - {by: us, text: {en: Kept}, owner: museum-unit, due: 2026-02-01, state: done}
"""
    norma = "# partners/norma.yaml\n{id: norma, type: city, names: {en: Norma}}\n"
    kb = base(UNITS + norma + talk)
    assert rows(report(kb), "Promises that are late") == [
        "| Museum Unit | Ours | Talk | 28 February 2026 | 1 |",
        "| Lyra, Norma (looked after by Pier Unit) | Theirs | Talk | 1 February 2026 | 28 |",
        "| Norma (looked after by Pier Unit) | Hers | Talk | 2 February 2026 | 27 |",
    ]
    assert len(rows(report(kb, unit="pier-unit"), "Promises that are late")) == 2


def test_late_promises_of_the_sample_are_those_that_sql_counts() -> None:
    reader = Reader(golden.base_of("sample"), DAY, labels("en"))
    query = (
        "SELECT count(*) AS late FROM engagement_commitments "
        "WHERE state IN ('open', 'in-progress') AND due_last < '2026-03-01'"
    )
    (row,) = ask(reader, query).rows
    text = written(Paper(reader), "coordination-agenda", Asked(), "none")[1]
    assert len(rows(text, "Annex C: Promises that are late")) == row["late"] == 17
    assert [line.split(" | ")[-1] for line in rows(text, "Promises that are late")] == ["60 |"] * 3 + ["45 |"]


def test_windows_close_in_order_until_the_last_day() -> None:
    plan = """\
# frameworks/eu.yaml
id: eu
type: eu-advocacy
names: {en: EU}
eu-advocacy:
  year: 2026
  priorities:
    - id: sea
      names: {en: Sea}
      ask: {en: Clean water}
      files:
        - {title: {en: Later}, window: 2026-05-30}
        - {title: {en: Sooner}, stage: hearing, window: 2026-03-02}
        - {title: {en: Too late}, window: 2026-05-31}
        - {title: {en: Past}, window: 2026-02-28}
      expert: pier-unit
"""
    assert rows(report(base(UNITS + plan)), "Windows of the EU") == [
        "| Sooner | Clean water | hearing | 2 March 2026 | Pier Unit |",
        "| Later | Clean water | no stage | 30 May 2026 | Pier Unit |",
    ]
