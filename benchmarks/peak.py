"""The peak memory in KiB of a command and all that it starts, run as `python -I -S peak.py COMMAND…`.

It is the larger of two: the most that one process had, and the most that all together had at a moment. Pages that
processes share count once; that needs Linux, and elsewhere the first of the two is the answer.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

PAUSE = 0.02
"""Seconds between two looks at the processes."""


def main(command: list[str]) -> None:
    """Runs the command and prints its peak."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    together = 0
    while process.poll() is None:
        together = max(together, sum(_memory(number) for number in _family(process.pid)))
        time.sleep(PAUSE)
    unit = 1024 if sys.platform == "darwin" else 1
    print(max(together, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // unit))


def _family(number: int) -> Iterator[int]:
    """A process and all that it started, as far as they are there."""
    yield number
    for task in Path(f"/proc/{number}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:  # it has just ended
            continue
        for child in children:
            yield from _family(int(child))


def _memory(number: int) -> int:
    """A process's share of the memory, in KiB."""
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main(sys.argv[1:])
