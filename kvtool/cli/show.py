"""`kvtool show`: one record, resolved for a reader."""

import sys
from typing import Annotated

import typer

from kvtool.cli.completing import ids
from kvtool.cli.options import AsOf, At, Audience, Format, Lang, Output


def command(
    context: typer.Context,
    record: Annotated[
        str, typer.Argument(metavar="ID", autocompletion=ids(), help="An id, a former id or a name in any language.")
    ],
    raw: Annotated[bool, typer.Option("--raw", help="The file as it is.")] = False,
    audience: Audience = "internal",
    as_of: AsOf = "",
    at: At = "",
    lang: Lang = "",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """Show a record: names for ids, standing on the day with its authority, what points to it.

    For the public, what is internal is as if it were not there; --raw is refused where a file holds any of it.
    """
    from kvtool.cli.session import open_base, put, text_of
    from kvtool.format import format_of
    from kvtool.queries.audience import file_open_to, heard_by
    from kvtool.queries.find import find
    from kvtool.queries.showing import answer, shown
    from kvtool.words.safe import safe_lines

    written = format_of(format_, "record")
    session = open_base(context.obj, as_of, lang, at, some=True)
    reader = heard_by(session.reader, audience)
    meant = find(reader.kb, record)
    if meant.former and (raw or format_ != "table"):
        sys.stderr.write(f"kvtool: '{meant.former}' is now called '{meant.record.id}'\n")
    if raw:
        text = text_of(session, meant.entry.path)
        file_open_to(reader.kb, meant.record, text)
        put(safe_lines(text), output)
    else:
        put(written(answer(reader, meant), shown(reader, meant)), output)
    session.end()
