"""What is set aside for the own shares of projects, as `kvtool.toml` says it."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from kvtool.errors import KvtoolError
from kvtool.queries.projects import limits
from kvtool.settings import Settings


def settings_of(policy: str) -> Settings:
    return Settings(Path(), policy=tomllib.loads(policy))


def test_years_and_euros_are_read_to_the_cent() -> None:
    said = settings_of("own_share_appropriation = {value = {2026 = 500000, 2027 = 0.1}, source = 'budget'}")
    assert {2026: Decimal(500000), 2027: Decimal("0.1")} == limits(said)


def test_a_base_that_sets_nothing_aside_has_no_limit() -> None:
    assert {} == limits(settings_of(""))


@pytest.mark.parametrize(
    "value",
    ["500000", '"a lot"', "[500000]", "{next = 500000}", "{26 = 500000}", '{2026 = "a lot"}', "{2026 = true}",
     "{2026 = -1}", "{2026 = inf}", "{2026 = nan}", "{2026 = 2026-01-01}"],
)  # fmt: skip
def test_what_is_no_table_of_years_and_euros_is_refused(value: str) -> None:
    with pytest.raises(KvtoolError, match="own_share_appropriation"):
        limits(settings_of(f"own_share_appropriation = {{value = {value}}}"))


def test_a_table_that_stands_bare_is_refused_and_not_overlooked() -> None:
    with pytest.raises(KvtoolError, match="own_share_appropriation"):
        limits(settings_of("own_share_appropriation = {2026 = 500000}"))
