"""`kvtool show`: one record, resolved for a reader."""

import sys
from typing import Annotated

import typer

from kvtool.cli.options import AsOf, At, Format, Lang, Output


def command(
    context: typer.Context,
    record: Annotated[str, typer.Argument(metavar="ID", help="An id, a former id or a name in any language.")],
    raw: Annotated[bool, typer.Option("--raw", help="The file as it is.")] = False,
    as_of: AsOf = "",
    at: At = "",
    lang: Lang = "",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """Show a record: names for ids, standing on the day with its authority, what points to it."""
    from kvtool.cli.session import open_base, put, text_of
    from kvtool.format import format_of
    from kvtool.queries.find import find
    from kvtool.queries.showing import answer, shown
    from kvtool.words.safe import safe_lines

    written = format_of(format_, "record")
    session = open_base(context.obj, as_of, lang, at)
    meant = find(session.kb, record)
    if meant.former and (raw or format_ != "table"):
        sys.stderr.write(f"kvtool: '{meant.former}' is now called '{meant.record.id}'\n")
    if raw:
        put(safe_lines(text_of(session, meant.entry.path)), output)
    else:
        put(written(answer(session.reader, meant), shown(session.reader, meant)), output)
    session.end()
