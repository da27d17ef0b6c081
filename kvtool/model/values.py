"""The sorts of value that fields hold: ids, references, texts in several languages, dates, numbers, links.

A file is read as plain text; here each sort says which texts it takes and what it makes of them.
Faults are PydanticCustomErrors whose type is the code of the rule that explains them.
"""

import re
from decimal import Decimal
from typing import Annotated, Any, Final, TypeVar

from pydantic import BeforeValidator, Field, PlainValidator, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from kvtool.model.countries import COUNTRIES

SLUG: Final = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
INTEGER = re.compile(r"[0-9]{1,9}")
DECIMAL = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,4})?")
SCHEMES: Final = ("https://", "http://", "mailto:", "tel:")
RHYTHM = re.compile(r"[1-9][0-9]{0,2}[dwmy]")


def fault(code: str, message: str, *, help: str = "", at: tuple[str | int, ...] = ()) -> PydanticCustomError:
    """A fault of a value; `at` leads from the value to the part of it that is wrong."""
    return PydanticCustomError(code, "{message}", {"message": message, "help": help, "at": at})


class Refers:
    """Marks a field as a reference to a record or nested thing of one of these kinds, or as one of some words instead."""

    __slots__ = ("kinds", "words")

    def __init__(self, *kinds: str, words: tuple[str, ...] = ()) -> None:
        self.kinds = kinds
        self.words = words


Id = Annotated[str, StringConstraints(pattern=SLUG, max_length=64)]


PartnerId = Annotated[Id, Refers("partner")]
NetworkId = Annotated[Id, Refers("network")]
MessageId = Annotated[Id, Refers("message")]
SourceId = Annotated[Id, Refers("source")]
FrameworkId = Annotated[Id, Refers("framework")]
EngagementId = Annotated[Id, Refers("engagement")]
FactId = Annotated[Id, Refers("fact")]
UnitId = Annotated[Id, Refers("unit")]
OfficeId = Annotated[Id, Refers("office")]
GoalId = Annotated[Id, Refers("goal")]
PriorityId = Annotated[Id, Refers("priority")]
MeasureId = Annotated[Id, Refers("measure")]
EvidenceId = Annotated[Id, Refers("outcome", "engagement", "fact", "measure", "message")]

Line = Annotated[str, StringConstraints(min_length=1)]
"""Text in no particular language."""

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


def _boolean(value: Any) -> bool:
    if value == "true":
        return True
    if value == "false":
        return False
    raise fault("KV111", f"'{value}' is neither true nor false", help="write true or false")


def _integer(value: Any) -> int:
    if isinstance(value, str) and INTEGER.fullmatch(value):
        return int(value)
    raise fault("KV111", f"{shown(value)} is not a whole number", help="write digits only")


def _decimal(value: Any) -> Decimal:
    if isinstance(value, str) and DECIMAL.fullmatch(value):
        return Decimal(value)
    raise fault("KV111", f"{shown(value)} is not a number", help="write digits, with a point before the decimals")


def _year(value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"[12][0-9]{3}", value):
        return int(value)
    raise fault("KV105", f"{shown(value)} is not a year", help="write four digits")


def _link(value: Any) -> str:
    if isinstance(value, str) and value.startswith(SCHEMES) and not re.search(r"[\s<>\"\\^`{|}]", value):
        return value
    raise fault("KV112", f"{shown(value)} is not a link", help="start it with https://, http://, mailto: or tel:")


def _country(value: Any) -> str:
    if isinstance(value, str) and value in COUNTRIES:
        return str(value)
    raise fault("KV113", f"{shown(value)} is not a country code", help="write the two letters of ISO 3166, such as SE")


def _rhythm(value: Any) -> str:
    if isinstance(value, str) and RHYTHM.fullmatch(value):
        return value
    raise fault("KV111", f"{shown(value)} is not a rhythm", help="write a number and d, w, m or y, such as 12m")


def _language(value: Any, info: ValidationInfo) -> str:
    languages = (info.context or {}).get("languages", ())
    if isinstance(value, str) and (value in languages or not languages):
        return value
    raise fault("KV108", f"{shown(value)} is not a language of this base", help=f"use one of {', '.join(languages)}")


def shown(value: Any) -> str:
    if not isinstance(value, str):
        return "an empty value" if value is None else "a list" if isinstance(value, list) else "a mapping"
    return f"'{value[:40]}…'" if len(value) > 41 else f"'{value}'"


Truth = Annotated[bool, PlainValidator(_boolean)]
Whole = Annotated[int, PlainValidator(_integer)]
Amount = Annotated[Decimal, PlainValidator(_decimal)]
Year = Annotated[int, PlainValidator(_year)]
Link = Annotated[str, PlainValidator(_link)]
Country = Annotated[str, PlainValidator(_country)]
Rhythm = Annotated[str, PlainValidator(_rhythm)]
Language = Annotated[str, PlainValidator(_language)]

T = TypeVar("T")
Many = Annotated[list[T], BeforeValidator(lambda value: [] if value is None else value), Field(default_factory=list)]
"""A list that may be absent or left empty."""
