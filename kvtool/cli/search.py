"""`kvtool search`: records by the words in all their texts and names, best first."""

import sys
from typing import Annotated

import typer

from kvtool.cli.completing import fields, kinds
from kvtool.cli.options import AsOf, At, Audience, Format, Lang, Output, given


def command(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS…", help="Words in any form; '\"two words\"' in order.")],
    kind: Annotated[
        str,
        typer.Option("--kind", metavar="KIND", autocompletion=kinds, callback=given, help="Only records of this kind."),
    ] = "",
    field: Annotated[
        str,
        typer.Option(
            "--field",
            metavar="FIELD",
            autocompletion=fields,
            callback=given,
            help="Only in this field: names, standing, …",
        ),
    ] = "",
    limit: Annotated[int, typer.Option("--limit", min=0, metavar="N", help="At most so many; 0 for all.")] = 20,
    audience: Audience = "internal",
    as_of: AsOf = "",
    at: At = "",
    lang: Lang = "",
    format_: Format = "table",
    output: Output = None,
) -> None:
    """Search all texts and names in all languages, inflected and misspelt ones too.

    For the public, what is internal is as if it were not there; to ask for an internal field is wrong use.
    """
    from kvtool.cli.session import Session, day_of, open_base, put
    from kvtool.errors import Exit
    from kvtool.format import format_of
    from kvtool.formats.json import document
    from kvtool.queries.audience import PUBLIC, checked, heard_by
    from kvtool.queries.excerpts import notes, table_of
    from kvtool.queries.kinds import kind_called
    from kvtool.queries.searching import Wish, judge, search
    from kvtool.queries.shelved import answered
    from kvtool.settings import load
    from kvtool.store.shelf import keep
    from kvtool.store.sweep import sweep
    from kvtool.store.wordindex import index_of, preparing
    from kvtool.words.labels import labels
    from kvtool.words.safe import safe_text

    written = format_of(format_, "table")
    wish = Wish(" ".join(words), kind_called(kind) if kind else "", field, limit)
    settings = load(context.obj)
    swept = None if at or checked(audience) == PUBLIC else sweep(settings)
    spoken = labels(lang or settings.output_language)
    found = answered(settings, swept, wish, day_of(as_of, settings), spoken) if swept else None
    if found:
        session = Session(settings, found[0].kb, found[0])
    else:
        session = open_base(context.obj, as_of, lang, at)
        reader = heard_by(session.reader, audience)
        judge(reader.kb, wish)
        if sys.stderr.isatty() and preparing(settings):
            sys.stderr.write("kvtool: preparing the dictionaries, once on this machine …\n")
        index = index_of(reader.kb)
        found = reader, index, search(index, wish)
        if swept:
            keep(session.kb, swept, index)
    reader, words_known, answer = found
    table = table_of(reader, answer)
    put(document({"hits": table.rows}) if format_ == "json" else written(table), output)
    for note in notes(reader, words_known, wish, answer):
        sys.stderr.write(f"kvtool: {safe_text(note)}\n")
    session.end(Exit.DONE if answer.hits else Exit.FINDINGS)
