"""Each system that the documents call for is served: its command answers on a base with such records."""

import pytest

from kvtool.model import KINDS
from tests.cli import ran
from tests.docs import called_for
from tests.golden import BASES

ROOT, DAY = BASES["sample"]
ROWS = called_for()


def test_every_system_is_served_once_and_by_kinds_that_there_are() -> None:
    assert [row["number"] for row in ROWS] == [f"S{number}" for number in range(1, 29)]
    assert {kind for row in ROWS for kind in row["records"].split()} <= set(KINDS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["number"])
def test_the_command_answers(row: dict[str, str]) -> None:
    done = ran("--root", ROOT, *row["command"].split(), "--as-of", DAY)
    assert done.code == 0
    assert len(done.out.splitlines()) > 1
