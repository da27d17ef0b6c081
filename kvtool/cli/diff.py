"""`kvtool diff`: what changed between two states of the base, in words."""

import sys
from typing import Annotated

import typer

from kvtool.cli.completing import one_of, revisions
from kvtool.cli.options import AsOf, Format, Lang, Output


def command(
    context: typer.Context,
    revisions: Annotated[
        str,
        typer.Argument(
            metavar="[A[..B]]",
            autocompletion=revisions,
            help="From A (default: HEAD) to B (default: the files as they are).",
        ),
    ] = "HEAD",
    depth: Annotated[
        str,
        typer.Option(
            "--depth",
            metavar="summary|records|fields",
            autocompletion=one_of("summary", "records", "fields"),
            help="How far into the records to go.",
        ),
    ] = "fields",
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 where anything differs.")] = False,
    as_of: AsOf = "",
    lang: Lang = "",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """Tell what changed: records that came, went, changed or were renamed, field by field."""
    from kvtool.card import card
    from kvtool.cli.session import open_base, open_pair, put
    from kvtool.errors import Exit
    from kvtool.format import format_of
    from kvtool.formats.json import document
    from kvtool.queries.comparing import differences
    from kvtool.queries.telling import as_table, depth_called, ends

    depth_called(depth)
    written = format_of(format_, "table")
    between = ends(revisions)
    old, new, differing = open_pair(context.obj, as_of, lang, between)
    found = list(differences(old.kb, new.kb))
    if format_ == "md":
        old, new = (open_base(context.obj, as_of, lang, end) for end in between)
        put(card(old.reader, new.reader, found), output)
    else:
        table = as_table(old.reader, new.reader, found, depth)
        put(document({"changes": table.rows}) if format_ == "json" else written(table), output)
        sys.stderr.write("kvtool: nothing differs\n" if not table.rows else "")
    new.end(Exit.FINDINGS if exit_code and found else Exit.DONE, differing)
