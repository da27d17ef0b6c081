"""`kvtool brief`: a briefing pack for a meeting with one or several partners."""

from typing import Annotated

import typer

from kvtool.cli.completing import ids, one_of
from kvtool.cli.options import AsOf, At, Audience, Lang, Output


def command(
    context: typer.Context,
    partners: Annotated[
        list[str], typer.Argument(metavar="PARTNER…", autocompletion=ids("partner"), help="Ids, former ids or names.")
    ],
    engagement: Annotated[
        str,
        typer.Option(
            "--engagement", metavar="ID", autocompletion=ids("engagement"), help="The meeting that the pack prepares."
        ),
    ] = "",
    on: Annotated[
        str,
        typer.Option(
            "--on", metavar="DATE", help="The day of the meeting (default: the engagement's, else the day asked about)."
        ),
    ] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where the meeting has no objective.")] = False,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="md|html|docx|pdf",
            autocompletion=one_of("md", "html", "docx", "pdf"),
            help="The form of the pack.",
        ),
    ] = "md",
    audience: Audience = "internal",
    as_of: AsOf = "",
    at: At = "",
    lang: Lang = "",
    output: Output = None,
) -> None:
    """Make a briefing pack: standing, messages, promises and gaps, every statement with its source."""
    from kvtool.cli.paper import form_called, hand_over
    from kvtool.cli.session import open_base, state
    from kvtool.errors import Exit
    from kvtool.papers import BRIEF, Order, make

    form = form_called(to)
    session = open_base(context.obj, as_of, lang, at, some=True, dated=True)
    order = Order(BRIEF, partners, {"engagement": engagement, "on": on}, audience)
    base = state(session)
    made = make(session.reader, order, base)
    hand_over(session, made, base, form, output)
    session.end(Exit.FINDINGS if strict and made.content["objective_missing"] else Exit.DONE)
