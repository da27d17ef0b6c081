"""`kvtool export`: the records in a form that other programs read."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kvtool.cli.completing import exports, kinds
from kvtool.cli.options import AsOf, At, Audience, Lang, Output


def command(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", autocompletion=exports, help="codeowners, csv, ics, json, jsonl, parquet or sqlite."
        ),
    ],
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            autocompletion=kinds,
            help="Only records of this kind; may be given more than once.",
        ),
    ] = None,
    audience: Audience = "internal",
    as_of: AsOf = "",
    at: At = "",
    lang: Lang = "",
    output: Output = None,
) -> None:
    """Export the records for other programs: JSON, tables, a database, a calendar, the owners of files.

    The tables are those of 'kvtool sql --schema'. csv and parquet make a folder, which replaces an earlier export only.
    """
    from kvtool.cli.session import open_base, put, state
    from kvtool.errors import Exit
    from kvtool.export import asked, export_of, left_out
    from kvtool.queries.audience import checked
    from kvtool.queries.kinds import kind_called
    from kvtool.words.safe import safe_text

    export, file = export_of(name), None if output == Path("-") else output
    kinds = [kind_called(one) for one in kind or ()]
    checked(audience)
    export.check(file)
    session = open_base(context.obj, as_of, lang, at, dated=True)
    made = export.make(asked(session.reader, audience, state(session), kinds))
    if file is None:
        put(made, None)
    else:
        export.write(made, file)
    doubles = left_out(session.kb)
    for entry, first in doubles.items():
        sys.stderr.write(f"kvtool: left out: {safe_text(f'{entry.path}: {first} has the same id')}\n")
    session.end(Exit.INCOMPLETE if doubles else Exit.DONE)
