"""`kvtool list`: the records of a kind, or the kinds with their numbers."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kvtool.cli.completing import fields, filters, kinds, several
from kvtool.cli.options import AsOf, At, Audience, Format, Lang, Output, given

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kvtool.diagnostics import Diagnostic
    from kvtool.queries.due import Ask
    from kvtool.store.base import KnowledgeBase


def command(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="[KIND]",
            autocompletion=kinds,
            callback=given,
            help="partner, network, message, … in singular or plural.",
        ),
    ] = "",
    filters: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILTER]…",
            autocompletion=filters,
            help="FIELD=VALUE, !=, <, <=, >, >=, FIELD~TEXT, FIELD= (empty); also of due, last_engagement.",
        ),
    ] = None,
    columns: Annotated[
        str,
        typer.Option(
            "--columns",
            metavar="FIELD,…",
            autocompletion=several(fields),
            callback=given,
            help="Other columns than the usual.",
        ),
    ] = "",
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            metavar="FIELD,-FIELD",
            autocompletion=several(fields),
            callback=given,
            help="The order; a hyphen turns it round.",
        ),
    ] = "",
    limit: Annotated[int, typer.Option("--limit", min=0, metavar="N", help="At most so many rows.")] = 0,
    count: Annotated[bool, typer.Option("--count", help="Only how many rows there are.")] = False,
    audience: Audience = "internal",
    as_of: AsOf = "",
    at: At = "",
    lang: Lang = "",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """List the records of a kind; without a kind, the kinds with their numbers.

    For the public, what is internal is as if it were not there; to ask about an internal field is wrong use.
    """
    from kvtool.cli.session import open_base, put
    from kvtool.errors import KvtoolError
    from kvtool.format import format_of
    from kvtool.queries.audience import heard_by
    from kvtool.queries.filters import parse
    from kvtool.queries.kinds import kind_called
    from kvtool.queries.listing import Choice, counts, listed, words
    from kvtool.words.safe import safe_text

    written = format_of(format_, "table")
    if not (kind or filters) and (columns or sort or limit):
        raise KvtoolError("the kinds have no other columns and order", remedy="name a kind: kvtool list partners")
    choice = Choice(parse(filters or []), words(columns), words(sort), limit)
    name = kind_called(kind) if kind or filters else ""
    session = open_base(context.obj, as_of, lang, at)
    reader = heard_by(session.reader, audience)
    table = listed(reader, name, choice, _calendar(session.kb)) if name else counts(reader)
    bare = count and format_ == "table"
    put(f"{len(table.rows)}\n" if bare else written(table.counted if count else table), output)
    sys.stderr.write(f"kvtool: {safe_text(table.note)}\n" if table.note else "")
    session.end()


def _calendar(kb: "KnowledgeBase") -> "Ask":
    """Tells what is due; the rules are read when that is asked, not before."""

    def ask(day: "date") -> tuple["Sequence[Diagnostic]", int]:
        from kvtool.linter import calendar

        return calendar(kb, day)

    return ask
