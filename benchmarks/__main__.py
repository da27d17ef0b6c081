"""Measures kvtool beside its peers: `python -m benchmarks [--records 100,2000] [--rounds 3] [--peers DIR]`."""

import argparse
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import chain, repeat
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import groups
from benchmarks.groups import Group
from benchmarks.page import page
from benchmarks.peers import Peers
from benchmarks.sizes import GENERATOR
from benchmarks.timing import Failed

PAGE = Path(__file__).with_name("README.md")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, and writes the page after each base, so that a long run which breaks off leaves one."""
    asked = _options().parse_args(arguments)
    peers = Peers(asked.peers and asked.peers.resolve())
    found: list[Group] = []
    try:
        for group in _measured(asked, peers):
            found.append(group)
            asked.output.write_text(page(found, _facts(asked, peers, found)), encoding="utf-8")
    except Failed as error:
        sys.stderr.write(f"benchmarks: {error}\n")
        return 1
    print(asked.output.read_text(encoding="utf-8"), end="")
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    several = "one number for all sizes, or one for each"
    parser.add_argument(
        "--records", type=_sizes, default=[100, 2000, 20_000], help="how many records the invented bases have"
    )
    parser.add_argument("--rounds", type=_rounds, default=[3, 3, 1], help=f"how often each is measured: {several}")
    parser.add_argument("--peers", type=Path, help="an environment or folder with the peers (default: PATH)")
    parser.add_argument("--generator", type=Path, default=GENERATOR, help="the script that gives the size to keep to")
    parser.add_argument("-o", "--output", type=Path, default=PAGE, help="where the page is written")
    return parser


def _sizes(text: str) -> list[int]:
    return _numbers(text, 10)  # fewer have no network among them


def _rounds(text: str) -> list[int]:
    return _numbers(text, 1)


def _numbers(text: str, least: int) -> list[int]:
    """Numbers separated by commas."""
    parts = text.split(",")
    if not all(part.isdecimal() and int(part) >= least for part in parts):
        raise argparse.ArgumentTypeError(f"{text!r} is not numbers from {least} up, such as {least},{least * 10}")
    return [int(part) for part in parts]


def _measured(asked: argparse.Namespace, peers: Peers) -> Iterator[Group]:
    """The groups of one run, each in a folder of its own that is gone before the next."""
    rounds: list[int] = asked.rounds
    sizes = sorted(zip(asked.records, chain(rounds, repeat(rounds[-1])), strict=False))
    with TemporaryDirectory() as folder:
        groups.tried(peers, Path(folder))
    with TemporaryDirectory() as folder:
        yield groups.of_the_shipped_base(Path(folder), rounds[0])
    smaller = None
    for records, times in sizes:
        with TemporaryDirectory() as folder:
            yield groups.of_a_base(Path(folder), records, times, peers, asked.generator, smaller)
        smaller = records
    with TemporaryDirectory() as folder:
        yield groups.of_the_calendar(Path(folder), rounds[0])


def _facts(asked: argparse.Namespace, peers: Peers, found: Sequence[Group]) -> Iterator[str]:
    """The machine in general words, and what was measured on it."""
    rounds = ", ".join(map(str, asked.rounds))
    yield (
        f"Machine: {os.cpu_count()} cores, {_memory()}, {platform.system()}, Python {platform.python_version()}; "
        f"rounds: {rounds} (a size each), with short commands four times in each."
    )
    yield f"kvtool searches {'with' if find_spec('simplemma') else 'without'} inflected forms (`kvtool[search]`)."
    if versions := peers.versions():
        yield f"Compared: {', '.join(versions)}."
    if left_out := [*(f"{name} (not installed)" for name in peers.missing), *chain(*(one.left_out for one in found))]:
        yield f"Left out: {', '.join(left_out)}."


def _memory() -> str:
    return f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GiB of memory"


if __name__ == "__main__":
    sys.exit(main())
