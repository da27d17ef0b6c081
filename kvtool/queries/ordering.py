"""How the values of fields compare with what was typed, and with each other: days, numbers, rhythms and words."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from kvtool.errors import KvtoolError
from kvtool.model.dates import Day, exists
from kvtool.model.rhythm import Interval, is_written
from kvtool.queries.fields import INDEX
from kvtool.store.calendar import shifted
from kvtool.words.safe import safe_text
from kvtool.words.sorting import fold, sort_key

RELATIVE: Final = re.compile(r"(today)?(?:([+-]\d{1,4})([dwmy]))?")
NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?|[+-]?[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?:\.[0-9]+)?")
"""A number as texts have it, thousands with or without spaces between them."""
FIGURES: Final = re.compile(r"[+-]?[0-9][0-9.,\s\u00a0\u2009\u202f]*(?:[eE][+-]?[0-9]+)?")
"""What somebody types who means a number, be it written as texts have it or not."""
CLOSING: Final = frozenset(("to", "until", "due", "deadline", "by"))
"""Fields whose days count to the last that they can mean; all others count from the first."""
AS_A_NUMBER: Final = "write 1250, 1 250 or 9.5"
ORDER: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def judge(field: str, sort: type, words: Iterable[str], today: date) -> None:
    """Raises KvtoolError where a field that holds days, numbers, rhythms or true and false is asked for something else."""
    for word in words:
        said = f"'{safe_text(word[:40])}' is not"
        if issubclass(sort, Day):
            if not exists(day_text(word, today)):
                raise KvtoolError(f"{said} a day", remedy="write 2026-11-21, 2026, today-90d or -12m")
        elif issubclass(sort, Interval):
            if not is_written(word):
                raise KvtoolError(f"{said} a rhythm, and {field} holds rhythms", remedy="write 12m, 2w or 1y")
        elif issubclass(sort, bool):
            if word not in ("true", "false"):
                raise KvtoolError(f"{said} true or false", remedy=f"write {field}=true or {field}=false")
        elif issubclass(sort, Decimal | int) and number(word) is None:
            raise KvtoolError(f"{said} a number, and {field} holds numbers", remedy=AS_A_NUMBER)


def is_equal(value: Any, word: str, today: date) -> bool:
    """Whether a value is what was typed; a date is equal to any part of it that is named."""
    if isinstance(value, bool):
        return word == ("true" if value else "false")
    if isinstance(value, Day):
        return value.startswith(day_text(word, today))
    return str(value) == word or (isinstance(value, Decimal | int) and number(word) == value)


def is_ordered(field: str, value: Any, sign: str, word: str, today: date) -> bool:
    """Whether the value of a field lies before or after what was typed; raises KvtoolError where that cannot be."""
    compare = ORDER[sign]
    sort = type(value)
    if issubclass(sort, Day | Interval | Decimal | int) and not issubclass(sort, bool):
        judge(field, sort, [word], today)
    if isinstance(value, Day):
        day = Day(day_text(word, today))
        own = value.last if INDEX.sub("", field).rpartition(".")[2] in CLOSING else value.first
        return compare(own, day.last if sign in ("<=", ">") else day.first)
    if isinstance(value, Interval):
        return compare(value.days, Interval(word).days)
    numbers = number(value), number(word)
    if numbers[0] is not None and numbers[1] is None and FIGURES.fullmatch(word):
        raise KvtoolError(f"'{safe_text(word[:40])}' is not a number, and {field} holds some", remedy=AS_A_NUMBER)
    return compare(*numbers) if None not in numbers else compare(fold(str(value)), fold(word))


def rank(value: Any) -> tuple[int, Any]:
    """What orders values: numbers and rhythms by size, then all else as names are sorted, dates so by their first day."""
    if isinstance(value, Interval):
        return 0, value.days
    size = number(value)
    return (1, sort_key(str(value))) if size is None else (0, size)


def number(value: Any) -> Decimal | None:
    """The number that a value is, or that a text says; nothing of any other."""
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return Decimal(value)
    if not isinstance(value, str) or isinstance(value, Day) or not NUMBER.fullmatch(value):
        return None
    try:
        return Decimal(re.sub(r"\s", "", value))
    except InvalidOperation:
        return None


def day_text(text: str, today: date) -> str:
    """A date as it is written, or counted from today: `today`, `today-90d`, `-12m`."""
    found = RELATIVE.fullmatch(text)
    if not text or found is None or not (found[1] or found[2]):
        return text
    count, unit = int(found[2] or 0), found[3] or "d"
    try:
        return shifted(today, count, unit).isoformat()
    except OverflowError:
        raise KvtoolError(f"'{text}' leads out of the calendar") from None
