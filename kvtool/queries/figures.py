"""Figures in texts: `{fact:id}` becomes the fact's value, with the decimal mark of the language."""

import re

from kvtool.model.fact import Fact
from kvtool.model.message import FACT
from kvtool.store.base import KnowledgeBase

DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")


def filled(kb: KnowledgeBase, text: str, language: str) -> str:
    """A text with the values of its facts; a fact that is missing stays as it is written."""

    def value(found: re.Match[str]) -> str:
        fact = kb.get(Fact, found[1])
        return localised(fact.value, language) if fact else found[0]

    return FACT.sub(value, text) if "{fact:" in text else text


def localised(value: str, language: str) -> str:
    """A decimal number as a language writes it; anything else as it is."""
    return value.replace(".", ",") if language != "en" and DECIMAL.fullmatch(value) else value
