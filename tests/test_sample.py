"""The sample base that tests of reports count on: dense, in three languages, with canaries where the public must not look."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kvtool.model import FOLDERS, KINDS, kind
from kvtool.model.base import Record
from kvtool.model.engagement import Engagement
from kvtool.model.part import Part
from kvtool.model.texts import Text
from kvtool.model.walk import models, parts
from kvtool.settings import read
from kvtool.store.base import KnowledgeBase
from kvtool.store.load import load
from kvtool.store.statements import authority_on
from tests.cli import ran

SAMPLE = Path(__file__).parent / "sample"
DAY = date(2026, 3, 1)
CANARY = re.compile(r"SISÄINEN-KANARIA-\d{4}")

NUMBERS = {
    "partner": 40,
    "network": 15,
    "message": 60,
    "engagement": 200,
    "framework": 9,
    "source": 52,
    "unit": 29,
    "fact": 34,
    "need": 24,
}

ALWAYS_INTERNAL = frozenset(
    (
        *("asks", "avoid", "commitments", "feedback", "fees", "if_asked", "losses", "notes"),
        *("options", "proposal", "sensitivities", "stance", "travel_cost"),
    )
)
"""The fields that the design keeps from the public in a public record too; written anew here, so as not to trust the code."""

TYPES = {
    "visit-in", "visit-out", "meeting", "event", "bid", "project", "advocacy", "coordination-meeting",
}  # fmt: skip


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return load(read(SAMPLE / "kvtool.toml"))


def test_has_as_many_records_as_reports_need(base: KnowledgeBase) -> None:
    assert NUMBERS == Counter(entry.kind for entry in base.entries)
    assert set(FOLDERS) == {path.name for path in (SAMPLE / "data").iterdir()}


def test_engagements_are_of_all_types_and_levels_over_years(base: KnowledgeBase) -> None:
    engagements = list(base.all(Engagement))
    assert TYPES == {one.type for one in engagements}
    assert {"mayor", "deputy-mayor", "management", "expert"} == {one.level for one in engagements}
    assert {"2022", "2023", "2024", "2025", "2026"} == {one.from_[:4] for one in engagements}
    assert {("us", "open"), ("us", "done"), ("partner", "open"), ("partner", "done")} <= {
        (promise.by, promise.state) for one in engagements for promise in one.commitments
    }


def test_has_no_error_and_gaps_on_purpose() -> None:
    said = ran("--root", SAMPLE, "lint", "--as-of", DAY.isoformat())
    *_, sums = said.out.splitlines()
    found = re.match(r"0 errors, (\d+) warnings, (\d+) due, (\d+) suppressed", sums)
    assert (0, True) == (said.code, found is not None), sums
    warnings, due, suppressed = map(int, found.groups()) if found else (0, 0, 0)
    assert 20 <= warnings <= 50  # gaps for the reports to show, and none by accident
    assert (due > 50, suppressed > 0) == (True, True)


def test_gives_every_field_of_the_model(base: KnowledgeBase) -> None:
    given = {
        (type(part), field.name)
        for record in base.all(Record)
        for _, part in parts(record)
        for field in type(part).fields.values()
        if vars(part).get(field.attribute) not in (None, [], ())
    }
    every = {(model, field) for name in KINDS for model in models(kind(name)) for field in model.fields}
    assert set() == {f"{model.__name__}.{field}" for model, field in every - given}


@pytest.mark.parametrize("line", (SAMPLE / "canaries.txt").read_text(encoding="utf-8").splitlines())
def test_a_canary_stands_in_one_internal_place(line: str, canaries: dict[str, list[tuple[str, bool]]]) -> None:
    assert [True] == [internal for _, internal in canaries[line]], canaries[line]


def test_no_canary_is_left_off_the_list(canaries: dict[str, list[tuple[str, bool]]]) -> None:
    assert sorted(canaries) == (SAMPLE / "canaries.txt").read_text(encoding="utf-8").splitlines()
    assert len(canaries) >= 60


def test_files_hold_no_canary_outside_of_fields(canaries: dict[str, list[tuple[str, bool]]]) -> None:
    for path in (SAMPLE / "data").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        comments = re.findall(r"(?m)^\s*#.*$|\s#\s.*$", text)
        assert not any(map(CANARY.search, comments)), path


@pytest.fixture(scope="module")
def canaries(base: KnowledgeBase) -> dict[str, list[tuple[str, bool]]]:
    """The canaries, each with the places where it stands and whether these are internal."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for record in base.all(Record):
        for place, internal, words in _words(base, record):
            for canary in dict.fromkeys(CANARY.findall(words)):
                found.setdefault(canary, []).append((f"{record.id}: {place}", internal))
    return found


def _words(base: KnowledgeBase, record: Record) -> Iterator[tuple[str, bool, str]]:
    """All texts of a record, each with its place, whether that is internal, and its words in all languages as one."""
    for path, part in parts(record):
        for name, value in _values(part):
            steps = [str(step) for step in (*path, name)]
            narrowed = "internal" in (record.visibility, getattr(part, "visibility", None))
            internal = narrowed or not ALWAYS_INTERNAL.isdisjoint(steps) or _undecided(base, part)
            yield ".".join(steps), internal, value


def _values(part: Part) -> Iterator[tuple[str, str]]:
    for field in type(part).fields.values():
        value: Any = vars(part).get(field.attribute)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, Text):
                yield field.name, "\n".join(words for _, words in one)
            elif isinstance(one, str):
                yield field.name, one


def _undecided(base: KnowledgeBase, part: Part) -> bool:
    """Whether a statement rests on an authority of which the public hears nothing."""
    source = getattr(part, "source", None)
    return source is not None and authority_on(base, source, DAY) not in base.settings.public_authorities


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", ["Havsvärme till kajer och lagerhus", "Få ett ja eller nej om styrelseposten", "Vänortsavtalet"]),
        ("fi", ["Merilämpöä laitureille ja varastoihin", "Saada kyllä tai ei", "Ystävyyskaupunkisopimus"]),
        ("en", ["Sea heat for quays and warehouses", "Get a yes or no on the seat", "Twin-city agreement"]),
    ],
)
def test_a_dense_partner_has_a_pack_in_three_languages(language: str, words: list[str]) -> None:
    asked = ["brief", "lyra", "--engagement", "lyra-leaders-2026-03", "--lang", language, "--as-of", DAY.isoformat()]
    said = ran("--root", SAMPLE, *asked)
    assert (0, []) == (said.code, [one for one in words if one not in said.out])
