"""Measures whole processes: run in turn, round by round, so that a busy moment of the machine hits all of them."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

PEAK = Path(__file__).with_name("peak.py")


def nothing() -> None:
    """Does nothing."""


@dataclass
class Job:
    """Commands that are run one after another and measured as one; `accepts` are the exit codes that mean done."""

    name: str
    commands: Sequence[Sequence[str]]
    folder: Path
    accepts: frozenset[int] = frozenset((0,))
    repeats: int = 1
    """How often it is run in each round: a short one varies more."""
    before: Callable[[], None] = nothing
    """What is done before each run, unmeasured."""
    cache: Path | None = None
    """The folder in which kvtool remembers what it found out; none is empty."""
    variables: Mapping[str, str] = field(default_factory=dict)
    """What it is told besides, in its environment."""
    rehearsals: int = 2
    """How often it is run unmeasured: the last time to look at its memory, before that to warm up."""
    seconds: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    """Seconds of processor time, which others on a busy machine lengthen less; all processes together."""
    peak: float = 0
    """The most memory of all its processes together, in MiB; none where it was never rehearsed."""

    @property
    def median(self) -> float:
        """The median of its runs, in seconds by the clock."""
        return median(self.seconds)

    @property
    def work(self) -> float:
        """The median of its processor time, in seconds."""
        return median(self.worked)


class Failed(Exception):  # noqa: N818 - what the user sees is its text
    """A command did not do what is measured."""


def environment(job: Job) -> dict[str, str]:
    """The children's environment: byte code is kept, the day is fixed, the base is the current folder's."""
    dropped = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPATH", "KVTOOL_ROOT")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return kept | {"KVTOOL_AS_OF": "2026-01-01", "KVTOOL_CACHE": str(job.cache or ""), **job.variables}


def run(job: Job) -> float:
    """Runs a job once; the seconds that it took."""
    took = 0.0
    job.before()
    for command in job.commands:
        began = time.perf_counter()
        done = subprocess.run(
            command, cwd=job.folder, env=environment(job), stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
        took += time.perf_counter() - began
        if done.returncode not in job.accepts:
            said = (done.stdout + done.stderr).decode(errors="replace")[-600:]
            raise Failed(f"{job.name}: exit code {done.returncode}\n{said}")
    return took


def said(job: Job) -> str:
    """What a job's first command prints."""
    command, env = job.commands[0], environment(job)
    return subprocess.run(command, cwd=job.folder, env=env, capture_output=True, text=True, check=False).stdout


def measure(jobs: Sequence[Job], rounds: int) -> None:
    """Rehearses each job, then runs all of them in turn, and fills in their seconds and peaks."""
    for job in jobs:
        _tell(f"rehearsal: {job.name}")
        for _ in range(job.rehearsals - 1):
            run(job)
        if job.rehearsals:
            job.peak = _peak(job)
    for number in range(rounds):
        _tell(f"round {number + 1} of {rounds}")
        for turn in range(max(job.repeats for job in jobs)):
            for job in jobs:
                if turn < job.repeats:
                    before = _processor_time()
                    job.seconds.append(run(job))
                    job.worked.append(_processor_time() - before)


def _processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _peak(job: Job) -> float:
    """The peak memory of a job's commands, asked of a small process that starts nothing else."""
    job.before()
    found = []
    for command in job.commands:
        asked = [sys.executable, "-I", "-S", str(PEAK), *command]
        done = subprocess.run(asked, cwd=job.folder, env=environment(job), capture_output=True, check=True, text=True)
        found.append(int(done.stdout) / 1024)
    return max(found)


def _tell(words: str) -> None:
    sys.stderr.write(f"{words}\n")
