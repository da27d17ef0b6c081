"""Keeps what the README says of the rules and commands in step with them: `python -m tests.docs [--check]`."""

import sys
from pathlib import Path

import typer

from kvtool.cli.app import app
from kvtool.linter import catalogue

README = Path(__file__).parent.parent / "README.md"


def rules() -> str:
    """The table of rules."""
    lines = ["| code | name | severity | fault |", "|---|---|---|---|"]
    for rule in catalogue().values():
        lines.append(
            f"| {rule.code} | {rule.name} | {rule.severity.value} | {rule.page.fault.replace('|', chr(92) + '|')} |"
        )
    return "\n".join(lines)


def commands() -> str:
    """The table of commands."""
    group = typer.main.get_command(app)
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
    """Writes the README, or says whether it has drifted."""
    old = README.read_text(encoding="utf-8")
    new = written(old)
    if "--check" in arguments:
        if old != new:
            sys.stdout.write("README.md has drifted from rules or commands: run 'make docs'\n")
        return int(old != new)
    README.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
