"""Figures in a message that come from no fact: they stay as they are when what they tell has changed.

Years and dates are no figures here, nor are digits in a word that begins with a letter ("U20") or in a name that
the base knows ("100 Harbours Network").
"""

import re
from collections.abc import Iterator
from itertools import chain

from kvtool.model.base import Nested, Record
from kvtool.model.message import FACT, Message
from kvtool.model.texts import Text, canonical
from kvtool.queries.find import names_of
from kvtool.store.asking import once
from kvtool.store.base import KnowledgeBase
from kvtool.text.characters import may_hold_digits
from kvtool.text.fault import Path

DIGIT = re.compile(r"\d")
FIGURE = re.compile(r"\d+(?:[ .,:/]\d+)*")

MONTH = (
    r"(?:(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu\w*|januari|january|februari|"
    r"february|mars|march|april|maj|may|juni|june|juli|july|augusti?|september|o[ck]tober|november|december)\b"
)
NO_FIGURE = re.compile(
    r"\b\d{4}-\d\d(?:-\d\d)?\b"
    r"|\b\d{1,2}\.\d{1,2}\.(?:\d{4}\b)?"
    rf"|\b\d{{1,2}}(?:[-–]\d{{1,2}})?(?:\.|st|nd|rd|th)? {MONTH}"
    rf"|{MONTH} \d{{1,2}}(?=,? \d{{4}}\b)"
    r"|(?<![\d.,])(?:1[5-9]|20)\d\d(?:/\d\d)?(?![\d%€]|[.,]\d| \d{3}\b| [%€])"
    r"|\b[^\W\d_][\w-]*"
    r"|\b\d[GD]\b",
    re.IGNORECASE,
)
"""Dates, years, words that begin with a letter, and 5G and 3D."""


def loose_figures(kb: KnowledgeBase, message: Message) -> Iterator[tuple[Path, str]]:
    """The first figure without a fact in each text and language of a message, with the path of the text."""
    texts = list(_texts(message))
    if not may_hold_digits("".join([words for _, text in texts for words in text.strings.values()])):
        return
    for path, text in texts:
        for language, words in text:
            if not DIGIT.search(words) or not _figure(bare := FACT.sub("|", canonical(words))):
                continue
            if figure := _figure(_names(kb).sub("|", bare)):
                yield (*path, language), figure


def _texts(message: Message) -> Iterator[tuple[Path, Text]]:
    """The texts that are said to somebody."""
    yield ("headline",), message.headline
    for index, point in enumerate(message.points):
        yield ("points", index, "text"), point.text
    if message.action_wanted:
        yield ("action_wanted",), message.action_wanted
    for index, asked in enumerate(message.if_asked):
        yield ("if_asked", index, "answer"), asked.answer


def _figure(text: str) -> str:
    found = FIGURE.search(NO_FIGURE.sub("|", text))
    return found[0] if found else ""


@once
def _names(kb: KnowledgeBase) -> re.Pattern[str]:
    """A pattern of all names of the base with digits that would else be figures."""
    named = chain[Record | Nested](kb.all(Record), (inner.part for inner in kb.inner.values()))
    names = {
        canonical(name)
        for part in named
        if getattr(part, "names", None) or getattr(part, "title", None)
        for name in names_of(part)
        if DIGIT.search(name) and _figure(name) not in ("", name)
    }
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\d)", re.IGNORECASE)
