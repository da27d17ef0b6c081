"""A base in Git with two commits: one record in twenty differs between them."""

import subprocess
from pathlib import Path
from typing import Final

from benchmarks.timing import Failed

ONE_IN: Final = 20
CHANGES: Final = {
    "partners": ("contact_rhythm: 12m\n", "contact_rhythm: 6m\n"),
    "networks": ("    - {year: 2024, euros: ", "    - {year: 2023, euros: "),
    "messages": ("audiences: [cities, investors, residents]", "audiences: [cities, residents]"),
    "engagements": ("objectives:\n", "objectives:\n  - fi: Sovitaan seuraavasta tapaamisesta\n"),
}
"""What is written for what in a record of each kind."""


def committed(base: Path) -> None:
    """Makes a repository of a base as it is, then changes five records in a hundred and commits them."""
    _git(base, "init", "-q")
    _commit(base, "all")
    for kind, (was, becomes) in CHANGES.items():
        for file in sorted((base / "data" / kind).rglob("*.yaml"))[::ONE_IN]:
            text = file.read_text(encoding="utf-8")
            if was not in text:
                raise Failed(f"{file.name} has nothing to change")
            file.write_text(text.replace(was, becomes, 1), encoding="utf-8", newline="\n")
    _commit(base, "one in twenty")
    _git(base, "repack", "-a", "-d", "-q")


def _commit(base: Path, words: str) -> None:
    _git(base, "add", "-A")
    _git(base, "-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.org", "commit", "-q", "-m", words)


def _git(base: Path, *words: str) -> None:
    """Runs Git, which is not to tidy up in the background while others are measured."""
    subprocess.run(
        ["git", "-C", str(base), "-c", "gc.auto=0", "-c", "maintenance.auto=false", *words],
        check=True,
        capture_output=True,
    )
