"""`kvtool lint`: all rules on all records."""

import time
from pathlib import Path
from typing import Annotated

import typer

from kvtool.cli.options import AsOf, Output


def command(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]…", help="Report on these files and folders only.")
    ] = None,
    select: Annotated[
        str,
        typer.Option("--select", metavar="CODE,…", help="Only these codes, names or beginnings of codes."),
    ] = "",
    ignore: Annotated[
        str,
        typer.Option("--ignore", metavar="CODE,…", help="All but these codes, names or beginnings of codes."),
    ] = "",
    fail_on: Annotated[
        str,
        typer.Option("--fail-on", metavar="error|warning|due", help="The least severity that makes the exit code 1."),
    ] = "error",
    as_of: AsOf = "",
    format_: Annotated[
        str, typer.Option("--format", metavar="text|json", help="How the findings are printed.")
    ] = "text",
    output: Output = None,
) -> None:
    """Check all records against all rules."""
    from kvtool.cli.session import day_of, leave, put
    from kvtool.errors import Exit
    from kvtool.format import format_of
    from kvtool.linter import catalogue, lint
    from kvtool.settings import load
    from kvtool.store.load import load as load_base
    from kvtool.verdict import choice, fails, within

    began = time.perf_counter()
    written = format_of(format_, "verdict")
    settings = load(context.obj)
    wanted = choice(select, ignore, catalogue().values())
    verdict = within(lint(load_base(settings), day_of(as_of, settings), wanted), settings.root, paths or [])
    failed = fails(verdict, fail_on)
    put(written(verdict, time.perf_counter() - began), output)
    leave(Exit.FINDINGS if failed else Exit.DONE)
