"""`kvtool lint`: all rules on all records."""

import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from kvtool.cli.completing import one_of, revisions, rules, several
from kvtool.cli.options import AsOf, At, given

Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="text|json|github|gitlab|sarif|junit|md",
        autocompletion=one_of("text", "json", "github", "gitlab", "sarif", "junit", "md"),
        help="How the findings are printed.",
    ),
]
Outputs = Annotated[
    list[str] | None,
    typer.Option(
        "-o",
        "--output",
        metavar="[FORMAT=]FILE",
        help="Write to a file instead of the terminal; with a format, besides. May be repeated.",
    ),
]


def command(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]…", help="Report on these files and folders only.")
    ] = None,
    select: Annotated[
        str,
        typer.Option(
            "--select",
            metavar="CODE,…",
            autocompletion=several(rules),
            callback=given,
            help="Only these codes, names or beginnings of codes.",
        ),
    ] = "",
    ignore: Annotated[
        str,
        typer.Option(
            "--ignore",
            metavar="CODE,…",
            autocompletion=several(rules),
            callback=given,
            help="All but these codes, names or beginnings of codes.",
        ),
    ] = "",
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="error|warning|due",
            autocompletion=one_of("error", "warning", "due"),
            help="The least severity that makes the exit code 1.",
        ),
    ] = "error",
    since: Annotated[
        str,
        typer.Option(
            "--since",
            metavar="REV",
            autocompletion=revisions,
            callback=given,
            help="Only what changed since it left REV, and what points to that.",
        ),
    ] = "",
    fix: Annotated[bool, typer.Option("--fix", help="Mend what is safe to mend, then check.")] = False,
    history: Annotated[
        bool, typer.Option("--history", help="Look for personal data and secrets in all versions that Git keeps.")
    ] = False,
    quotes: Annotated[
        str,
        typer.Option(
            "--quotes",
            metavar="DIR",
            callback=given,
            help="Look for all quotes in the texts of their sources, which a folder outside of Git keeps.",
        ),
    ] = "",
    as_of: AsOf = "",
    at: At = "",
    format_: Format = "text",
    output: Outputs = None,
) -> None:
    """Check all records against all rules."""
    from kvtool.cli.session import day_of, leave, put
    from kvtool.errors import Exit
    from kvtool.format import outlets
    from kvtool.inspection import Wish, inspect
    from kvtool.settings import load
    from kvtool.text.write import check_answer
    from kvtool.verdict import fails, in_repository, within
    from kvtool.words.safe import safe_text

    began = time.perf_counter()
    asked = outlets(format_, output or [], "verdict")
    for file in (one.file for one in asked if one.file):
        check_answer(file)
    settings = load(context.obj)
    wish = Wish(select, ignore, since, at, fix, history, quotes)
    found, mended, failures, notes = inspect(settings, day_of(as_of, settings), wish)
    places = ", ".join(sorted({one.path for one in mended}))
    for said in ([f"mended {places}"] if mended else []) + [*notes, *(one.message for one in failures[:-1])]:
        sys.stderr.write(f"kvtool: {safe_text(said)}\n")
    verdict = within(found, settings.root, paths or [], gone=history or bool(at))
    from_repository = in_repository(verdict, settings.root)
    failed = fails(verdict, fail_on)
    seconds = time.perf_counter() - began
    texts = [one.write(from_repository if one.from_repository else verdict, seconds) for one in asked]
    for one, text in zip(asked, texts, strict=True):
        put(text, one.file)
    if failures:
        raise failures[-1]
    leave(Exit.FINDINGS if failed else Exit.DONE)
