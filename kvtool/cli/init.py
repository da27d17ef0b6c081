"""`kvtool init`: a new, empty base for another city."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that does not exist yet, or is empty.")],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="The city's name (default: the folder's).")] = "",
    languages: Annotated[
        str,
        typer.Option("--languages", metavar="CODE,…", help="The languages of texts; the first is the source language."),
    ] = "en",
    timezone: Annotated[
        str, typer.Option("--timezone", metavar="ZONE", help="The city's time zone, such as Europe/Riga.")
    ] = "UTC",
) -> None:
    """Make a new, empty base: settings, folders, a workflow and a commented example of each kind."""
    from kvtool.newbase import checked, make
    from kvtool.words.safe import safe_text

    written = make(folder, checked(name or folder.resolve().name, languages, timezone))
    sys.stdout.write("".join(f"{safe_text(str(folder / path))}\n" for path in written if not path.endswith(".gitkeep")))
    sys.stdout.write(f"Now: kvtool --root {safe_text(str(folder))} lint, then read its README.md\n")
