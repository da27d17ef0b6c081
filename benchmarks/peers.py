"""The peers, on the same records: three checkers, and a tool for libraries that searches."""

import shutil
import subprocess
from pathlib import Path
from typing import Final

from benchmarks import library
from benchmarks.jobs import wanted
from benchmarks.rows import LARGE
from benchmarks.sizes import KINDS
from benchmarks.timing import Failed, Job, run, said

CHECKERS: Final = ("check-jsonschema", "yamllint", "yamale")
SEARCHER: Final = "papis"


class Peers:
    """What is installed of the peers, in an environment or folder, or on the PATH where none is named."""

    def __init__(self, place: Path | None) -> None:
        path = str(place / "bin" if (place / "bin").is_dir() else place) if place else None
        found = {name: shutil.which(name, path=path) for name in (*CHECKERS, SEARCHER)}
        self.commands = {name: command for name, command in found.items() if command}
        self.missing = [name for name, command in found.items() if not command]

    def versions(self) -> list[str]:
        """Each peer's name and version."""
        return [f"{name} {_version(command)}".strip() for name, command in self.commands.items()]

    def checkers(self, base: Path, made: Path, records: int) -> list[Job]:
        """The checks of the four large kinds; of many records they are run as they are, not first to warm up."""
        times = 0 if records >= LARGE else 1
        return [
            Job(name, _commands(name, command, base, made), base, rehearsals=times)
            for name, command in self.commands.items()
            if name in CHECKERS
        ]

    def searchers(self, base: Path, folder: Path, records: int) -> list[Job]:
        """The search for the same words in as many documents."""
        command = self.commands.get(SEARCHER)
        if not command:
            return []
        variables = library.write(base / "data", folder)
        asked = [command, "list", "--all", wanted(records)]
        job = Job(SEARCHER, [asked], folder, repeats=2, variables=variables, rehearsals=1)
        if not said(job).strip():  # this makes its cache, too
            raise Failed(f"{SEARCHER} finds nothing, so its time means nothing")
        return [job]


def _version(command: str) -> str:
    said = subprocess.run([command, "--version"], capture_output=True, text=True, check=False).stdout
    return said.split()[-1].rstrip(".") if said.split() else ""


def _commands(name: str, command: str, base: Path, made: Path) -> list[list[str]]:
    folders = [f"data/{kind}" for kind in KINDS]
    if name == "yamllint":
        return [[command, "--strict", "-c", str(made / "yamllint.yaml"), *folders]]
    if name == "yamale":
        return [[command, "-s", str(made / f"{kind}.yamale.yaml"), f"data/{kind}"] for kind in KINDS]
    return [[command, "--schemafile", str(made / f"{kind}.schema.json"), *_files(base, kind)] for kind in KINDS]


def _files(base: Path, kind: str) -> list[str]:
    return [file.relative_to(base).as_posix() for file in sorted((base / "data" / kind).rglob("*.yaml"))]


def proven(jobs: list[Job], base: Path) -> None:
    """Makes sure that every checker checks: each must accept a base, and refuse it with a broken record of each kind."""
    for job in jobs:
        run(job)
    for kind in KINDS:
        file = next((base / "data" / kind).rglob("*.yaml"))
        file.write_text(file.read_text(encoding="utf-8") + "unknown: 1 \n", encoding="utf-8")  # the blank: for yamllint
    for job in jobs:
        for command in job.commands:
            try:
                run(Job(job.name, [command], job.folder, frozenset(range(1, 128))))
            except Failed:
                raise Failed(f"{job.name} accepts a broken record, so its time means nothing") from None
