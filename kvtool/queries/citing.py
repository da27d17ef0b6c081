"""Passages that use some words, with the records that quote them."""

from collections.abc import Sequence
from typing import NamedTuple

from kvtool.model.base import Citation, Record
from kvtool.model.source import Source
from kvtool.store.base import KnowledgeBase


class Cited(NamedTuple):
    """A passage, and the records that quote it."""

    passage: Citation
    records: list[Record]


def citing(kb: KnowledgeBase, words: Sequence[str]) -> list[Cited]:
    """The quotes with one of some words; a passage that several records quote stands once."""
    found: dict[tuple[str | None, str], Cited] = {}
    for record in kb.all(Record):
        if isinstance(record, Source):
            continue
        for _, part in kb.parts_of(record):
            quote = part.quote if isinstance(part, Citation) else None
            if isinstance(part, Citation) and quote and any(word in quote for word in words):
                one = found.setdefault((part.source, quote), Cited(part, []))
                if record not in one.records:
                    one.records.append(record)
    return [*found.values()]
