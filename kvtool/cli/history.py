"""`kvtool history`: when each field of a record got which value."""

import sys
from typing import Annotated

import typer

from kvtool.cli.completing import ids
from kvtool.cli.options import AsOf, At, Format, Lang, Output


def command(
    context: typer.Context,
    what: Annotated[
        str,
        typer.Argument(
            metavar="ID[.FIELD]",
            autocompletion=ids(),
            help="An id, a former id, one that is gone, or a name; and a field.",
        ),
    ],
    limit: Annotated[int, typer.Option("--limit", min=0, metavar="N", help="At most so many rows.")] = 0,
    as_of: AsOf = "",
    at: At = "",
    lang: Lang = "",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """Tell when each field of a record got which value, by which commit, newest first."""
    from kvtool.cli.session import open_base, put
    from kvtool.errors import Exit
    from kvtool.format import format_of
    from kvtool.formats.json import document
    from kvtool.queries.history import history
    from kvtool.store.revisions import commit_of
    from kvtool.words.safe import safe_text

    written = format_of(format_, "table")
    session = open_base(context.obj, as_of, lang, at)
    tip = session.commit or commit_of(session.settings.root, "HEAD", session.settings.timezone)
    answer = history(session.reader, what, tip, work_tree=not session.commit, limit=limit)
    put(document({"history": answer.table.rows}) if format_ == "json" else written(answer.table), output)
    for line in answer.notes:
        sys.stderr.write(f"kvtool: {safe_text(line)}\n")
    session.end(Exit.GIT if answer.cut else Exit.DONE)
