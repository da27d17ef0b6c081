"""The hits of a search as rows: where the words stand, in which language, and the text around them with a mark on each."""

from collections.abc import Iterator, Sequence
from typing import Final

from kvtool.model.source import Source
from kvtool.queries.places import Place
from kvtool.queries.reading import Reader
from kvtool.queries.searching import Answer, Hit, Wish
from kvtool.store.wordindex import Lexicon
from kvtool.table import Table
from kvtool.text.fault import spell
from kvtool.words.lemmas import EXTRA

CONTEXT: Final = 140
"""The characters of an excerpt, marks not counted."""

LONG: Final = 30
"""The letters of a word that is not cut at the edge of an excerpt."""

COLUMNS: Final = ("id", "kind", "field", "lang", "excerpt", "score")
INSTALL: Final = f"'pip install kvtool[{EXTRA}]'"
PEOPLE: Final = ("id", "kind", "field", "excerpt")


def table_of(reader: Reader, answer: Answer) -> Table:
    """The hits, best first."""
    rows = [
        {
            "id": hit.entry.id,
            "kind": hit.entry.kind,
            "field": spell(hit.place.passage.path),
            "lang": _language(reader, hit),
            "excerpt": _excerpt(hit.place),
            "score": hit.score,
        }
        for hit in answer.hits
    ]
    shown = [{**row, "kind": reader.labels.code("kind", str(row["kind"]))} for row in rows]
    titles = {column: reader.labels.code("column", column) for column in PEOPLE}
    return Table(COLUMNS, rows, shown, titles, PEOPLE)


def notes(reader: Reader, index: Lexicon, wish: Wish, answer: Answer) -> Iterator[str]:
    """What somebody who sees the hits has to know besides."""
    say = reader.labels.say
    if index.dictionaries is None:
        yield say("words are compared by their beginnings; their forms are known with {command}", command=INSTALL)
    if not answer.hits:
        yield say(
            "nothing found for {words}: not these words, no other forms of them, no names like them", words=wish.text
        )
    elif answer.missed:
        yield say("no record has {words}", words=", ".join(answer.missed))
    if len(answer.hits) < answer.number:
        yield say("the first {few} of {many} records; --limit shows more", few=len(answer.hits), many=answer.number)


def _language(reader: Reader, hit: Hit) -> str | None:
    """The language of a passage: its own, else that of its source, else that of the base; ids have none."""
    passage = hit.place.passage
    if passage.language or passage.path[-1] == "id" or passage.path[0] == "aliases":
        return passage.language or None
    source = reader.kb.get(Source, passage.source)
    return source.language if source and source.language else reader.kb.settings.source_language


def _excerpt(place: Place) -> str:
    """The part of the text that holds most of the words, on one line, with «marks»; an ellipsis where text is left out."""
    text = place.passage.text
    spans = sorted({(word.start, word.end) for word, _, _ in place.found})
    begin, end = _window(text, [start for start, _ in spans], place.phrases)
    shown, at = "", begin
    for start, stop in spans:
        if begin <= start and stop <= end:
            shown += f"{text[at:start]}«{text[start:stop]}»"
            at = stop
    line = " ".join((shown + text[at:end]).split())
    return f"{'… ' if begin else ''}{line}{' …' if end < len(text) else ''}"


def _window(text: str, starts: Sequence[int], phrases: Sequence[int]) -> tuple[int, int]:
    """From where to where an excerpt goes: whole words, and a phrase or the words that are looked for not at its edge."""
    if len(text) <= CONTEXT:
        return 0, len(text)
    first = max(
        phrases or starts, key=lambda start: (sum(start <= one < start + CONTEXT // 2 for one in starts), -start)
    )
    begin = max(0, min(first - CONTEXT // 3, len(text) - CONTEXT))
    if begin:
        before = text.rfind(" ", max(0, begin - LONG), begin + 1)
        begin = before + 1 if before >= 0 else begin
    end = begin + CONTEXT
    behind = text.find(" ", end, end + LONG)
    if behind >= 0:
        return begin, behind
    return begin, len(text) if len(text) <= end + LONG else end
