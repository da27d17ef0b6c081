"""Labels and sentences of the interface in Finnish, Swedish and English, from gettext catalogues."""

import gettext
from functools import cache
from pathlib import Path

from kvtool.errors import KvtoolError
from kvtool.settings import INTERFACE_LANGUAGES

LOCALE = Path(__file__).parent / "locale"


class Labels:
    """The words of one language; English sentences are their own keys, codes and fields have labels in all three."""

    def __init__(self, language: str) -> None:
        self.language = language
        with (LOCALE / language / "LC_MESSAGES" / "kvtool.mo").open("rb") as compiled:
            self._catalogue = gettext.GNUTranslations(compiled)

    def say(self, sentence: str, **values: object) -> str:
        """A sentence of the interface; `{name}` in it is filled from the values."""
        said = self._catalogue.gettext(sentence)
        return said.format(**values) if values else said

    def code(self, context: str, code: str | None) -> str:
        """The label of a code, such as `Standing.status` key; the code itself where it has none."""
        return self._catalogue.pgettext(context, code) if code else ""

    def field(self, name: str) -> str:
        """The label of a field."""
        return self._catalogue.pgettext("field", name)

    def rule(self, name: str) -> str:
        """A rule's label of one line."""
        return self._catalogue.pgettext("rule", name)


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
