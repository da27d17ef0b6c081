"""Keeps what README.md and docs/rules.md say in step with rules and commands: `python -m tests.docs [--check]`."""

import csv
import sys
from pathlib import Path

from kvtool.catalogue import catalogue
from kvtool.cli.app import app
from tests import exports

HOUSE = Path(__file__).parent.parent
README = HOUSE / "README.md"
ASKED = HOUSE / "docs" / "rules.csv"
PAGE = HOUSE / "docs" / "rules.md"
SYSTEMS = HOUSE / "docs" / "systems.csv"
CALLED_FOR = """# The systems that the documents call for, and what serves each

S1–S5 are the foremost measures of the implementation plan of 2020; the others are read from the other texts. The commands
are those of a base with such records; the tests run them on the sample base. Made of `systems.csv` by `make docs`.

"""
INTRODUCTION = """# What the documents ask for, and the rules that serve it

R1–R53 are sentences of the City's documents that a tool could enforce; the others are what an office besides needs:
X sources and facts, M messages, R01–R04 resources, N networks, S monitoring, P partners, U the EU, V events,
G the coordination group, D personal data, L languages. `kvtool explain NAME` prints a rule with the sentence behind it.
Made of `rules.csv` by `make docs`.

"""


def rules() -> str:
    """The table of rules."""
    lines = ["| code | name | severity | fault |", "|---|---|---|---|"]
    for rule in catalogue().values():
        lines.append(
            f"| {rule.code} | {rule.name} | {rule.severity.value} | {rule.page.fault.replace('|', chr(92) + '|')} |"
        )
    return "\n".join(lines)


def systems() -> str:
    """The page that says what serves each system that the documents call for."""
    lines = ["| | system | kinds of records | command |", "|---|---|---|---|"]
    for row in called_for():
        kinds = ", ".join(row["records"].split())
        lines.append(f"| {row['number']} | {row['system']} | {kinds} | `kvtool {row['command']}` |")
    return CALLED_FOR + "\n".join(lines) + "\n"


def called_for() -> list[dict[str, str]]:
    """The systems that the documents call for, each with the kinds of records and the command that serve it."""
    with SYSTEMS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def asked() -> str:
    """The page that says which rules serve what is asked for; raises SystemExit where it names one that is not."""
    codes = {rule.name: rule.code for rule in catalogue().values()}
    lines = ["| | asks | rules | else |", "|---|---|---|---|"]
    with ASKED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = row["rules"].split()
            if unknown := [name for name in names if name not in codes]:
                raise SystemExit(f"docs/rules.csv: {row['number']}: no rule {', '.join(unknown)}")
            if not names and not row["elsewhere"]:
                raise SystemExit(f"docs/rules.csv: {row['number']}: neither a rule nor a reason why not")
            served = ", ".join(f"{codes[name]} {name}" for name in names)
            lines.append(f"| {row['number']} | {row['asks']} | {served} | {row['elsewhere']} |")
    return INTRODUCTION + "\n".join(lines) + "\n"


def commands() -> str:
    """The table of commands."""
    group = app()
    lines = ["| command | does |", "|---|---|"]
    for name, command in group.commands.items():
        lines.append(f"| `kvtool {name}` | {(command.help or '').splitlines()[0]} |")
    return "\n".join(lines)


def written(text: str) -> str:
    """The README with its generated parts made anew."""
    for name, made in (("rules", rules()), ("commands", commands())):
        start, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
        head, found, rest = text.partition(start)
        _, closed, tail = rest.partition(end)
        if not (found and closed):
            raise SystemExit(f"README.md has no part between {start} and {end}")
        text = f"{head}{start}\n\n{made}\n\n{end}{tail}"
    return text


def main(arguments: list[str]) -> int:
    """Writes the pages, or says which have drifted."""
    pages = {README: written(README.read_text(encoding="utf-8")), PAGE: asked(), exports.PAGE: exports.page()}
    pages[SYSTEMS.with_suffix(".md")] = systems()
    drifted = [page for page, text in pages.items() if not page.exists() or page.read_text(encoding="utf-8") != text]
    if "--check" in arguments:
        for page in drifted:
            sys.stdout.write(f"{page.relative_to(HOUSE)} has drifted from rules or commands: run 'make docs'\n")
        return int(bool(drifted))
    for page in drifted:
        page.write_text(pages[page], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
