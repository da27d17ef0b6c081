"""`kvtool explain`: what a rule finds, why, by which sentence of policy, and what mends it."""

from typing import Annotated

import typer

from kvtool.cli.completing import rules
from kvtool.cli.options import AsOf, Format, Lang, Output


def command(
    context: typer.Context,
    rule: Annotated[
        str, typer.Argument(metavar="[CODE | NAME]", autocompletion=rules, help="A rule; without it, all of them.")
    ] = "",
    as_of: AsOf = "",
    lang: Lang = "",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """Explain a rule, with the sentence of policy behind it where the base has one."""
    from kvtool.cli.session import open_explained, put
    from kvtool.explaining import explained, rules_table
    from kvtool.format import format_of

    written = format_of(format_, "record" if rule else "table")
    reader = open_explained(context.obj, as_of, lang)
    put(written(*explained(reader, rule)) if rule else written(rules_table(reader)), output)
