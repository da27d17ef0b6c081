"""Text in the languages of a base, with what is known of its translations."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final, NamedTuple

from kvtool.model.values import BadValueError, Schema, shown

LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
HASH: Final = re.compile(r"[0-9a-f]{12}")
NONE: Final[frozenset[str]] = frozenset()
NOTHING: Final[Mapping[str, str]] = {}
MORE: Final = "more"
"""Noted in the context of a validation where a text holds more than words."""


class Words(NamedTuple):
    """A text in one language, as found for a reader who asked for `asked`."""

    text: str
    language: str
    asked: str
    proposed: bool = False

    @property
    def borrowed(self) -> bool:
        """Whether it stands in another language than the one asked for."""
        return self.language != self.asked


class Text:
    """One text in several languages; `proposed` translations wait for confirmation, `made_from` holds their sources' hashes."""

    __slots__ = ("made_from", "proposed", "strings")

    def __init__(
        self, strings: Mapping[str, str], proposed: frozenset[str] = NONE, made_from: Mapping[str, str] = NOTHING
    ) -> None:
        self.strings = strings
        self.proposed = proposed
        self.made_from = made_from

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Text):
            return NotImplemented
        return (self.strings, self.proposed, self.made_from) == (other.strings, other.proposed, other.made_from)

    def __repr__(self) -> str:
        return f"Text({self.strings!r}, {self.proposed!r}, {self.made_from!r})"

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.strings.items())

    def find(self, language: str, source_language: str) -> Words:
        """The text in a language, else in the source language, else in the first there is."""
        for code in (language, source_language, *self.strings):
            if code in self.strings:
                return Words(self.strings[code], code, language, code in self.proposed)
        raise AssertionError("a text has at least one language")

    def source(self, source_language: str) -> str:
        """The text in the source language, else in the first there is."""
        return self.strings.get(source_language) or next(iter(self.strings.values()))

    @staticmethod
    def schema() -> Schema:
        """The schema by which it is validated."""
        return {"type": "function-plain", "function": {"type": "with-info", "function": _validate}}


def written(text: Text) -> dict[str, Any]:
    """A text as it stands in the file."""
    shown: dict[str, Any] = dict(text.strings)
    if text.proposed:
        shown["proposed"] = [code for code in text.strings if code in text.proposed]
    if text.made_from:
        shown["made_from"] = dict(text.made_from)
    return shown


def known(value: dict[str, Any]) -> Text:
    """A text from what stands in the file, which is valid."""
    if "proposed" not in value and "made_from" not in value:
        return Text(value)
    strings = {code: text for code, text in value.items() if code not in ("proposed", "made_from")}
    return Text(strings, frozenset(value.get("proposed", NONE)), value.get("made_from", NOTHING))


def _validate(value: Any, info: Any) -> Text:
    context = info.context or {}
    languages = context.get("languages", ())
    if not isinstance(value, dict):
        example = languages[0] if languages else "en"
        raise BadValueError("KV103", f"{shown(value)} is not a text by language", help=f"write {{{example}: …}}")
    if value and _is_plain(value, languages, context):
        return Text(value)
    context[MORE] = True
    return _checked(value, languages)


def _is_plain(value: Mapping[str, Any], languages: Collection[str], context: dict[str, Any]) -> bool:
    """Whether nothing stands there but texts in languages of the base, as nearly always."""
    for language, words in value.items():
        if language not in languages or not isinstance(words, str) or not words or words.isspace():
            return False
        if "{" in words:
            context[MORE] = True
    return True


def _checked(value: dict[str, Any], languages: Collection[str]) -> Text:
    for key, item in value.items():
        if key == "proposed":
            _check_codes(item)
        elif key == "made_from":
            _check_hashes(item)
        elif key not in languages if languages else not LANGUAGE.fullmatch(key):
            raise BadValueError(
                "KV108",
                f"'{key}' is not a language of this base",
                help=f"use one of {', '.join(languages)}",
                at=(key,),
            )
        elif not isinstance(item, str) or not item.strip():
            what = "is empty" if item is None or isinstance(item, str) else "is not text"
            raise BadValueError("KV103", f"the text in '{key}' {what}", help="write it or remove the line", at=(key,))
    text = known(value)
    if not text.strings:
        raise BadValueError("KV102", "the text has no language", help="write at least one")
    for where in ("proposed", "made_from"):
        for code in value.get(where, ()):
            if code not in text.strings:
                said = f"{where} names '{code}', in which there is no text"
                raise BadValueError("KV108", said, help="remove it", at=(where,))
    return text


def _check_codes(item: Any) -> None:
    if not isinstance(item, list) or not all(isinstance(code, str) for code in item):
        raise BadValueError("KV103", "'proposed' is not a list of languages", help="write [sv, en]", at=("proposed",))


def _check_hashes(item: Any) -> None:
    if not isinstance(item, dict) or not all(
        isinstance(hashed, str) and HASH.fullmatch(hashed) for hashed in item.values()
    ):
        raise BadValueError(
            "KV103",
            "'made_from' is not a mapping of languages to hashes",
            help="write {sv: 3f2a9c1b7d04}",
            at=("made_from",),
        )


def canonical(text: str) -> str:
    """A text as hashes see it: NFC, runs of white space one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def hash_of(text: str) -> str:
    """The twelve hexadecimal digits that stand for a source text in `made_from`."""
    return digest(canonical(text))


def digest(written: str) -> str:
    """Twelve hexadecimal digits that stand for words as they are written."""
    from hashlib import sha256

    return sha256(written.encode()).hexdigest()[:12]
