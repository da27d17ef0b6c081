"""Measures kvtool beside its peers: `python -m benchmarks [--records 2000] [--rounds 5] [--peers DIR]`."""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import data, schemas
from benchmarks.jobs import committed, others, own, proven, rows
from benchmarks.page import facts, page
from benchmarks.sizes import measure as size_of
from benchmarks.sizes import of_the_generator
from benchmarks.timing import Failed, Job, measure

PAGE = Path(__file__).with_name("README.md")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints the page and writes it."""
    asked = _options().parse_args(arguments)
    try:
        text = _measured(asked.records, asked.rounds, asked.peers and asked.peers.resolve())
    except Failed as error:
        sys.stderr.write(f"benchmarks: {error}\n")
        return 1
    print(text, end="")
    asked.output.write_text(text, encoding="utf-8")
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--records", type=int, default=2000, help="how many records the invented base has")
    parser.add_argument("--rounds", type=int, default=5, help="how often each command is measured")
    parser.add_argument("--peers", type=Path, help="an environment or folder with the peers (default: PATH)")
    parser.add_argument("-o", "--output", type=Path, default=PAGE, help="where the page is written")
    return parser


def _measured(records: int, rounds: int, peers: Path | None) -> str:
    """The page of one run."""
    with TemporaryDirectory() as folder:
        base, made = Path(folder) / "base", Path(folder) / "schemas"
        data.write(base, records)
        schemas.write(made)
        committed(base)
        mine = own(base, Path(folder) / "caches")
        theirs, missing = others(base, made, peers)
        jobs = [*mine, *theirs]
        proven([*mine[-2:], *theirs], base)
        measure(jobs, rounds)
        said = facts(
            records, rounds, size_of(base / "data"), of_the_generator(records), [_version(job) for job in theirs]
        )
    if missing:
        said.append(f"Not installed, so left out: {', '.join(missing)}.")
    return page(rows(records), {job.name: job for job in jobs}, said)


def _version(job: Job) -> str:
    """A peer's name and version."""
    said = subprocess.run([job.commands[0][0], "--version"], capture_output=True, text=True, check=False).stdout
    return f"{job.name} {said.split()[-1].rstrip('.') if said.split() else ''}".strip()


if __name__ == "__main__":
    sys.exit(main())
