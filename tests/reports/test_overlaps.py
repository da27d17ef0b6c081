"""The overlap and conflict report: every kind with both records and owners, what is set aside stays counted, who resolves."""

import re
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kvtool.linter import lint
from kvtool.parts.conflicts import CODES, conflicts
from kvtool.queries.reading import Reader
from kvtool.report import Paper
from kvtool.reporting import Asked, written
from kvtool.settings import Settings
from kvtool.store.base import KnowledgeBase
from kvtool.store.files import Found
from kvtool.store.load import assemble
from kvtool.words.labels import labels
from tests import golden, test_overlaps
from tests.cli import files_of

DAY = date(2026, 1, 1)

POLICY = {
    "overlap_days": 30,
    "topic_days": 365,
    "stance_days": 365,
    "city_wide_coordinator": "strategy-unit",
    "coordination_chair": "head",
}
UNITS = """\
# units/strategy-unit.yaml
{id: strategy-unit, type: unit, names: {en: Strategy Unit}, offices: [{id: head, names: {en: Head}}]}
# units/harbour-unit.yaml
{id: harbour-unit, type: unit, names: {en: Harbour Unit}}
# units/museum-unit.yaml
{id: museum-unit, type: unit, names: {en: Museum Unit}}
# units/school-unit.yaml
{id: school-unit, type: unit, names: {en: School Unit}}
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}, lead: school-unit}
"""
MEETINGS = """\
# engagements/ferries.yaml
{id: ferries, type: meeting, title: {en: Ferries}, from: 2025-09-01, state: held, lead: harbour-unit, partners: [lyra]}
# engagements/paintings.yaml
id: paintings
type: meeting
title: {en: Paintings}
from: 2025-09-09
state: held
lead: museum-unit
partners: [lyra]{COMMENT}
"""
STANCES = """\
# engagements/for-it.yaml
id: for-it
type: advocacy
title: {en: For it}
from: 2025-03-01
state: held
lead: harbour-unit
stance: [{issue: night-ferries, position: for}]
# engagements/against-it.yaml
id: against-it
type: advocacy
title: {en: Against it}
from: 2025-06-01
state: held
lead: museum-unit
stance: [{issue: night-ferries, position: against}]
"""
FACTS = """\
# facts/ships.yaml
{id: ships, claim: {en: Ships a year}, value: '10', as_of: 2025-05-01, owner: harbour-unit}
# facts/ships-counted.yaml
{id: ships-counted, claim: {en: ships a year}, value: '12', as_of: 2025-06-01, owner: harbour-unit}
"""


def base(text: str, **policy: Any) -> KnowledgeBase:
    """A base of a text's files, with values of policy; what is None is not set."""
    said = {key: value for key, value in {**POLICY, **policy}.items() if value is not None}
    settings = Settings(Path(__file__).parent, languages=("en",), source_language="en", policy=said)
    found = [(Path(path), content.encode()) for path, content in files_of(text).items()]
    kb = assemble(settings, [Found(path.as_posix(), path.parts[1], path.stem, data) for path, data in found])
    assert [(entry.path, fault) for entry in kb.entries for fault in entry.faults] == []
    return kb


def report(kb: KnowledgeBase, audience: str = "internal", **asked: str) -> str:
    paper = Paper(Reader(kb, DAY, labels("en")), audience)
    return written(paper, "overlaps", Asked(**asked), "none")[1]


def rows(text: str, heading: str) -> list[str]:
    """The rows of the tables under a heading, without notes and heads."""
    under = text.partition(f"## {heading}\n")[2].partition("\n## ")[0].partition("\n[^1]:")[0]
    lines = re.sub(r"\[\^[0-9]+\]", "", under).splitlines()
    return [
        line
        for line, after in zip(lines, [*lines[1:], ""], strict=True)
        if line.startswith("| ") and not line.startswith("| ---") and not after.startswith("| ---")
    ]


def allowed(comment: str = "") -> str:
    return UNITS + MEETINGS.replace("{COMMENT}", comment)


def test_names_both_records_with_date_and_owner_and_who_leads_the_relation() -> None:
    text = report(base(allowed()))
    assert rows(text, "What stands") == [
        "| Paintings, 9 September 2025, Museum Unit | Ferries, 1 September 2025, Harbour Unit "
        "| Lyra; 8 days apart | on none | School Unit (inferred) |"
    ]
    assert rows(text, "By unit") == [
        "| Harbour Unit (computed) | 1 | 0 |",
        "| Museum Unit (computed) | 1 | 0 |",
        "| School Unit (computed) | 0 | 1 |",
    ]


ALLOW = " # kvtool: allow uncoordinated-meetings until {until} because one is of ships, the other of art"


@pytest.mark.parametrize(
    ("until", "said", "gap"),
    [
        ("2026-03-31", "31 March 2026", False),
        ("2026-01-01", "1 January 2026", False),
        ("2025-12-31", "31 December 2025, passed", True),
    ],
)
def test_what_is_set_aside_stays_counted_with_reason_and_end(until: str, said: str, gap: bool) -> None:
    text = report(base(allowed(ALLOW.replace("{until}", until))))
    assert "| Same partner, same time (computed) | 0 | 1 | 1 | 30 days |" in text
    assert "| All together (computed) | 0 | 1 | 1 |  |" in text
    assert rows(text, "What stands") == []
    assert rows(text, "Set aside, and counted") == [
        "| Paintings, 9 September 2025, Museum Unit | Ferries, 1 September 2025, Harbour Unit "
        f"| Lyra; 8 days apart | one is of ships, the other of art | {said} |"
    ]
    assert gap == ("Set aside until a day that is past, to be decided anew: 1." in text)


@pytest.mark.parametrize(
    "comment",
    [
        " # kvtool: allow uncoordinated-meetings until 2026-03-31",  # no reason
        " # kvtool: allow uncoordinated-meetings because nobody minds",  # no end
        " # kvtool: allow topic-with-two-leads until 2026-03-31 because it is another rule",
        "\n# kvtool: allow uncoordinated-meetings until 2026-03-31 because it speaks of the next line",
    ],
)
def test_a_comment_that_hides_nothing_sets_nothing_aside(comment: str) -> None:
    kb = base(allowed(comment))
    assert len(rows(report(kb), "What stands")) == 1
    assert rows(report(kb), "Set aside, and counted") == []


def test_opposite_positions_go_to_the_chair_and_facts_of_one_owner_to_that_owner() -> None:
    assert rows(report(base(UNITS + STANCES + FACTS)), "What stands") == [
        "| Against it, 1 June 2025, Museum Unit | For it, 1 March 2025, Harbour Unit "
        "| night-ferries: against – for; 92 days apart | on none | Head (inferred) |",
        "| ships a year, 1 June 2025, Harbour Unit | Ships a year, 1 May 2025, Harbour Unit "
        "| 12 – 10 | on none | Harbour Unit (inferred) |",
    ]


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (
            "{type: ruling, title: {en: Both}, links: [ferries, paintings], outcome: {en: Harbour leads}}",
            "Harbour leads",
        ),
        ("{type: overlap, title: {en: Lyra}, links: [paintings], outcome: {en: Harbour leads}}", "Harbour leads"),
        ("{type: ruling, title: {en: Art}, links: [paintings], outcome: {en: Go on}}", ""),
    ],
)
def test_an_agenda_has_it_with_both_records_or_with_one_as_an_overlap(item: str, told: str) -> None:
    meeting = f"""\
# engagements/group.yaml
id: group
type: coordination-meeting
title: {{en: Group}}
from: 2025-10-01
state: held
lead: strategy-unit
coordination-meeting:
  items:
    - {item}
"""
    (row,) = rows(report(base(allowed() + meeting)), "What stands")
    assert row.split(" | ")[3] == (f"1 October 2025: {told}" if told else "on none")


def test_a_kind_without_its_value_of_policy_is_not_looked_for() -> None:
    text = report(base(allowed(), overlap_days=None))
    assert "| Same partner, same time (computed) | 0 | 0 | 0 | not looked for |" in text
    assert (
        "Not looked for, since kvtool.toml sets no limit: overlap\\_days, ask\\_days, visit\\_request\\_days." in text
    )


def test_the_period_leaves_out_and_says_how_many() -> None:
    kb = base(UNITS + STANCES + FACTS)
    text = report(kb, first="2025-06-02", last="2025-12-31")
    assert rows(text, "What stands") == []
    assert "- Not shown, since they are outside of the period: 2. (computed)" in text


@pytest.mark.parametrize(
    ("unit", "found"), [("harbour-unit", 1), ("museum-unit", 1), ("school-unit", 1), ("strategy-unit", 0)]
)
def test_a_unit_sees_what_it_is_a_party_to_and_what_it_could_resolve(unit: str, found: int) -> None:
    assert len(rows(report(base(allowed()), unit=unit), "What stands")) == found


def test_nothing_of_it_is_public() -> None:
    text = report(base(allowed().replace("id: lyra,", "id: lyra, visibility: public,")), "public")
    assert "Paintings" not in text
    assert 4 == text.count("Overlaps and contradictions are internal.")


def test_counts_what_the_linter_counts_in_the_sample() -> None:
    kb, day = golden.base_of("sample"), date(2026, 3, 1)
    verdict = lint(kb, day, lambda rule: rule.code in CODES, alone=True)
    found = conflicts(kb, day)
    stands = sorted(one.judged.finding.matter for one in found if not one.judged.allowed)
    assert stands == sorted(one.matter for one in verdict.findings)
    assert len(stands) > 10
    assert sum(one.judged.allowed is not None for one in found) == verdict.suppressed == 3


def test_twenty_five_planted_overlaps_are_found_among_two_thousand_engagements() -> None:
    draw = Random(2025)
    records = [
        one
        for number, (_, pair) in enumerate(test_overlaps.CASES)
        for one in test_overlaps.engagements_of(pair, number)
    ]
    records += [test_overlaps.everyday(number, draw) for number in range(2000 - len(records))]
    settings = Settings(
        Path(__file__).parent, languages=("en", "sv"), source_language="en", policy=test_overlaps.LIMITS
    )
    kb = assemble(settings, [*test_overlaps.surroundings(), *map(test_overlaps.found, records)])
    text = report(kb)
    assert len(rows(text, "What stands")) == 25
    assert "| All together (computed) | 25 | 0 | 25 |  |" in text
