"""kvtool's own jobs: the commands that a user would type, and what Python, Git and a bare reader alone need."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks import changes
from benchmarks.data import Base
from benchmarks.timing import Failed, Job, said

CHECKOUT: Final = Path(__file__).resolve().parents[1]
SHIPPED_COMMANDS: Final = ("list", "list partners", "show tallinn", "lint", "brief tallinn")
BARE: Final = "bare Python"
BASELINE: Final = "C parser and Pydantic"
COMPLETION: Final = "completion of an id"
OVERLAPS: Final = "report overlaps"
SHORT: Final = 4
"""How often a round runs a command that takes a fraction of a second."""
DONE: Final = frozenset((0,))


def kvtool() -> str:
    """The command as it is installed beside this Python."""
    found = Path(sys.executable).with_name("kvtool")
    if not found.exists():
        raise Failed("kvtool is not installed beside this Python: pip install -e .")
    return str(found)


def bare() -> Job:
    """What Python alone needs."""
    return Job(BARE, [[sys.executable, "-c", "pass"]], CHECKOUT, repeats=SHORT)


def of_the_shipped_base(caches: Path) -> tuple[list[Job], list[str]]:
    """The jobs on this repository's own data, and a note on what cannot be measured."""
    jobs = [bare()]
    for words in ("--version", "--help", *SHIPPED_COMMANDS):
        jobs.append(Job(f"kvtool {words}", [[kvtool(), *words.split()]], CHECKOUT, repeats=SHORT, cache=caches / "own"))
    typed = "kvtool show tal"
    asked = {"_KVTOOL_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": "2"}
    completion = Job(COMPLETION, [[kvtool()]], CHECKOUT, repeats=SHORT, cache=caches / "own", variables=asked)
    if "tallinn" in said(completion):
        return [*jobs, completion], []
    return jobs, [f"{COMPLETION} (kvtool does not complete ids yet)"]


def of_a_base(base: Path, records: int, caches: Path) -> list[Job]:
    """The jobs on an invented base of so many records."""
    partner = min((base / "data" / "partners").glob("*.yaml"))
    changed = shutil.copytree(base, base.with_name("changed"))

    def warm(*words: str, accepts: frozenset[int] = DONE) -> Job:
        return Job(f"warm {words[0]}", [_asked(base, *words)], CHECKOUT, accepts, SHORT, cache=caches / "warm")

    return [
        bare(),
        Job("git status", [["git", "-C", str(base), "status", "--porcelain"]], CHECKOUT, repeats=SHORT),
        warm("lint", "--fail-on", "error"),
        warm("show", partner.stem),
        warm("brief", partner.stem),
        warm("search", wanted(records)),
        _lint_after("lint after a change", changed, changes.words, caches / "changed"),
        _lint_after("lint after other links", changed, changes.links, caches / "changed"),
        cold_lint(base, caches),
        cold("cold list", base, caches, "list"),
        cold("cold list --at B", base, caches, "list", "--at", "HEAD"),
        cold("cold diff A..B", base, caches, "diff", "HEAD~1..HEAD", "--exit-code", accepts=frozenset((1,))),
        baseline(base),
    ]


def wanted(records: int) -> str:
    """What is searched for: the name of a town, which several records bear."""
    return Base(records).places[0][0]


def cold_lint(base: Path, caches: Path) -> Job:
    """A check of all records with all rules, nothing remembered."""
    return cold("cold lint", base, caches, "lint", "--fail-on", "error")


def cold(name: str, base: Path, caches: Path, *words: str, accepts: frozenset[int] = DONE) -> Job:
    """A command on a base, with nothing remembered."""
    cache = caches / "cold"
    return Job(name, [_asked(base, *words)], CHECKOUT, accepts, before=_forgotten(cache), cache=cache, rehearsals=1)


def baseline(base: Path) -> Job:
    """The least that a check can cost."""
    return Job(BASELINE, [[sys.executable, "-m", "benchmarks.baseline", str(base)]], CHECKOUT, rehearsals=1)


def overlaps_is_there() -> bool:
    """Whether this kvtool has the report."""
    answer = said(Job("report", [[kvtool(), "report", "--format", "json"]], CHECKOUT))
    return any("overlaps" in row.values() for row in json.loads(answer)["rows"])


def of_the_calendar(base: Path, caches: Path) -> list[Job]:
    """The report that compares every engagement with every other, on a base with many of them."""
    words = OVERLAPS.split()
    once = Job(OVERLAPS, [_asked(base, *words)], CHECKOUT, repeats=SHORT, cache=caches / "warm")
    return [once, cold(f"cold {OVERLAPS}", base, caches, *words)]


def _asked(base: Path, *words: str) -> list[str]:
    return [kvtool(), "--root", str(base), *words]


def _lint_after(name: str, base: Path, change: Callable[[Path], None], cache: Path) -> Job:
    """A check of all records, all of which but one are known."""
    file = changes.engagement(base)
    words = _asked(base, "lint", "--fail-on", "error")
    return Job(name, [words], CHECKOUT, before=lambda: change(file), cache=cache)


def _forgotten(cache: Path) -> Callable[[], None]:
    return lambda: shutil.rmtree(cache, ignore_errors=True)
