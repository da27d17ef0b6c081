"""`kvtool schema`: what a record may hold, as JSON Schema for editors."""

from typing import Annotated

import typer

from kvtool.cli.completing import kinds
from kvtool.cli.options import Output


def command(
    context: typer.Context,
    kind: Annotated[
        str, typer.Argument(metavar="[KIND]", autocompletion=kinds, help="A kind of record; without it, all of them.")
    ] = "",
    write: Annotated[
        bool, typer.Option("--write", help="Put the schemas and the editor's settings into the base.")
    ] = False,
    output: Output = None,
) -> None:
    """Print the JSON Schema of a kind, or put schemas and editor settings into the base."""
    import sys

    from kvtool.cli.session import put
    from kvtool.editor import text_of
    from kvtool.editor import write as written
    from kvtool.queries.kinds import kind_called
    from kvtool.schemas import schema_of, schema_of_all
    from kvtool.settings import load

    settings = load(context.obj)
    if write:
        for path in written(settings) or ["nothing to write: all is as it should be"]:
            sys.stdout.write(f"{path}\n")
        return
    languages = settings.languages
    put(text_of(schema_of(kind_called(kind), languages) if kind else schema_of_all(languages)), output)
