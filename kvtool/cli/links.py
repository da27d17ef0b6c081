"""`kvtool links`: what a record is tied to."""

import sys
from typing import Annotated

import typer

from kvtool.cli.completing import ids, kinds, several
from kvtool.cli.options import AsOf, At, Format, Lang, Output, given


def command(
    context: typer.Context,
    record: Annotated[str, typer.Argument(metavar="ID", autocompletion=ids(), help="An id, a former id or a name.")],
    to: Annotated[
        str,
        typer.Option(
            "--to", metavar="ID2", autocompletion=ids(), callback=given, help="The shortest way to another one."
        ),
    ] = "",
    without: Annotated[
        str,
        typer.Option(
            "--without",
            metavar="KIND,…",
            autocompletion=several(kinds),
            callback=given,
            help="Kinds over which the way does not lead, such as sources.",
        ),
    ] = "",
    as_of: AsOf = "",
    at: At = "",
    lang: Lang = "",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """Print what a record refers to and what refers to it, or the shortest way between two."""
    from kvtool.cli.session import open_base, put
    from kvtool.format import format_of
    from kvtool.queries.find import find
    from kvtool.queries.kinds import kind_called
    from kvtool.queries.listing import words
    from kvtool.queries.ties import ties, way
    from kvtool.words.safe import safe_text

    written = format_of(format_, "table")
    left_out = [kind_called(word) for word in words(without)]
    session = open_base(context.obj, as_of, lang, at)
    reader, meant = session.reader, [find(session.kb, one) for one in ((record, to) if to else (record,))]
    table = way(reader, meant[0], meant[1], left_out) if to else ties(reader, meant[0])
    put(written(table), output)
    former = [
        f"{one.former}: {reader.labels.say('former id of {id}', id=one.record.id)}" for one in meant if one.former
    ]
    for line in filter(None, (*former, table.note)):
        sys.stderr.write(f"kvtool: {safe_text(line)}\n")
    session.end()
