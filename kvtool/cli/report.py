"""`kvtool report`: the reports that there are, or one of them."""

from typing import Annotated

import typer

from kvtool.cli.options import AsOf, At, Audience, Format, Lang, Output, given


def command(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="A report; without it, the list of all.")] = "",
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID…]", help="What it is about.")] = None,
    first: Annotated[str, typer.Option("--from", metavar="DATE", callback=given, help="The period's first day.")] = "",
    to: Annotated[
        list[str] | None,
        typer.Option("--to", metavar="DATE|FORM", help="The period's last day; or a form: md, html, docx, pdf."),
    ] = None,
    unit: Annotated[
        str,
        typer.Option("--unit", metavar="ID", callback=given, help="Only of this unit, and those that belong to it."),
    ] = "",
    priority: Annotated[
        str, typer.Option("--priority", metavar="ID", callback=given, help="Only of this priority.")
    ] = "",
    audience: Audience = "internal",
    as_of: AsOf = "",
    at: At = "",
    lang: Lang = "",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """Make a report, every statement with its source; without a name, list the reports."""
    from kvtool.cli.session import open_base, put, state
    from kvtool.format import format_of
    from kvtool.forming import ends, in_form
    from kvtool.report import Paper
    from kvtool.reporting import Asked, listing, written

    rows = format_of(format_, "table")
    last, form = ends(to or [])
    session = open_base(context.obj, as_of, lang, at)
    if not name:
        put(rows(listing(session.reader.labels)), output)
        return
    paper = Paper(session.reader, audience)
    title, text = written(paper, name, Asked(ids or [], first, last, unit, priority), state(session))
    made = in_form(text, form, session.reader.labels.language, title, output, session.settings.root / "templates")
    if made is not None:
        put(made, output)
    session.end()
