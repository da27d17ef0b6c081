"""`kvtool list`: the records of a kind, or the kinds with their numbers."""

import sys
from typing import Annotated

import typer

from kvtool.cli.options import AsOf, At, Format, Lang, Output


def command(
    context: typer.Context,
    kind: Annotated[
        str, typer.Argument(metavar="[KIND]", help="partner, network, message, … in singular or plural.")
    ] = "",
    filters: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILTER]…", help="FIELD=VALUE, !=, <, <=, >, >=, FIELD~TEXT, FIELD= (empty)."),
    ] = None,
    columns: Annotated[str, typer.Option("--columns", metavar="FIELD,…", help="Other columns than the usual.")] = "",
    sort: Annotated[
        str, typer.Option("--sort", metavar="FIELD,-FIELD", help="The order; a hyphen turns it round.")
    ] = "",
    limit: Annotated[int, typer.Option("--limit", min=0, metavar="N", help="At most so many rows.")] = 0,
    count: Annotated[bool, typer.Option("--count", help="Only how many rows there are.")] = False,
    as_of: AsOf = "",
    at: At = "",
    lang: Lang = "",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """List the records of a kind; without a kind, the kinds with their numbers."""
    from kvtool.cli.session import open_base, put
    from kvtool.format import format_of
    from kvtool.queries.filters import parse
    from kvtool.queries.kinds import kind_called
    from kvtool.queries.listing import Choice, counts, listed, words
    from kvtool.words.safe import safe_text

    written = format_of(format_, "table")
    choice = Choice(parse(filters or []), words(columns), words(sort), limit)
    name = kind_called(kind) if kind or filters else ""
    session = open_base(context.obj, as_of, lang, at)
    table = listed(session.reader, name, choice) if name else counts(session.reader)
    put(f"{len(table.rows)}\n" if count else written(table), output)
    sys.stderr.write(f"kvtool: {safe_text(table.note)}\n" if table.note else "")
    session.end()
