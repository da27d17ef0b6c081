"""`kvtool report`: the reports that there are, or one of them."""

from typing import Annotated

import typer

from kvtool.cli.completing import ids, one_of, priorities, reports
from kvtool.cli.options import AsOf, At, Audience, Format, Lang, Output, given


def command(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", autocompletion=reports, help="A report; without it, the list of all.")
    ] = "",
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID…]", autocompletion=ids(), help="What it is about.")
    ] = None,
    first: Annotated[str, typer.Option("--from", metavar="DATE", callback=given, help="The period's first day.")] = "",
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar="DATE|FORM",
            autocompletion=one_of("md", "html", "docx", "pdf"),
            help="The period's last day; or a form: md, html, docx, pdf.",
        ),
    ] = None,
    unit: Annotated[
        str,
        typer.Option(
            "--unit",
            metavar="ID",
            autocompletion=ids("unit"),
            callback=given,
            help="Only of this unit, and those that belong to it.",
        ),
    ] = "",
    priority: Annotated[
        str,
        typer.Option(
            "--priority", metavar="ID", autocompletion=priorities, callback=given, help="Only of this priority."
        ),
    ] = "",
    audience: Audience = "internal",
    as_of: AsOf = "",
    at: At = "",
    lang: Lang = "",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """Make a report, every statement with its source; without a name, list the reports."""
    from kvtool.cli.paper import hand_over
    from kvtool.cli.session import open_base, put, state
    from kvtool.format import format_of
    from kvtool.forming import ends
    from kvtool.papers import Order, make
    from kvtool.reporting import listing, module_of

    rows = format_of(format_, "table")
    last, form = ends(to or [])
    session = open_base(context.obj, as_of, lang, at, dated=True)
    if not name:
        put(rows(listing(session.reader.labels)), output)
        return
    module_of(name)  # there is no report of another name
    base = state(session)
    options = {"from": first, "to": last, "unit": unit, "priority": priority}
    made = make(session.reader, Order(name, ids or [], options, audience), base)
    hand_over(session, made, base, form, output)
    session.end()
