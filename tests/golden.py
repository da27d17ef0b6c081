"""Golden files: what commands print of fixed bases on fixed days. `python -m tests.golden` writes them anew; read the diff."""

import contextlib
import io
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kvtool.cli.app import run
from kvtool.queries.reading import Reader
from kvtool.report import Paper
from kvtool.reporting import Asked, reports, written
from kvtool.settings import INTERFACE_LANGUAGES, read, whole_day
from kvtool.stamping import unstamped
from kvtool.store.base import KnowledgeBase
from kvtool.store.load import load
from kvtool.words.labels import labels
from tests import exports

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
TODAY = "2026-11-21"
DAYS = ("2019-06-11", "2019-09-17", "2020-02-06", TODAY)
BASES = {"shipped": (ROOT, TODAY), "sample": (ROOT / "tests" / "sample", "2026-03-01")}
"""The bases of which reports are made, with the day."""

ABOUT = {
    "shipped": {
        "partner": ["tallinn", "st-petersburg"],
        "network": ["eurocities", "c40"],
        "framework": ["intl-priorities", "intl-guidelines"],
    },
    "sample": {
        "partner": ["lyra", "rannasalu"],
        "network": ["northern-harbours", "green-ports-club"],
        "framework": ["intl-priorities", "intl-strategy"],
    },
}
"""What a report that needs ids is about in each base, by the kind of ids that it takes first."""


def cases() -> dict[str, list[str]]:
    """The golden files with the commands that make them, run in the shipped base without its Git history."""
    made = {
        f"brief-tallinn-{lang}.md": ["brief", "tallinn", "--lang", lang, "--as-of", TODAY]
        for lang in ("fi", "sv", "en")
    }
    made["brief-st-petersburg-beijing-en.md"] = ["brief", "pietari", "Peking", "--lang", "en", "--as-of", TODAY]
    made["brief-tallinn-public-sv.md"] = ["brief", "tallinn", "--audience", "public", "--lang", "sv", "--as-of", TODAY]
    for record in ("st-petersburg", "moscow", "beijing", "c40", "eurocities"):
        for day in DAYS:
            made[f"show-{record}-{day}.json"] = ["show", record, "--as-of", day, "--format", "json"]
    made["show-tallinn-fi.txt"] = ["show", "tallinn", "--lang", "fi", "--as-of", TODAY]
    made["show-eurocities-sv.txt"] = ["show", "eurocities", "--lang", "sv", "--as-of", TODAY]
    made["list.txt"] = ["list", "--lang", "fi"]
    for kind in ("partners", "networks"):
        for lang in ("fi", "sv", "en"):
            made[f"list-{kind}-{lang}.txt"] = ["list", kind, "--lang", lang, "--as-of", TODAY]
    made["list-partners.csv"] = ["list", "partners", "--format", "csv", "--as-of", TODAY]
    made["explain-network-without-owner-fi.txt"] = [
        "explain",
        "network-without-owner",
        "--lang",
        "fi",
        "--as-of",
        TODAY,
    ]
    made["explain-sister-city-without-goal-en.txt"] = ["explain", "KV303", "--lang", "en", "--as-of", TODAY]
    return made


@cache
def base_of(name: str) -> KnowledgeBase:
    """One of the bases, read once."""
    return load(read(BASES[name][0] / "kvtool.toml"))


def asked(base: str, report: str) -> Asked:
    """What is asked of a report in a base: the ids that it needs, and nothing else."""
    kind = reports()[report]
    ids = ABOUT[base][kind.kinds[0]][: max(kind.least, min(kind.most or 2, 2))] if kind.least else []
    return Asked(ids)


def report_of(
    base: str, report: str, language: str, audience: str = "internal", kb: KnowledgeBase | None = None
) -> str:
    """A report of a base, as the command prints it where the base is in no repository."""
    reader = Reader(kb or base_of(base), whole_day(BASES[base][1]), labels(language))
    return written(Paper(reader, audience), report, asked(base, report), "none")[1]


def report_cases() -> Iterator[tuple[str, str, str]]:
    """The reports of which there are golden files, by base, report and language."""
    return ((base, report, language) for base in BASES for report in reports() for language in INTERFACE_LANGUAGES)


def path_of(base: str, report: str, language: str) -> Path:
    """The golden file of a report."""
    return GOLDEN / "reports" / base / f"{report}.{language}.md"


def printed(arguments: list[str], root: Path) -> str:
    """What a command prints in a base, without the stamp of a paper: it is another one after every edit of a record."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = run(["--root", str(root), *arguments])
    assert code == 0, (arguments, code)
    return unstamped(out.getvalue())


def copied(target: Path) -> Path:
    """A copy of the shipped base without its history, so that no commit stands in what is printed."""
    base = target / "base"
    shutil.copytree(ROOT / "data", base / "data")
    shutil.copy(ROOT / "kvtool.toml", base / "kvtool.toml")
    return base


def main() -> None:
    """Writes all golden files anew and removes those of no case."""
    GOLDEN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        base = copied(Path(scratch))
        for name, arguments in cases().items():
            (GOLDEN / name).write_text(printed(arguments, base), encoding="utf-8")
    for case in report_cases():
        path_of(*case).parent.mkdir(parents=True, exist_ok=True)
        path_of(*case).write_text(report_of(*case), encoding="utf-8")
    known = {GOLDEN / name for name in cases()} | {path_of(*case) for case in report_cases()}
    for path in (*GOLDEN.iterdir(), *(GOLDEN / "reports").rglob("*")):
        if path.is_file() and path not in known:
            path.unlink()
    exports.main()


if __name__ == "__main__":
    main()
