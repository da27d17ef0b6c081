"""How much resource needs take: what each is counted in, and sums of what is counted alike and of nothing else."""

from collections.abc import Iterable, Sequence
from typing import Literal

from kvtool.model.need import Need
from kvtool.queries.portfolio import Sum, summed

EUROS, PERSON_YEARS = "euros", "person-years"
WRITTEN = {
    EUROS: ("eur", "euro", "euros", "€", "euroa"),
    PERSON_YEARS: ("person-years", "person-year", "htv", "årsverken", "årsverke"),
}
"""How the two common units are written; a need of theirs that says another unit is counted in that one."""

Funding = Literal["funded", "partly-funded", "not-funded", "undecided"]
FUNDINGS: Sequence[Funding] = ("not-funded", "partly-funded", "undecided", "funded")
"""How needs stand to money, the worst first."""


def unit_of(need: Need) -> str:
    """What a need is counted in: euros, person-years, or the unit that it says itself; empty where it says none."""
    said = (need.unit or "").strip()
    common = next((unit for unit, ways in WRITTEN.items() if said.casefold() in ways), None)
    return common or said or (need.type if need.type in WRITTEN else "")


def funding(need: Need) -> Funding:
    """How a need stands to money; one that is done was paid."""
    if need.state == "done":
        return "funded"
    return need.state if need.state in ("funded", "partly-funded", "not-funded") else "undecided"


def size(needs: Iterable[Need], unit: str) -> Sum:
    """The sum of what is counted in a unit."""
    return summed(need.amount for need in needs if unit_of(need) == unit)


def granted(needs: Iterable[Need], unit: str) -> Sum:
    """The sum of what was granted of what is counted in a unit."""
    return summed(need.granted for need in needs if unit_of(need) == unit)


def spans(need: Need) -> bool:
    """Whether its one amount is for several years."""
    return len(set(need.years)) > 1
