"""The page that says what was measured: a table of ratios, the times behind them, how to measure again."""

from collections.abc import Iterable, Sequence
from typing import Final

from benchmarks.groups import Group
from benchmarks.rows import GIB, Row
from benchmarks.timing import Job

HEAD: Final = """\
# Benchmarks

How fast `kvtool` is beside its peers: whole processes on the same files, run in turn in one run, medians. Ratios hold
from machine to machine; seconds do not.

    pip install -e ".[search]"
    python -m venv peers && peers/bin/pip install check-jsonschema yamllint yamale papis
    python -m benchmarks --peers peers          # --records 100,2000,20000 --rounds 3,3,1; writes this page

The data are made anew in a temporary folder; 100,000 records are made on request, for the memory of a check alone. A peer
that is not installed is left out with a note. Each command is run before it is measured, so byte code is compiled and
files are in memory; only checkers that need minutes are not. Every checker must first accept a small base, and refuse it
with broken records.
"""

NOTES: Final = """\
## What is compared

- *At* says on which base: one of so many invented records (`data.py`), or this repository's own `data/`.
- The ratio is that of the medians by the clock; beside it that of the processor time of all processes, which says more
  on a busy machine and less of a peer that works in several processes. A line against nothing is a figure of its own.
- *Bare Python* is `python -c pass` of the same environment.
- *Cold*: nothing is remembered; *warm*: everything is, and nothing changed.
- *Cold lint* is `kvtool lint` with all rules, links between files included. *After a change* one engagement says more
  than it did, or less; *after other links* it names its first two partners the other way round (`changes.py`).
- check-jsonschema and yamale get schemas made from kvtool's own models (`schemas.py`): unknown fields are errors, codes,
  patterns and dates are checked. Both are run once a kind, as a schema speaks of one kind. yamale uses processes of its
  own (four); the others one. yamllint judges the form only. None of them checks links between files.
- *C parser and Pydantic* (`baseline.py`) reads the same files with libyaml's events and validates them with the same
  models, in one process: no places, no links, no rules.
- papis searches a library of as many documents with the same texts (`library.py`) for the same town, its cache filled.
- Between the commits *A* and *B* one record in twenty changed (`versions.py`); B is what lies in the work tree.
- Peak memory is that of all processes of a command together, pages that they share counted once (`peak.py`).
"""


def page(groups: Sequence[Group], facts: Iterable[str]) -> str:
    """The whole page."""
    figures = "## Figures\n\n" + "\n".join(f"- {fact}" for fact in facts)
    parts = [HEAD, figures, sizes(groups), ratios(groups), "## Times behind them", times(groups), NOTES]
    return "\n\n".join(part.strip() for part in parts if part) + "\n"


def sizes(groups: Sequence[Group]) -> str:
    """The table of the records' sizes beside those of the generator, which they keep to."""
    lines = ["| records | median bytes | to keep to | fields | to keep to | within 5 % |", "|---|---|---|---|---|---|"]
    for group in groups:
        if (own := group.size) is None:
            continue
        kept, verdict = ("", ""), "not checked: no generator there"
        if wanted := group.wanted:
            kept, verdict = (f"{wanted.bytes:,.0f}", f"{wanted.fields:.0f}"), "yes" if own.like(wanted) else "**no**"
        lines.append(f"| {group.at} | {own.bytes:,.0f} | {kept[0]} | {own.fields:.0f} | {kept[1]} | {verdict} |")
    return "\n".join(lines) if len(lines) > 2 else ""


def ratios(groups: Sequence[Group]) -> str:
    """The table of ratios; a row whose peer is missing says so, one whose job is missing is left out."""
    jobs = {(group.at, job.name): job for group in groups for job in group.jobs}
    lines = ["| # | at | job | against | ratio | to beat | | processor time |", "|---|---|---|---|---|---|---|---|"]
    for row in (row for group in groups for row in group.rows):
        if own := jobs.get((row.at, row.job)):
            lines.append(_line(row, own, jobs.get((row.against_at or row.at, row.against))))
    return "\n".join(lines)


def _line(row: Row, own: Job, other: Job | None) -> str:
    name = f"{row.job}: memory" if row.memory else row.job
    against = f"{row.against}, {row.against_at}" if row.against_at else row.against
    if row.against and not other:
        return f"| {row.number} | {row.at} | {name} | {against} | | {_limit(row)} | not installed | |"
    ratio = _measured(row, own) / (_measured(row, other) if other else 1)
    met = "" if row.most is None else "met" if ratio <= row.most else "**missed**"
    work = _ratio(own.work / other.work) if other and not row.memory else ""
    return f"| {row.number} | {row.at} | {name} | {against} | {_shown(row, ratio)} | {_limit(row)} | {met} | {work} |"


def _measured(row: Row, job: Job) -> float:
    return job.peak if row.memory else job.median


def _limit(row: Row) -> str:
    return "" if row.most is None else f"≤ {_shown(row, row.most)}"


def _shown(row: Row, value: float) -> str:
    if row.against:
        return _ratio(value)
    return _memory(value) if row.memory else _time(value)


def _ratio(value: float) -> str:
    return f"{value:.2g}" if 1 <= value < 10 else f"{value:.0f}" if value >= 10 else f"1/{1 / value:.3g}"


def times(groups: Sequence[Group]) -> str:
    """The medians behind the ratios, and the peak memory."""
    lines = ["| at | command | median | fastest | processor time | peak memory |", "|---|---|---|---|---|---|"]
    for group in groups:
        for job in group.jobs:
            shown = (_time(job.median), _time(min(job.seconds)), _time(job.work), _memory(job.peak) if job.peak else "")
            lines.append(f"| {group.at} | {job.name} | {' | '.join(shown)} |")
    return "\n".join(lines)


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.3g} s"


def _memory(mebibytes: float) -> str:
    return f"{mebibytes:.0f} MiB" if mebibytes < GIB else f"{mebibytes / GIB:.2f} GiB"
