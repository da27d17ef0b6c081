"""The page that says what was measured: a table of ratios, the times behind them, how to measure again."""

import os
import platform
from collections.abc import Mapping, Sequence

from benchmarks.jobs import Row
from benchmarks.sizes import Size
from benchmarks.timing import Job

HEAD = """\
# Benchmarks

How fast `kvtool` is beside its peers: whole processes on the same files, run in turn in one run, medians. Ratios hold
from machine to machine; seconds do not.

    pip install -e .
    python -m venv peers && peers/bin/pip install check-jsonschema yamllint yamale
    python -m benchmarks --peers peers          # --records 2000 --rounds 5; writes this page

A peer that is not installed is left out with a note. Each command is run once before it is measured, so byte code is
compiled and files are in memory. Every checker must first refuse a base with broken records.
"""

NOTES = """\
## What is compared

- The ratio is that of the medians by the clock; beside it that of the processor time of all processes, which says more
  on a busy machine and less of a peer that works in several processes.
- *Bare Python* is `python -c pass` of the same environment.
- *Cold lint* is `kvtool lint` with all rules on a base of invented records (`data.py`), links between files included.
- check-jsonschema and yamale get schemas made from kvtool's own models (`schemas.py`): unknown fields are errors, codes,
  patterns and dates are checked. Both are run once a kind, as a schema speaks of one kind. yamale uses processes of its
  own (four); the others one. yamllint judges the form only. None of them checks links between files.
- *C parser and Pydantic* (`baseline.py`) reads the same files with libyaml's events and validates them with the same
  models, in one process: no places, no links, no rules.
- The shipped base is this repository's own `data/`.
"""


def page(rows: Sequence[Row], jobs: Mapping[str, Job], facts: Sequence[str]) -> str:
    """The whole page."""
    parts = [HEAD, "## Figures\n\n" + "\n".join(f"- {fact}" for fact in facts), ratios(rows, jobs), times(jobs), NOTES]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def ratios(rows: Sequence[Row], jobs: Mapping[str, Job]) -> str:
    """The table of ratios; a row whose peer is missing says so."""
    lines = ["| # | job | against | ratio | to beat | | processor time |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        other = jobs.get(row.against)
        ratio = jobs[row.job].median / other.median if other else None
        met = "not installed" if ratio is None else "met" if ratio <= row.most else "**missed**"
        shown = "" if ratio is None else _ratio(ratio)
        work = _ratio(jobs[row.job].work / other.work) if other else ""
        lines.append(
            f"| {row.number} | `{row.job}` | {row.against} | {shown} | ≤ {_ratio(row.most)} | {met} | {work} |"
        )
    return "\n".join(lines).replace("`cold lint`", "cold lint")


def _ratio(value: float) -> str:
    return f"{value:.2g}" if 1 <= value < 10 else f"{value:.0f}" if value >= 10 else f"1/{1 / value:.3g}"


def times(jobs: Mapping[str, Job]) -> str:
    """The medians behind the ratios, and the peak memory."""
    lines = ["| command | median | fastest | processor time | peak memory of a process |", "|---|---|---|---|---|"]
    for job in jobs.values():
        shown = (_time(job.median), _time(min(job.seconds)), _time(job.work), f"{job.peak:.0f} MiB")
        lines.append(f"| {job.name} | {' | '.join(shown)} |")
    return "\n".join(lines)


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


def facts(records: int, rounds: int, size: Size, wanted: Size | None, versions: Sequence[str]) -> list[str]:
    """The machine in general words, and what was measured on it."""
    found = [
        f"Machine: {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}; "
        f"rounds: {rounds}, with short commands four times in each.",
        f"Base: {records:,} records of four kinds and the few that they refer to; median record {size}.",
    ]
    if wanted:
        found[1] = found[1].rstrip(".") + f" (the size to keep to: {wanted})."
    return [*found, f"Compared: {', '.join(versions)}."] if versions else found
