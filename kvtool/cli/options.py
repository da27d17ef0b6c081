"""The options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from kvtool.cli.completing import one_of, revisions

AsOf = Annotated[
    str,
    typer.Option(
        "--as-of", metavar="DATE", envvar="KVTOOL_AS_OF", help="The day that is asked about (default: today)."
    ),
]


def given(context: typer.Context, parameter: typer.CallbackParam, value: str) -> str:
    """What was named; something given empty, as by a variable that is not set, is wrong use."""
    source = context.get_parameter_source(parameter.name or "")
    if not value.strip(" ,") and source is not None and source.name == "COMMANDLINE":
        raise typer.BadParameter("it is empty")
    return value


def file_given(value: Path | None) -> Path | None:
    """A file that was named; an empty name is wrong use."""
    if value == Path():
        raise typer.BadParameter("it names no file")
    return value


At = Annotated[
    str,
    typer.Option(
        "--at",
        metavar="REV",
        autocompletion=revisions,
        callback=given,
        help="The files as they were: a commit, a branch, a tag or @{2022-06-01}.",
    ),
]
Lang = Annotated[
    str,
    typer.Option(
        "--lang", metavar="fi|sv|en", autocompletion=one_of("fi", "sv", "en"), help="The language of texts and labels."
    ),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="table|json|csv|md",
        autocompletion=one_of("table", "json", "csv", "md"),
        help="How the answer is printed.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", metavar="FILE", callback=file_given, help="Write to a file instead of the terminal."
    ),
]
Audience = Annotated[
    str,
    typer.Option(
        "--audience",
        metavar="internal|public",
        autocompletion=one_of("internal", "public"),
        help="Leave out what is not public.",
    ),
]
