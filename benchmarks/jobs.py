"""What is measured against what: each job as the commands that a user would type."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.sizes import KINDS
from benchmarks.timing import Failed, Job, run

CHECKOUT = Path(__file__).resolve().parents[1]
ON_THE_SHIPPED_BASE = ("list", "list partners", "show tallinn", "lint", "brief tallinn")
PEERS = ("check-jsonschema", "yamllint", "yamale")
SHORT = 4
"""How often a round runs a command that takes a fraction of a second."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a job, what it is measured against, and the ratio that it may at most have."""

    number: str
    job: str
    against: str
    most: float


def kvtool() -> str:
    """The command as it is installed beside this Python."""
    found = Path(sys.executable).with_name("kvtool")
    if not found.exists():
        raise Failed("kvtool is not installed beside this Python: pip install -e .")
    return str(found)


def own(base: Path, caches: Path) -> list[Job]:
    """kvtool's jobs, on the shipped base and on an invented one, and what Python and Git alone need."""
    command = kvtool()
    jobs = [Job("bare Python", [[sys.executable, "-c", "pass"]], CHECKOUT, repeats=SHORT)]
    for words in ("--version", "--help", *ON_THE_SHIPPED_BASE):
        jobs.append(Job(f"kvtool {words}", [[command, *words.split()]], CHECKOUT, repeats=SHORT, cache=caches / "own"))
    lint = [[command, "--root", str(base), "lint", "--fail-on", "error"]]
    found = frozenset((0, 1))
    partner = min((base / "data" / "partners").glob("*.yaml"))
    warm = caches / "warm"
    jobs += [
        Job("git status", [["git", "-C", str(base), "status", "--porcelain"]], CHECKOUT, repeats=SHORT),
        Job("warm lint", lint, CHECKOUT, found, SHORT, cache=warm),
        Job("warm show", [[command, "--root", str(base), "show", partner.stem]], CHECKOUT, repeats=SHORT, cache=warm),
        Job("warm brief", [[command, "--root", str(base), "brief", partner.stem]], CHECKOUT, repeats=SHORT, cache=warm),
        Job("lint after a change", lint, CHECKOUT, found, before=lambda: _change(partner), cache=caches / "changed"),
    ]
    cold = caches / "cold"
    jobs.append(
        Job("cold lint", lint, CHECKOUT, found, before=lambda: shutil.rmtree(cold, ignore_errors=True), cache=cold)
    )
    least = [sys.executable, "-m", "benchmarks.baseline", str(base)]
    return [*jobs, Job("C parser and Pydantic", [least], CHECKOUT)]


def _change(file: Path) -> None:
    """Gives a file other bytes than it had, and the same fields."""
    text = file.read_text(encoding="utf-8")
    file.write_text(text[:-2] if text.endswith("#\n") else f"{text}#\n", encoding="utf-8")


def committed(base: Path) -> None:
    """Makes a repository of a base, with all of it in one commit."""
    identity = ["-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.org"]
    for words in (["init", "-q"], ["add", "-A"], [*identity, "commit", "-q", "-m", "all"]):
        subprocess.run(["git", "-C", str(base), *words], check=True, capture_output=True)


def others(base: Path, schemas: Path, peers: Path | None) -> tuple[list[Job], list[str]]:
    """The peers' jobs on the four large kinds, and the names of the peers that are not installed."""
    jobs, missing = [], []
    for name in PEERS:
        found = shutil.which(name, path=str(peers / "bin") if peers and (peers / "bin").is_dir() else peers)
        if found:
            jobs.append(Job(name, _commands(name, found, base, schemas), base))
        else:
            missing.append(name)
    return jobs, missing


def _commands(name: str, command: str, base: Path, schemas: Path) -> list[list[str]]:
    folders = [f"data/{kind}" for kind in KINDS]
    if name == "yamllint":
        return [[command, "--strict", "-c", str(schemas / "yamllint.yaml"), *folders]]
    if name == "yamale":
        return [[command, "-s", str(schemas / f"{kind}.yamale.yaml"), f"data/{kind}"] for kind in KINDS]
    return [[command, "--schemafile", str(schemas / f"{kind}.schema.json"), *_files(base, kind)] for kind in KINDS]


def _files(base: Path, kind: str) -> list[str]:
    return [file.relative_to(base).as_posix() for file in sorted((base / "data" / kind).rglob("*.yaml"))]


def proven(jobs: list[Job], base: Path) -> None:
    """Makes sure that every checker checks: each must refuse a base with one broken record of each large kind."""
    whole = {}
    for kind in KINDS:
        file = next((base / "data" / kind).rglob("*.yaml"))
        whole[file] = file.read_text(encoding="utf-8")
        file.write_text(whole[file] + "unknown: 1 \n", encoding="utf-8")  # the blank is for yamllint
    try:
        for job in jobs:
            for command in job.commands:
                try:
                    run(Job(job.name, [command], job.folder, frozenset(range(1, 128))))
                except Failed:
                    raise Failed(f"{job.name} accepts a broken record, so its time means nothing") from None
    finally:
        for file, text in whole.items():
            file.write_text(text, encoding="utf-8")


def rows(records: int) -> list[Row]:
    """The lines of the table, in the order of their numbers."""
    python = "bare Python"
    return [
        Row("1", "kvtool --version", python, 1.5),
        Row("2", "kvtool --help", python, 8),
        *(
            Row("3", f"kvtool {words}", python, 20 if words.startswith("brief") else 10)
            for words in ON_THE_SHIPPED_BASE
        ),
        Row(
            "5" if records >= 20_000 else "4", "cold lint", "check-jsonschema", 1 / 20 if records >= 20_000 else 1 / 12
        ),
        Row("4", "cold lint", "yamllint", 1 / 12),
        Row("4", "cold lint", "yamale", 1 / 2),
        Row("6", "cold lint", "C parser and Pydantic", 2),
        Row("7", "warm lint", "git status", 5 if records >= 20_000 else 15),
        Row("8", "lint after a change", "cold lint", 0.6),
        Row("3", "warm show", python, 10),
        Row("13", "warm brief", python, 20),
    ]
