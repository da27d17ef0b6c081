"""Labels and sentences of the interface in Finnish, Swedish and English, from gettext catalogues."""

import gettext
from copy import copy
from functools import cache
from pathlib import Path

from kvtool.errors import KvtoolError
from kvtool.settings import INTERFACE_LANGUAGES
from kvtool.words.own import Own

LOCALE = Path(__file__).parent / "locale"


class Labels:
    """The words of one language; English sentences are their own keys, codes and fields have labels in all three.

    A base's own words come before kvtool's.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._own: Own = {}
        with (LOCALE / language / "LC_MESSAGES" / "kvtool.mo").open("rb") as compiled:
            self._catalogue = gettext.GNUTranslations(compiled)

    def with_own(self, own: Own) -> "Labels":
        """These words, but a base's own where it has some."""
        made = copy(self)
        made._own = own
        return made

    def _labelled(self, context: str, key: str) -> str:
        return self._own.get((context, key)) or self._catalogue.pgettext(context, key)

    def say(self, sentence: str, **values: object) -> str:
        """A sentence of the interface; `{name}` in it is filled from the values."""
        said = self._own.get(("", sentence)) or self._catalogue.gettext(sentence)
        return said.format(**values) if values else said

    def code(self, context: str, code: str | None) -> str:
        """The label of a code, such as `Standing.status` key; the code itself where it has none."""
        return self._labelled(context, code) if code else ""

    def field(self, name: str) -> str:
        """The label of a field."""
        return self._labelled("field", name)

    def rule(self, name: str) -> str:
        """A rule's label of one line."""
        return self._labelled("rule", name)


@cache
def labels(language: str) -> Labels:
    """The words of a language; raises KvtoolError where the catalogue was not compiled."""
    if language not in INTERFACE_LANGUAGES:
        raise KvtoolError(
            f"no language '{language}' in the interface",
            remedy=f"use one of {', '.join(INTERFACE_LANGUAGES)}",
        )
    try:
        return Labels(language)
    except FileNotFoundError:
        raise KvtoolError(
            "the words of the interface are not compiled",
            remedy="install kvtool again with 'pip install -e .'",
        ) from None
