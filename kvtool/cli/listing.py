"""`kvtool list`: the records of a kind, or the kinds with their numbers."""

from typing import Annotated

import typer

from kvtool.cli.options import AsOf, Format, Lang, Output


def command(
    context: typer.Context,
    kind: Annotated[
        str, typer.Argument(metavar="[KIND]", help="partner, network, message, … in singular or plural.")
    ] = "",
    as_of: AsOf = "",
    lang: Lang = "",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """List the records of a kind; without a kind, the kinds with their numbers."""
    from kvtool.cli.session import open_base, put
    from kvtool.format import format_of
    from kvtool.queries.kinds import kind_called
    from kvtool.queries.listing import counts, listed

    written = format_of(format_, "table")
    session = open_base(context.obj, as_of, lang)
    put(written(listed(session.reader, kind_called(kind)) if kind else counts(session.reader)), output)
    session.end()
