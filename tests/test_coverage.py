"""Every fact of the source documents stands in a record, word for word and with its source (`coverage.csv`)."""

import csv
from pathlib import Path

import pytest

from kvtool.model.base import Part
from kvtool.model.texts import hash_of
from kvtool.model.walk import parts
from kvtool.settings import read
from kvtool.store.base import KnowledgeBase
from kvtool.store.load import load
from kvtool.text.fault import spell

ROOT = Path(__file__).parent.parent
FACTS = 648
MOST_EXEMPT = 25
ROWS = list(csv.DictReader((ROOT / "tests" / "coverage.csv").open(encoding="utf-8", newline="")))


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load(read(ROOT / "kvtool.toml"))


def test_every_fact_is_accounted_for_once() -> None:
    assert [f"F{number:03d}" for number in range(1, FACTS + 1)] == [row["fact"] for row in ROWS]


def test_few_are_exempt_and_each_with_a_reason() -> None:
    exempt = [row for row in ROWS if not row["record"]]
    assert all(row["reason"] for row in exempt)
    assert len(exempt) <= MOST_EXEMPT


def test_quotes_stand_where_the_table_says_and_name_their_source(kb: KnowledgeBase) -> None:
    expected, actual = [], []
    for row in ROWS:
        if row["record"]:
            expected.append((row["fact"], row["hash"], row["source"]))
            actual.append((row["fact"], *quoted(kb, row["record"], row["field"])))
    assert expected == actual


def test_no_quote_stands_in_notes() -> None:
    assert [row["fact"] for row in ROWS if "notes" in row["field"]] == []


def quoted(kb: KnowledgeBase, record_id: str, field: str) -> tuple[str, str]:
    """The hash of a quote and the source beside it, as they stand in a record's field."""
    record = kb.by_id[record_id].record
    assert record is not None
    found: dict[str, Part] = {spell((*path, "quote")): part for path, part in parts(record)}
    part = found[field]
    return hash_of(part.quote), part.source or record.id
