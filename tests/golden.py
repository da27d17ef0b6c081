"""Golden files: what commands print of fixed bases on fixed days. `python -m tests.golden` writes them anew; read the diff."""

import contextlib
import io
import shutil
import tempfile
from pathlib import Path

from kvtool.cli.app import run

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
TODAY = "2026-11-21"
DAYS = ("2019-06-11", "2019-09-17", "2020-02-06", TODAY)


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


def printed(arguments: list[str], root: Path) -> str:
    """What a command prints in a base."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = run(["--root", str(root), *arguments])
    assert code == 0, (arguments, code)
    return out.getvalue()


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
    for path in GOLDEN.iterdir():
        if path.name not in cases():
            path.unlink()


if __name__ == "__main__":
    main()
