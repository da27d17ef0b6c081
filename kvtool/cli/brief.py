"""`kvtool brief`: a briefing pack for a meeting with one or several partners."""

from typing import Annotated

import typer

from kvtool.cli.options import AsOf, At, Audience, Lang, Output


def command(
    context: typer.Context,
    partners: Annotated[list[str], typer.Argument(metavar="PARTNER…", help="Ids, former ids or names.")],
    engagement: Annotated[
        str, typer.Option("--engagement", metavar="ID", help="The meeting that the pack prepares.")
    ] = "",
    on: Annotated[
        str,
        typer.Option(
            "--on", metavar="DATE", help="The day of the meeting (default: the engagement's, else the day asked about)."
        ),
    ] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where the meeting has no objective.")] = False,
    audience: Audience = "internal",
    as_of: AsOf = "",
    at: At = "",
    lang: Lang = "",
    output: Output = None,
) -> None:
    """Make a briefing pack: standing, messages, promises and gaps, every statement with its source."""
    from kvtool.cli.session import open_base, put, state
    from kvtool.errors import Exit
    from kvtool.queries.asked import asked
    from kvtool.rendering import render
    from kvtool.report import Paper
    from kvtool.reports.brief import Wish, content

    session = open_base(context.obj, as_of, lang, at)
    paper = Paper(session.reader, audience)
    found, meeting, day = asked(paper.reader.kb, partners, engagement, on, session.reader.day)
    made = content(paper, Wish(found, meeting, day, state(session)))
    put(render(session.settings.root, "brief.md.j2", made, session.reader.labels.language), output)
    session.end(Exit.FINDINGS if strict and made["objective_missing"] else Exit.DONE)
