"""`kvtool verify`: what has changed since a pack or report was made, as an addendum to it."""

from pathlib import Path
from typing import Annotated

import typer

from kvtool.cli.completing import one_of
from kvtool.cli.options import AsOf, Lang, Output


def command(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Packs and reports, as Markdown.")],
    as_of: AsOf = "",
    lang: Lang = "",
    format_: Annotated[
        str,
        typer.Option(
            "--format", metavar="md|json", autocompletion=one_of("md", "json"), help="How the answer is printed."
        ),
    ] = "md",
    output: Output = None,
) -> None:
    """Tell what has changed since a pack or report was made; exit with 1 where anything has."""
    from kvtool.addendum import as_markdown, as_rows
    from kvtool.cli.paper import about, stamp_in
    from kvtool.cli.session import open_base, put
    from kvtool.errors import Exit, KvtoolError
    from kvtool.formats.json import document
    from kvtool.verifying import verified
    from kvtool.words.labels import labels
    from kvtool.words.safe import safe_text

    if format_ not in ("json", "md"):
        raise KvtoolError(f"no format '{safe_text(format_[:40])}' here", remedy="use one of json, md")
    stamps, found = [], []
    for file in files:
        with about(file):
            stamps.append(stamp_in(file))
    session = open_base(context.obj, as_of, lang)
    for file, stamp in zip(files, stamps, strict=True):
        with about(file):
            found.append(verified(session.kb, stamp, session.reader.day, labels(lang or stamp.language)))
    names = [str(file) for file in files]
    put(as_markdown(names, found) if format_ == "md" else document({"papers": as_rows(names, found)}), output)
    session.end(Exit.DONE if all(one.holds for one in found) else Exit.FINDINGS)
