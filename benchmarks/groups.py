"""What is measured together, in turn: the jobs of one base, with the lines that they fill in the table."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks import data, jobs, rows, schemas
from benchmarks.peers import Peers, proven
from benchmarks.rows import HUGE, Row
from benchmarks.sizes import Size, of_the_generator
from benchmarks.sizes import measure as size_of
from benchmarks.timing import Job, measure
from benchmarks.versions import committed

PROOF: Final = 100
"""Of how many records the base is on which checkers are tried out."""
CALENDAR_RECORDS: Final = 6_664
"""So many records have 2,000 engagements among them."""


@dataclass
class Group:
    """The measured jobs of one base."""

    at: str
    jobs: Sequence[Job]
    rows: Sequence[Row]
    size: Size | None = None
    """How large its records are."""
    wanted: Size | None = None
    """How large they are to be."""
    left_out: list[str] = field(default_factory=list)


def of_the_shipped_base(folder: Path, rounds: int) -> Group:
    """Start-up, and small commands on this repository's own data."""
    found, missing = jobs.of_the_shipped_base(folder)
    measure(found, rounds)
    return Group(rows.SHIPPED, found, rows.of_the_shipped_base(), left_out=missing)


def tried(peers: Peers, folder: Path) -> None:
    """Lets every checker show that it checks; `folder` is empty."""
    base, made = _base(folder, PROOF), folder / "schemas"
    schemas.write(made)
    proven([jobs.cold_lint(base, folder), jobs.baseline(base), *peers.checkers(base, made, PROOF)], base)


def of_a_base(folder: Path, records: int, rounds: int, peers: Peers, generator: Path, smaller: int | None) -> Group:
    """The jobs on an invented base of so many records, beside the peers; `folder` is empty."""
    base, made = _base(folder, records), folder / "schemas"
    size, wanted = size_of(base / "data"), of_the_generator(generator, records)
    if records >= HUGE:
        found = [jobs.cold_lint(base, folder / "caches")]
    else:
        schemas.write(made)
        found = [
            *jobs.of_a_base(base, records, folder / "caches"),
            *peers.searchers(base, folder / "papis", records),
            *peers.checkers(base, made, records),
        ]
    measure(found, rounds)
    return Group(rows.named(records), found, rows.of_a_base(records, smaller), size, wanted)


def of_the_calendar(folder: Path, rounds: int) -> Group:
    """The report that compares every engagement with every other; `folder` is empty."""
    if not jobs.overlaps_is_there():
        return Group(rows.CALENDAR, [], [], left_out=[f"{jobs.OVERLAPS} (this kvtool has no such report yet)"])
    found = jobs.of_the_calendar(_base(folder, CALENDAR_RECORDS), folder / "caches")
    measure(found, rounds)
    return Group(rows.CALENDAR, found, rows.of_the_calendar())


def _base(folder: Path, records: int) -> Path:
    base = folder / "base"
    data.write(base, records)
    committed(base)
    return base
