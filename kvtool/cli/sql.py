"""`kvtool sql`: a question to the base in SQL."""

import sys
from typing import Annotated

import typer

from kvtool.cli.completing import queries
from kvtool.cli.options import AsOf, At, Format, Lang, Output


def command(
    context: typer.Context,
    query: Annotated[
        str,
        typer.Argument(
            metavar="[QUERY|@NAME]",
            autocompletion=queries,
            help="One SELECT, or the name of a query that the base keeps in queries/; without any, those are listed.",
        ),
    ] = "",
    schema: Annotated[
        bool,
        typer.Option("--schema", help="Print the tables and their columns; QUERY is the name of one, or of a kind."),
    ] = False,
    as_of: AsOf = "",
    at: At = "",
    lang: Lang = "",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """Ask the base in SQL, which only reads: a table for each kind and list, links, texts."""
    from kvtool.cli.session import open_base, put
    from kvtool.format import format_of
    from kvtool.queries.describing import described
    from kvtool.queries.kept import kept, overview
    from kvtool.queries.sql import ask
    from kvtool.words.safe import safe_text

    written = format_of(format_, "table")
    session = open_base(context.obj, as_of, lang, at)
    if schema:
        table = described(session.reader, query)
    elif query and not query.startswith("@"):
        table = ask(session.reader, query)
    else:
        queries = kept(session.settings.root, session.commit)
        table = ask(session.reader, queries.text(query[1:])) if query else overview(queries, session.reader.labels)
    put(written(table), output)
    sys.stderr.write(f"kvtool: {safe_text(table.note)}\n" if table.note else "")
    session.end()
