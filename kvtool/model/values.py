"""The sorts of value that fields hold: ids, references, texts in several languages, dates, numbers, links.

A file is read as plain text; here each sort says which texts it takes and what it makes of them.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Final, TypeVar

from kvtool.model.countries import COUNTRIES

SLUG: Final = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
INTEGER = re.compile(r"[0-9]{1,9}")
DECIMAL = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,4})?")
LINK: Final = r"""^(https?://|mailto:|tel:)[^\s<>"\\^`{|}]*$"""
SCHEMES: Final = ("https://", "http://", "mailto:", "tel:")
TONGUE: Final = r"^[a-z]{2,3}$"


Schema = dict[str, Any]
"""A schema of Pydantic's core."""


class BadValueError(ValueError):
    """A value that its field does not take: the code of the rule that explains it, what is wrong, what mends it.

    `at` leads from the value to the part of it that is wrong.
    """

    def __init__(self, code: str, message: str, *, help: str = "", at: tuple[str | int, ...] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.help = help
        self.at = at


class Mark:
    """Something said of a field besides its type, in its annotation."""

    __slots__ = ()

    def schema(self, of_type: Schema) -> Schema:
        """The schema of the field, from that of its type."""
        return of_type


class Reads(Mark):
    """Marks how a field's text becomes its value; `looks` is what an editor can know of it, as JSON Schema."""

    __slots__ = ("function", "looks")

    def __init__(self, function: Callable[[Any], Any], looks: Schema) -> None:
        self.function = function
        self.looks = looks

    def schema(self, of_type: Schema) -> Schema:
        return {"type": "function-plain", "function": {"type": "no-info", "function": self.function}}


class ChecksInBase(Mark):
    """Marks a text that is checked by the settings of the base."""

    __slots__ = ("function",)

    def __init__(self, function: Callable[[Any, Any], str]) -> None:
        self.function = function

    def schema(self, of_type: Schema) -> Schema:
        return {"type": "function-plain", "function": {"type": "with-info", "function": self.function}}


class Written(Mark):
    """Marks how a text is written: by a pattern, not too short, not too long."""

    __slots__ = ("longest", "pattern")

    def __init__(self, pattern: str | None = None, longest: int | None = None) -> None:
        self.pattern = pattern
        self.longest = longest

    def schema(self, of_type: Schema) -> Schema:
        limits = {"pattern": self.pattern, "max_length": self.longest}
        return {**of_type, "min_length": 1, **{name: limit for name, limit in limits.items() if limit is not None}}


class Listed(Mark):
    """Marks a list that may be absent, or left empty: `goals:` is no goals."""

    __slots__ = ("most",)

    def __init__(self, most: int | None = None) -> None:
        self.most = most

    def schema(self, of_type: Schema) -> Schema:
        items = of_type if self.most is None else {**of_type, "max_length": self.most}
        return {"type": "function-before", "function": {"type": "no-info", "function": _listed}, "schema": items}


def _listed(value: Any) -> Any:
    return [] if value is None else value


class Called(Mark):
    """Marks a field whose name in the file is not that of its attribute."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Refers(Mark):
    """Marks a field as a reference to a record or nested thing of one of these kinds, or as one of some words instead."""

    __slots__ = ("kinds", "words")

    def __init__(self, *kinds: str, words: tuple[str, ...] = ()) -> None:
        self.kinds = kinds
        self.words = words


Id = Annotated[str, Written(SLUG, 64)]


PartnerId = Annotated[Id, Refers("partner")]
NetworkId = Annotated[Id, Refers("network")]
MessageId = Annotated[Id, Refers("message")]
SourceId = Annotated[Id, Refers("source")]
FrameworkId = Annotated[Id, Refers("framework")]
EngagementId = Annotated[Id, Refers("engagement")]
UnitId = Annotated[Id, Refers("unit")]
OfficeId = Annotated[Id, Refers("office")]
GoalId = Annotated[Id, Refers("goal")]
PriorityId = Annotated[Id, Refers("priority")]
MeasureId = Annotated[Id, Refers("measure")]
EvidenceId = Annotated[Id, Refers("outcome", "engagement", "fact", "measure", "message")]

Line = Annotated[str, Written()]
"""Text in no particular language."""

Hash = Annotated[str, Written(r"^[0-9a-f]{12}$")]
Sha256 = Annotated[str, Written(r"^[0-9a-f]{64}$")]


def _boolean(value: Any) -> bool:
    if value == "true":
        return True
    if value == "false":
        return False
    raise BadValueError("KV111", f"'{value}' is neither true nor false", help="write true or false")


def _integer(value: Any) -> int:
    if isinstance(value, str) and INTEGER.fullmatch(value):
        return int(value)
    raise BadValueError("KV111", f"{shown(value)} is not a whole number", help="write digits only")


def _decimal(value: Any) -> Decimal:
    if isinstance(value, str) and DECIMAL.fullmatch(value):
        return Decimal(value)
    raise BadValueError(
        "KV111", f"{shown(value)} is not a number", help="write digits, with a point before the decimals"
    )


def _year(value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"[12][0-9]{3}", value):
        return int(value)
    raise BadValueError("KV105", f"{shown(value)} is not a year", help="write four digits")


def _link(value: Any) -> str:
    if isinstance(value, str) and value.startswith(SCHEMES) and not re.search(r"[\s<>\"\\^`{|}]", value):
        return value
    raise BadValueError(
        "KV112", f"{shown(value)} is not a link", help="start it with https://, http://, mailto: or tel:"
    )


def _country(value: Any) -> str:
    if isinstance(value, str) and value in COUNTRIES:
        return str(value)
    raise BadValueError(
        "KV113", f"{shown(value)} is not a country code", help="write the two letters of ISO 3166, such as SE"
    )


def _tongue(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(TONGUE, value):
        return value
    raise BadValueError(
        "KV111", f"{shown(value)} is not a language code", help="write the two or three letters of ISO 639, such as et"
    )


def _language(value: Any, info: Any) -> str:
    languages = (info.context or {}).get("languages", ())
    if isinstance(value, str) and (value in languages or not languages):
        return value
    raise BadValueError(
        "KV108", f"{shown(value)} is not a language of this base", help=f"use one of {', '.join(languages)}"
    )


def shown(value: Any) -> str:
    if not isinstance(value, str):
        return "an empty value" if value is None else "a list" if isinstance(value, list) else "a mapping"
    return f"'{value[:40]}…'" if len(value) > 41 else f"'{value}'"


Truth = Annotated[bool, Reads(_boolean, {"type": "boolean"})]
Whole = Annotated[int, Reads(_integer, {"type": "integer", "minimum": 0})]
Amount = Annotated[Decimal, Reads(_decimal, {"type": "number"})]
Year = Annotated[int, Reads(_year, {"type": "integer", "minimum": 1000, "maximum": 2999})]
Link = Annotated[str, Reads(_link, {"type": "string", "pattern": LINK})]
Country = Annotated[str, Reads(_country, {"enum": sorted(COUNTRIES)})]
LanguageCode = Annotated[str, Reads(_tongue, {"type": "string", "pattern": TONGUE})]
"""Any language that is spoken or signed, not only those of the base."""
Language = Annotated[str, ChecksInBase(_language)]

T = TypeVar("T")
Many = Annotated[list[T], Listed()]
"""A list that may be absent or left empty."""
