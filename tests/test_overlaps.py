"""The overlap radar over a year of 2,000 invented engagements: what is planted is found, what only looks like it is not."""

import gc
import json
import weakref
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from kvtool.diagnostics import Diagnostic
from kvtool.linter import lint
from kvtool.model.engagement import Engagement
from kvtool.queries.overlaps import Overlap, Sort, overlaps
from kvtool.settings import Settings
from kvtool.store.base import KnowledgeBase
from kvtool.store.coordination import days_between, extent
from kvtool.store.files import Found
from kvtool.store.load import assemble

LIMITS = {"overlap_days": 30, "topic_days": 365, "ask_days": 365, "stance_days": 365, "visit_request_days": 730}
SORTS: dict[str, Sort] = {"KV305": "meeting", "KV306": "topic", "KV307": "ask", "KV308": "stance", "KV309": "visit"}

UNITS = [
    f"{name}-unit"
    for name in ("harbour", "museum", "traffic", "school", "library", "park", "water", "youth", "music", "energy")
]
STARS = ("altair", "bellatrix", "capella", "deneb", "elnath", "gemma", "hamal", "izar", "lyra", "mira")
PARTNERS = [f"{star}-{kind}" for star in STARS for kind in ("city", "region", "port", "institute", "museum")]
PRIORITIES = ("clean-sea", "learning", "open-data", "fair-trade", "quiet-nights")
SEPTEMBER = date(2025, 9, 1)
"""What is planted begins here; the rest of the year's dealings are over by the end of June."""

Fields = dict[str, Any]


class Pair(NamedTuple):
    """Two engagements with one partner, so many days apart, by two units; each may have other fields than these."""

    name: str
    days: int
    both: Fields
    first: Fields
    second: Fields


def ask(words: str, language: str = "en", by: str = "us") -> Fields:
    return {"asks": [{"text": {language: words}, "by": by}]}


def stance(position: str, issue: str = "night-ferries") -> Fields:
    return {"stance": [{"issue": issue, "position": position}]}


def visit(topic: Fields | None, **more: Any) -> Fields:
    return {"type": "visit-in", "visit-in": {**({"topic": topic} if topic else {}), **more}}


SEA = {"priorities": ["clean-sea"]}
ROADS = {"en": "New roads"}
CALLED_OFF = {"state": "cancelled"}

PLANTED = {
    "KV305": [
        Pair("on one day", 0, {}, {}, {}),
        Pair("the day after", 1, {}, {}, {"type": "event"}),
        Pair("thirty days", 30, {}, {}, {"state": "proposed"}),
        Pair("thirty days after the end", 60, {}, {"type": "project", "to": "2025-10-01"}, {}),
        Pair("while it went on", 7, {}, {"to": "2025-10-20"}, {"coordinated_with": ["food-unit"]}),
    ],
    "KV306": [
        Pair("one priority", 31, SEA, {}, {}),
        Pair("one of two", 90, {}, {"priorities": ["learning", "clean-sea"]}, SEA),
        Pair("a year", 365, SEA, {}, {}),
        Pair("begun after the other had ended", 120, SEA, {"to": "2025-10"}, {"type": "project"}),
        Pair("told to a third unit", 40, SEA, {"coordinated_with": ["food-unit"]}, {}),
    ],
    "KV307": [
        Pair("same words", 40, ask("Figures of the ferries"), {}, {}),
        Pair("other case", 50, {}, ask("Ferry Timetable"), ask("ferry timetable")),
        Pair("other accents and signs", 365, {}, ask("Färjornas tidtabell!", "sv"), ask("farjornas tid-tabell", "sv")),
        Pair("own ask", 100, ask("A joint letter"), {}, {"lead": "OTHER"}),
        Pair("nobody leads", 60, ask("A map of the shore"), {}, {"lead": None}),
    ],
    "KV308": [
        Pair("for, then against", 40, {}, stance("for", "a-1"), stance("against", "a-1")),
        Pair("against, then for", 90, {}, stance("against", "a-2"), stance("for", "a-2")),
        Pair("a year", 365, {}, stance("for", "a-3"), stance("against", "a-3")),
        Pair("other partner", 3, {}, stance("for", "a-4"), {**stance("against", "a-4"), "partners": ["polaris"]}),
        Pair("no partner", 5, {}, stance("for", "a-5"), {**stance("against", "a-5"), "partners": []}),
    ],
    "KV309": [
        Pair("same topic", 40, visit({"en": "New schools"}), {"asked_by": "polaris-2"}, {"asked_by": "polaris-2"}),
        Pair("other case", 60, {}, visit({"en": "New schools"}), visit({"en": "NEW SCHOOLS"})),
        Pair("was declined", 80, {}, visit({"en": "Trams"}, decision="declined") | CALLED_OFF, visit({"en": "Trams"})),
        Pair("same priority", 90, {**visit(None), "priorities": ["learning"]}, {"lead": "OTHER"}, {}),
        Pair("two years", 40, {}, visit(ROADS, requested="2023-10-02"), visit(ROADS, requested="2025-10-01")),
    ],
}  # fmt: skip
"""Five overlaps of each sort."""

DECOYS = [
    Pair("thirty-one days", 31, {}, {}, {}),
    Pair("thirty-one days after the end", 61, {}, {"to": "2025-10-01"}, {}),
    Pair("coordinated by the later", 3, {}, {}, {"coordinated_with": ["FIRST"]}),
    Pair("coordinated by the earlier", 3, {}, {"coordinated_with": ["SECOND"]}, {}),
    Pair("one unit", 3, {}, {}, {"lead": "OTHER"}),
    Pair("nobody leads", 3, {}, {}, {"lead": None}),
    Pair("called off", 3, {}, {}, CALLED_OFF),
    Pair("among units", 3, {}, {}, {"type": "coordination-meeting"}),
    Pair("other partner", 3, {}, {}, {"partners": ["polaris-2"]}),
    Pair("declined visit", 3, {}, {}, visit({"en": "Bridges"}, decision="declined")),
    Pair("other priority", 40, {}, SEA, {"priorities": ["learning"]}),
    Pair("a year and a day", 366, SEA, {}, {}),
    Pair("coordinated work", 40, SEA, {}, {"coordinated_with": ["FIRST"]}),
    Pair("other ask", 40, {}, ask("Figures of the trams"), ask("Figures of the buses")),
    Pair("ask of the partner", 40, {}, ask("A film"), ask("A film", by="partner")),
    Pair("ask after a year and a day", 366, ask("A song"), {}, {}),
    Pair("ask called off", 40, ask("A dance"), CALLED_OFF, {}),
    Pair("same stance", 40, stance("for", "b-1"), {}, {}),
    Pair("neutral", 40, {}, stance("for", "b-2"), stance("neutral", "b-2")),
    Pair("other issue", 40, {}, stance("for", "b-3"), stance("against", "b-4")),
    Pair("stance after a year and a day", 366, {}, stance("for", "b-5"), stance("against", "b-5")),
    Pair("other topic", 40, {}, visit({"en": "Baths"}), visit({"en": "Beaches"})),
    Pair("other body", 40, visit({"en": "Lakes"}), {}, {"asked_by": "polaris-3"}),
    Pair("two years and a day", 40, {}, visit(ROADS, requested="2023-10-01"), visit(ROADS, requested="2025-10-01")),
    Pair("asked again and decided", 40, {}, visit(ROADS), visit(ROADS, decision="declined", because={"en": "Seen"})),
]  # fmt: skip
"""What only looks like an overlap."""


def file(folder: str, record: Fields) -> Found:
    """The file of a record, each field on a line of its own."""
    text = "".join(f"{name}: {json.dumps(value)}\n" for name, value in record.items() if value is not None)
    return Found(f"data/{folder}/{record['id']}.yaml", folder, record["id"], text.encode())


def found(engagement: Fields) -> Found:
    """The file of an engagement."""
    return file("engagements", {"type": "meeting", "title": {"en": "Talk"}, "state": "held", **engagement})


def surroundings() -> Iterator[Found]:
    """The units, partners and priorities that the engagements name."""
    for unit in (*UNITS, "food-unit", "data-unit"):
        yield file("units", {"id": unit, "type": "unit", "names": {"en": unit.title()}})
    for partner in (*PARTNERS, "polaris", "polaris-2", "polaris-3"):
        yield file("partners", {"id": partner, "type": "other", "names": {"en": partner.title()}})
    priorities = [{"id": name, "names": {"en": name.title()}} for name in PRIORITIES]
    yield file("frameworks", {"id": "plan", "type": "strategy", "names": {"en": "Plan"}, "priorities": priorities})


def engagements_of(pair: Pair, number: int) -> Iterator[Fields]:
    """The two engagements of a pair, with the partner and the units that its number gives."""
    leads = UNITS[number % 10], UNITS[(number + 1) % 10]
    for name, lead, days, own in (("first", leads[0], 0, pair.first), ("second", leads[1], pair.days, pair.second)):
        fields = {"lead": lead, "partners": [PARTNERS[number]], **pair.both, **own}
        if fields["lead"] == "OTHER":
            fields["lead"] = next(one for one in leads if one != lead)
        told = {"FIRST": leads[0], "SECOND": leads[1]}
        fields["coordinated_with"] = [told.get(unit, unit) for unit in fields.get("coordinated_with", ())]
        yield {"id": f"{name}-{number}", "from": str(SEPTEMBER + timedelta(days=days)), **fields}


def everyday(number: int, draw: Random) -> Fields:
    """One of the year's other dealings: the partner's own unit, or a guest that tells of it; everybody says the same."""
    home = draw.randrange(len(PARTNERS))
    unit, guest, issue = UNITS[home % 10], UNITS[(home + 5) % 10], draw.randrange(9)
    as_guest = draw.random() < 0.4
    day = date(2025, 1, 1) + timedelta(days=draw.randrange(150))
    return {
        "id": f"talk-{number}",
        "from": str(day),
        "to": str(day + timedelta(days=draw.choice((0, 0, 1, 30)))),
        "lead": guest if as_guest else unit,
        "coordinated_with": [unit] if as_guest else [],
        "partners": [PARTNERS[home]],
        "priorities": draw.sample(PRIORITIES[2:], 2),
        "asks": [{"text": {"en": f"Answer to question {number}"}}],
        "stance": [
            {"issue": f"issue-{issue}", "position": draw.choice(("neutral", "for" if issue % 2 else "against"))}
        ],
        **visit({"en": f"Topic {number}"}),
    }


CASES = [(code, pair) for code, pairs in PLANTED.items() for pair in pairs] + [("", pair) for pair in DECOYS]


@pytest.fixture(scope="module")
def year() -> KnowledgeBase:
    """2,000 engagements: 25 overlaps, 25 decoys, 1,900 others."""
    draw = Random(2025)
    records = [one for number, (_, pair) in enumerate(CASES) for one in engagements_of(pair, number)]
    records += [everyday(number, draw) for number in range(2000 - len(records))]
    draw.shuffle(records)
    assert len(records) == 2000
    return assemble(Settings(Path(), languages=("en", "sv"), policy=LIMITS), [*surroundings(), *map(found, records)])


@pytest.fixture(scope="module")
def findings(year: KnowledgeBase) -> list[Diagnostic]:
    return list(lint(year, date(2026, 1, 1), lambda one: one.code in (*SORTS, "KV213")).findings)


def test_every_record_of_the_year_is_whole(year: KnowledgeBase) -> None:
    assert year.broken == []


def test_all_that_is_planted_is_found_and_nothing_else(findings: list[Diagnostic]) -> None:
    planted = sorted((code, f"second-{number}") for number, (code, _) in enumerate(CASES) if code)
    assert len(planted) == 25
    assert sorted((one.code, one.record) for one in findings) == planted


@pytest.mark.parametrize(("number", "code", "pair"), [(number, *case) for number, case in enumerate(CASES) if case[0]])
def test_each_finding_names_both_records_both_owners_and_the_days(
    findings: list[Diagnostic], number: int, code: str, pair: Pair
) -> None:
    message = next(one.message for one in findings if one.record == f"second-{number}")
    for engagement in engagements_of(pair, number):
        assert f"'{engagement['id']}' ({engagement['lead'] or 'no lead'})" in message
    days = {"while it went on": 0, "thirty days after the end": 30, "two years": 730}.get(pair.name, pair.days)
    assert ("at the same time" if days == 0 else f" {days} day") in message


def test_the_pairs_are_values_that_a_report_can_print(year: KnowledgeBase) -> None:
    numbers = {code: [number for number, case in enumerate(CASES) if case[0] == code] for code in SORTS}
    for code, sort in SORTS.items():
        pairs = {(one.earlier.id, one.later.id) for one in overlaps(year, sort)}
        assert pairs == {(f"first-{number}", f"second-{number}") for number in numbers[code]}
        partners = {int(one.later.id.removeprefix("second-")): one.partner for one in overlaps(year, sort)}
        special = {"same topic": "polaris-2", "other partner": None, "no partner": None}
        assert partners == {number: special.get(CASES[number][1].name, PARTNERS[number]) for number in numbers[code]}
    told = [(one.matter, one.path) for one in overlaps(year, "stance") if one.days == 365]
    assert told == [("a-3", ("stance", 0, "position"))]


def test_a_base_is_looked_through_once_and_forgotten_with_it() -> None:
    kb = assemble(Settings(Path(), policy=LIMITS), map(found, engagements_of(PLANTED["KV305"][0], 0)))
    assert len(overlaps(kb, "meeting")) == 1
    assert all(overlaps(kb, sort) is overlaps(kb, sort) for sort in SORTS.values())
    still = weakref.ref(kb)
    del kb
    gc.collect()
    assert still() is None


def test_records_of_one_name_are_named_with_their_owners() -> None:
    names, member = {"names": {"en": "Lyra"}}, {"statements": [], "owner": "museum-unit"}
    records = [
        file("partners", {"id": "lyra", "type": "city", "lead": "harbour-unit", **names}),
        file("partners", {"id": "lyra-2", "type": "city", **names}),
        file("networks", {"id": "network", **names}),
        file("networks", {"id": "network-2", "membership": member, **names}),
        file("units", {"id": "unit", "type": "unit", **names}),
        file("units", {"id": "unit-2", "type": "unit", **names}),
    ]
    findings = lint(assemble(Settings(Path()), records), date(2026, 1, 1), lambda one: one.code == "KV213").findings
    assert [one.message for one in findings] == [
        "'network-2' (museum-unit) has the same name as 'network' (no lead)",
        "'lyra-2' (no lead) has the same name as 'lyra' (harbour-unit)",
        "'unit-2' has the same name as 'unit'",
    ]


def naive(kb: KnowledgeBase, limit: int) -> set[tuple[str, str]]:
    """All meetings of two units with one partner that are near enough: each with each."""
    near = set()
    for pair in combinations(kb.all(Engagement), 2):
        one, other = sorted(pair, key=lambda engagement: (engagement.from_.first, engagement.id))
        apart = days_between(extent(one.from_, one.to), extent(other.from_, other.to))
        if apart <= limit and one.lead != other.lead and set(one.partners) & set(other.partners):
            near.add((one.id, other.id))
    return near


@pytest.mark.parametrize("seed", range(8))
def test_looking_only_at_what_is_near_misses_nothing(seed: int) -> None:
    draw = Random(seed)

    def drawn(number: int) -> Found:
        day = date(2025, 1, 1) + timedelta(days=draw.randrange(300))
        record = {"id": f"e-{number}", "lead": draw.choice(UNITS[:3]), "partners": draw.sample(PARTNERS[:3], 2)}
        end = {"to": str(day + timedelta(days=draw.randrange(90)))} if draw.random() < 0.4 else {}
        return found({**record, "from": str(day)[: draw.choice((4, 7, 10, 10, 10))], **end})

    limit = draw.choice((0, 7, 30))
    kb = assemble(Settings(Path(), policy={"overlap_days": limit}), map(drawn, range(60)))
    pairs: list[Overlap] = list(overlaps(kb, "meeting"))
    assert len(naive(kb, limit)) > 10
    assert sorted((one.earlier.id, one.later.id) for one in pairs) == sorted(naive(kb, limit))
