"""A membership does not say what a year of it costs, in money or in working days.

Why: nobody can weigh what is gained against what is not known. A year that costs nothing is written 0. Money and days are
each looked at by themselves: something is known of the period of the latest strategy, or of the membership where that is
younger, and no year is left out between two that are known.

Bad:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:    # expect: KV411
      statements:
        - {status: member, from: 2021, source: plan}
      effort:
        - {year: 2021, person_days: 12}

Good:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2021, source: plan}
      effort:
        - {year: 2021, person_days: 12}
      fees:
        - {year: 2021, euros: 0}
"""

from collections.abc import Iterator, Sequence
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.network import CityMembership, Network
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.store.memberships import counted, spell, strategy_begins


@rule("KV411", Severity.WARNING, on=Network, of=["membership"])
def check(network: Network, kb: KnowledgeBase) -> Iterator[Finding]:
    for membership in counted(network, kb):
        first, last = _in_force(membership, kb)
        for field, what, unit in (("fees", "fee", "euros"), ("effort", "person-days", "person_days")):
            missing = _missing({one.year for one in getattr(membership, field)}, first, last)
            if missing:
                yield Finding(
                    network,
                    ("membership", field),
                    f"no {what} recorded for {_said(missing)}",
                    f"add {field}: [{{year: …, {unit}: …}}], with 0 for none",
                    at_key=True,
                )


def _in_force(membership: CityMembership, kb: KnowledgeBase) -> tuple[int, int]:
    """The first year that is judged, and the last in which the membership is known to hold."""
    present = spell(kb, membership)
    begins = present.begins.first.year if present.begins else date.min.year
    return max(begins, strategy_begins(kb).year), present.ends.last.year if present.ends else date.max.year


def _missing(years: set[int], first: int, last: int) -> Sequence[int]:
    """The years that nothing is said of: those between two others; `first` and all after it, where no later one is said."""
    if max(years, default=0) < first:
        return range(first, last + 1)
    return [year for year in range(max(first, min(years)), max(years)) if year not in years]


def _said(years: Sequence[int]) -> str:
    """Years as one speaks of them, which are in order."""
    if years[-1] == date.max.year:
        return f"{years[0]} or later" if years[0] > date.min.year else "any year"
    return ", ".join(map(str, years[:3])) + (f" … {years[-1]}" if len(years) > 3 else "")
