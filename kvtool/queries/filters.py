"""Filters of `list`: `FIELD=VALUE`, `!=`, `<`, `<=`, `>`, `>=`, `FIELD~TEXT` (contains), `FIELD=` (empty)."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any, Final, NamedTuple

from kvtool.errors import KvtoolError
from kvtool.model.dates import Day, exists
from kvtool.queries.fields import INDEX
from kvtool.store.calendar import shifted
from kvtool.words.safe import safe_text
from kvtool.words.sorting import fold

FILTER: Final = re.compile(r"([A-Za-z_][\w.-]*(?:\[\d{1,4}\](?:\.[\w.-]+)?)*)(!=|<=|>=|=|<|>|~)(.*)", re.DOTALL)
RELATIVE: Final = re.compile(r"(today)?(?:([+-]\d{1,4})([dwmy]))?")
STEP: Final = re.compile(r"([\w-]+)(?:\[(\d+)\])?\.?(.*)")
PATH: Final = re.compile(r"[\w-]+(?:\[\d{1,4}\])?(?:\.[\w-]+(?:\[\d{1,4}\])?)*")
ORDER: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


class Filter(NamedTuple):
    """A field, a comparison and what is compared with, as it was typed."""

    field: str
    sign: str
    value: str
    typed: str


class Row(NamedTuple):
    """A record's fields as they are written, and what is computed of them; a computed one hides a written one."""

    written: Mapping[str, Any]
    computed: Mapping[str, Any]

    def values(self, field: str) -> list[Any]:
        """What stands in a field or at a path, one by one."""
        return list(values_at(self.computed if field in self.computed else self.written, field))

    def value(self, field: str) -> Any:
        """The value, the list of them where there are several, None where there is nothing."""
        found = self.values(field)
        return found[0] if len(found) == 1 else found or None


def parse(typed: Sequence[str]) -> list[Filter]:
    """The filters of a command line; raises KvtoolError for what is none."""
    filters = []
    for words in typed:
        found = FILTER.fullmatch(words)
        if found is None:
            raise KvtoolError(
                f"'{safe_text(words[:60])}' is no filter", remedy="write FIELD=VALUE, or !=, <, <=, >, >=, FIELD~TEXT"
            )
        filters.append(Filter(found[1], found[2], found[3], words))
    return filters


def known(asked: Iterable[str], fields: Sequence[str], elsewhere: str = "") -> None:
    """Raises KvtoolError with the nearest names for a field that is none of those that there are.

    `elsewhere` says where they all stand; without it the error names those that are no part of another.
    """
    for field in asked:
        name = INDEX.sub("", field)
        if not PATH.fullmatch(field) or name not in fields:
            near = get_close_matches(name, fields, 3, 0.6)
            every = elsewhere or f"fields are {', '.join(field for field in fields if '.' not in field)}"
            raise KvtoolError(
                f"no field '{safe_text(field[:60])}'", remedy=f"did you mean {' or '.join(near)}?" if near else every
            )


def comparable(one: Filter, sort: type | None, today: date) -> None:
    """Raises KvtoolError where a field that holds days or numbers is compared with something else."""
    if one.sign not in ORDER or sort is None:
        return
    if issubclass(sort, Day) and not exists(_day_text(one.value, today)):
        raise KvtoolError(
            f"'{safe_text(one.value[:40])}' is not a day", remedy="write 2026-11-21, 2026, today-90d or -12m"
        )
    if issubclass(sort, Decimal | int) and not issubclass(sort, bool) and _number(one.value) is None:
        raise KvtoolError(f"'{safe_text(one.value[:40])}' is not a number, and {one.field} holds numbers")


def passes(one: Filter, row: Row, today: date) -> bool:
    """Whether a record, with its computed columns, passes a filter; a list passes where any of its items does."""
    values = row.values(one.field)
    if one.value == "" and one.sign in ("=", "!="):
        return (not values) == (one.sign == "=")
    if one.sign == "!=":
        return not any(_equal(value, one.value, today) for value in values)
    if one.sign == "=":
        return any(_equal(value, one.value, today) for value in values)
    if one.sign == "~":
        return any(fold(one.value) in fold(str(value)) for value in values)
    return any(_compared(value, one, today) for value in values)


def values_at(node: Any, field: str) -> Iterator[Any]:
    """What stands at a path; lists on the way are gone through, an index picks one item."""
    if isinstance(node, list):
        for item in node:
            yield from values_at(item, field)
        return
    if not field:
        if isinstance(node, dict):
            for name, value in node.items():
                if name not in ("proposed", "made_from"):
                    yield from values_at(value, "")
        elif node not in (None, ""):
            yield node
        return
    if isinstance(node, Mapping) and (step := STEP.fullmatch(field)):
        name, index, rest = step.groups()
        value = node.get(name)
        if index is not None:
            value = value[int(index)] if isinstance(value, list) and int(index) < len(value) else None
        yield from values_at(value, rest)


def _equal(value: Any, wanted: str, today: date) -> bool:
    """Whether a value is one of those that a comma separates; a date is equal to any part of it that is named."""
    for word in filter(None, wanted.split(",")):
        if isinstance(value, bool):
            hit = word == ("true" if value else "false")
        elif isinstance(value, Day):
            hit = value.startswith(_day_text(word, today))
        else:
            hit = str(value) == word or (isinstance(value, Decimal | int) and _number(word) == value)
        if hit:
            return True
    return False


def _compared(value: Any, one: Filter, today: date) -> bool:
    compare = ORDER[one.sign]
    if isinstance(value, Day):
        comparable(one, Day, today)
        day = _day_text(one.value, today)
        return compare(
            value.last if one.sign in ("<=", ">") else value.first,
            Day(day).last if one.sign in ("<=", ">") else Day(day).first,
        )
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        comparable(one, type(value), today)
        return compare(Decimal(value), _number(one.value))
    return compare(fold(str(value)), fold(one.value))


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _day_text(text: str, today: date) -> str:
    """A date as it is written, or counted from today: `today`, `today-90d`, `-12m`."""
    found = RELATIVE.fullmatch(text)
    if not text or found is None or not (found[1] or found[2]):
        return text
    count, unit = int(found[2] or 0), found[3] or "d"
    try:
        return shifted(today, count, unit).isoformat()
    except OverflowError:
        raise KvtoolError(f"'{text}' leads out of the calendar") from None
