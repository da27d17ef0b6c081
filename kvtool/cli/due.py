"""`kvtool due`: what is late or coming, by who answers for it."""

import sys
from typing import Annotated

import typer

from kvtool.cli.completing import ids, one_of
from kvtool.cli.options import AsOf, At, Lang, Output, given


def command(
    context: typer.Context,
    unit: Annotated[
        str,
        typer.Option(
            "--unit",
            metavar="ID",
            autocompletion=ids("unit"),
            callback=given,
            help="Only what this unit, or one that belongs to it, answers for.",
        ),
    ] = "",
    within: Annotated[
        int, typer.Option("--within", min=0, max=3660, metavar="DAYS", help="Also what falls due in so many days.")
    ] = 0,
    as_of: AsOf = "",
    at: At = "",
    lang: Lang = "",
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="table|json|csv|md|ics",
            autocompletion=one_of("table", "json", "csv", "md", "ics"),
            help="How the answer is printed.",
        ),
    ] = "table",
    output: Output = None,
) -> None:
    """List what is late or coming, by who answers for it: reviews, roles, agreements, promises, deadlines."""
    from functools import partial

    from kvtool.cli.session import open_base, put
    from kvtool.format import format_of
    from kvtool.linter import calendar
    from kvtool.queries.due import agenda
    from kvtool.words.safe import safe_text

    dated = format_ == "ics"
    written = format_of(format_, "calendar" if dated else "table")
    session = open_base(context.obj, as_of, lang, at)
    table = agenda(session.reader, partial(calendar, session.kb), within, unit)
    put(written(table, session.reader.day) if dated else written(table), output)
    sys.stderr.write(f"kvtool: {safe_text(table.note)}\n" if table.note else "")
    session.end()
