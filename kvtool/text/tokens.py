"""Secrets in running text: private keys, tokens with a known beginning, passwords in addresses and after their words."""

import math
import re
from collections.abc import Iterator
from typing import Final, NamedTuple


class Secret(NamedTuple):
    """Where a secret stands, and as much of it as may be said."""

    start: int
    end: int
    shown: str


KEY: Final = re.compile(r"-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----")
BEGINNINGS: Final = ("_", "glpat-", "xox", "AKIA", "ASIA", "AIza", "eyJ", "sk-")
"""One of these stands in every token; to look for them first is quick."""
LONG_WORD: Final = re.compile(r"[A-Za-z0-9_.-]{20,}")
TOKEN: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"(gh[opsur]_)[A-Za-z0-9]{20,255}"
    r"|(github_pat_)[A-Za-z0-9_]{20,255}"
    r"|(glpat-)[A-Za-z0-9_.-]{20,300}"
    r"|(xox[abeprs]-)[0-9]{9,14}-[A-Za-z0-9-]{10,250}"
    r"|(A[KS]IA)[A-Z0-9]{16}(?![A-Za-z0-9])"
    r"|(AIza)[A-Za-z0-9_-]{35}"
    r"|(eyJ)[A-Za-z0-9_-]{8,4000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,1000}"
    r"|(sk-(?:proj-|ant-|live-)?)(?=[a-z0-9_-]{0,40}[A-Z])[A-Za-z0-9_-]{20,250}"
    r"|([prs]k_(?:live|test)_)[A-Za-z0-9]{16,250}"
    r"|(npm_)[A-Za-z0-9]{36}"
    r"|(hf_)[A-Za-z0-9]{30,64}"
    r")"
)
"""Tokens of services that mark them by their first letters."""
IN_ADDRESS: Final = re.compile(r"://[^\s/:@?#]{0,80}:[^\s/@?#]{1,200}@")
"""The password in the address of a server."""
WORDS: Final = (
    "asswor",
    "ASSWOR",
    "asswd",
    "alasana",
    "senord",
    "ecret",
    "ECRET",
    "token",
    "Token",
    "TOKEN",
    "_key",
    "_KEY",
)
NAMED: Final = re.compile(
    r"((?:[a-z]{2,10}_)?(?:password|passwd|salasana|l\u00f6senord|secret|token|api_key)(?:_[a-z]{2,10})?)"
    r"[\"']?[ ]?(?:[=:]|is |on |\u00e4r )[ ]?[\"']?([^\s\"'<>,;]{8,250})",
    re.IGNORECASE,
)
"""What a word for a secret gives its value."""

LEAST_SURPRISE: Final = 3.0
"""Bits that a character of a random value bears at the least."""
LEAST_SORTS: Final = 3
"""Of small letters, capitals, digits and signs."""


def secrets(text: str) -> Iterator[Secret]:
    """The secrets of a text."""
    for found in KEY.finditer(text):
        yield Secret(found.start(), found.end(), "-----BEGIN … PRIVATE KEY-----")
    for word in LONG_WORD.finditer(text) if any(sign in text for sign in BEGINNINGS) else ():
        for found in TOKEN.finditer(text, word.start(), word.end()):
            beginning = next(group for group in found.groups() if group)
            yield Secret(found.start(), found.end(), f"{beginning}…")
    for found in IN_ADDRESS.finditer(text):
        yield Secret(found.start(), found.end(), "…://…:…@")
    for found in NAMED.finditer(text) if any(word in text for word in WORDS) else ():
        if _is_random(found[2]):
            yield Secret(found.start(2), found.end(2), f"{found[1]} …")


def _is_random(value: str) -> bool:
    """Whether a value is no word, name, date or place to look it up."""
    sorts = (str.islower, str.isupper, str.isdigit, lambda one: not one.isalnum())
    mixed = sum(any(is_it(one) for one in value) for is_it in sorts) >= LEAST_SORTS
    hexadecimal = re.fullmatch(r"(?=.*\d)[0-9a-f]{16,}", value) is not None
    names_a_thing = "://" in value or re.fullmatch(r"[a-z0-9]+(?:[-_./][a-z0-9]+)+", value)
    return not names_a_thing and (mixed or hexadecimal) and _surprise(value) >= LEAST_SURPRISE


def _surprise(value: str) -> float:
    """How many bits a character of a text bears (Shannon)."""
    counts = [value.count(one) for one in set(value)]
    return -sum(count / len(value) * math.log2(count / len(value)) for count in counts)
