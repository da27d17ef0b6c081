"""`kvtool stats`: how much there is in the base."""

import sys
from typing import Annotated

import typer

from kvtool.cli.completing import kinds, one_of
from kvtool.cli.options import AsOf, At, Format, Lang, Output


def command(
    context: typer.Context,
    section: Annotated[
        str,
        typer.Argument(
            metavar="[kinds|fields|coverage]",
            autocompletion=one_of("kinds", "fields", "coverage"),
            help="Only this part of the answer.",
        ),
    ] = "",
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", autocompletion=kinds, help="The fields of this kind only.")
    ] = "",
    as_of: AsOf = "",
    at: At = "",
    lang: Lang = "",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """Count the records, how often each field is given, and what the priorities are covered by."""
    from kvtool.cli.session import open_base, put
    from kvtool.format import format_of
    from kvtool.queries.kinds import kind_called
    from kvtool.queries.statistics import joined, sections
    from kvtool.words.safe import safe_text

    written = format_of(format_, "table")
    of_kind = kind_called(kind) if kind else ""
    session = open_base(context.obj, as_of, lang, at)
    tables = sections(session.reader, section, of_kind)
    together = format_ in ("json", "csv")
    put("\n".join(written(table) for table in ([joined(tables)] if together else tables)), output)
    for note in filter(None, (table.note for table in tables)):
        sys.stderr.write(f"kvtool: {safe_text(note)}\n")
    session.end()
