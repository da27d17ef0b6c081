"""Compares the quotes of a base with the texts of their sources; how, `kvtool/text/verbatim.py` says.

A rule tells what was found, and is loaded by every run: what only the comparison takes is loaded for that.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from kvtool.model.base import Record
from kvtool.model.source import Act, Source
from kvtool.store.base import KnowledgeBase
from kvtool.text.fault import Path as Field

if TYPE_CHECKING:
    from kvtool.store.originals import Original, Originals

MOST_NAMED: Final = 10
"""How many sources without a text are named."""
MOST_HELPED: Final = 200
"""For how many quotes it is looked what mends them."""
SHOWN: Final = 80
"""How many characters of a quote are shown."""


class Quote(NamedTuple):
    """Verbatim words: in which field of which record they stand, and the id of their source."""

    record: Record
    path: Field
    words: str
    source: str


class Unfound(NamedTuple):
    """A quote that the text of its source does not have: which field, what is wrong, what mends it."""

    path: Field
    message: str
    help: str


class Compared(NamedTuple):
    """The quotes that were not found, record by record, and what is to be said of the texts."""

    unfound: Mapping[Record, Sequence[Unfound]]
    notes: Sequence[str]


def compare(kb: KnowledgeBase, folder: Path) -> Compared:
    """Looks for all quotes of a base in the texts of a folder; raises KvtoolError where there is no such folder."""
    from kvtool.store.originals import Originals

    originals = Originals(kb, folder)
    found: dict[Record, list[Unfound]] = defaultdict(list)
    without: Counter[str] = Counter()
    helped = 0
    for quote in quotes(kb):
        original = originals.of(quote.source)
        if original is None:
            without[quote.source] += 1
        elif lack := original.lacks(quote.words):
            remedy = _remedy(lack, original, _others(kb, quote, originals)) if helped < MOST_HELPED else ""
            said = f"the text of '{quote.source}' does not say '{_short(lack)}'"
            found[quote.record].append(Unfound(quote.path, said, remedy))
            helped += 1
    compared = kb.answers[Compared] = Compared(found, [*originals.notes, *_unread(without)])
    return compared


def is_compared(kb: KnowledgeBase) -> bool:
    """Whether the quotes of a base were looked for."""
    return Compared in kb.answers


def unfound(record: Record, kb: KnowledgeBase) -> Sequence[Unfound]:
    """The quotes of a record that were looked for and not found."""
    compared: Compared | None = kb.answers.get(Compared)
    return compared.unfound.get(record, ()) if compared else ()


def quotes(kb: KnowledgeBase) -> Iterator[Quote]:
    """All quotes of a base that have a source; the words of a source's own act are from itself."""
    for record in kb.all(Record):
        for path, part in kb.parts_of(record):
            own = record.id if isinstance(record, Source) and isinstance(part, Act) else ""
            source = getattr(part, "source", None) or own
            if source and (words := getattr(part, "quote", None)):
                yield Quote(record, (*path, "quote"), words, kb.now(source))


def _others(kb: KnowledgeBase, quote: Quote, originals: "Originals") -> Iterator[str]:
    """The sources beside a quote's own that say it."""
    for source in kb.all(Source):
        if source.id != quote.source and (other := originals.of(source.id)) and not other.lacks(quote.words):
            yield source.id


def _remedy(lack: str, original: "Original", others: Iterator[str]) -> str:
    """What may mend a quote: another source, another order, or what its source says instead."""
    if other := next(others, ""):
        return f"the text of '{other}' does: mend the source"
    if not original.wording.lacks([lack]):
        return "it does, but not after the words before: mend their order"
    if near := original.wording.near(lack):
        return f"it says in line {near.line} of {original.file}: {near.words}"
    return "it says nothing like that: mend the quote, or its source"


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"


def _unread(without: Counter[str]) -> Iterator[str]:
    """How many quotes could not be looked for, and whose they are."""
    if without:
        named = ", ".join(sorted(without)[:MOST_NAMED])
        more = f" and {len(without) - MOST_NAMED} more" if len(without) > MOST_NAMED else ""
        yield f"{_many(without.total(), 'quote')} of {_many(len(without), 'source')} without a text: {named}{more}"


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
