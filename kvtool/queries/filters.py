"""Filters of `list`: `FIELD=VALUE`, `!=`, `<`, `<=`, `>`, `>=`, `FIELD~TEXT` (contains), `FIELD=` (empty)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any, Final, NamedTuple

from kvtool.errors import KvtoolError
from kvtool.queries.fields import INDEX
from kvtool.queries.ordering import ORDER, is_equal, is_ordered, judge
from kvtool.words.safe import safe_text
from kvtool.words.sorting import spaced

FILTER: Final = re.compile(r"([A-Za-z_][\w.-]*(?:\[\d{1,4}\](?:\.[\w.-]+)?)*)(!=|<=|>=|=|<|>|~)(.*)", re.DOTALL)
STEP: Final = re.compile(r"([\w-]+)(?:\[(\d+)\])?\.?(.*)")
PATH: Final = re.compile(r"[\w-]+(?:\[\d{1,4}\])?(?:\.[\w-]+(?:\[\d{1,4}\])?)*")
PHRASES: Final = re.compile(r",(?! )")
"""A comma without a space after it separates texts; with one it is part of them."""


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

    def whole(self, field: str) -> Any:
        """What stands in a field or at a path, in its form: of a list all items, however many; None where there is nothing."""
        return _whole(self.computed if field in self.computed else self.written, field)


def parse(typed: Sequence[str]) -> list[Filter]:
    """The filters of a command line; raises KvtoolError for what is none."""
    filters = []
    for words in typed:
        found = FILTER.fullmatch(words)
        if found is None:
            raise KvtoolError(
                f"'{safe_text(words[:60])}' is no filter", remedy="write FIELD=VALUE, or !=, <, <=, >, >=, FIELD~TEXT"
            )
        value = found[3].strip() if found[2] in ORDER else found[3]
        filters.append(Filter(found[1], found[2], value, words))
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
    """Raises KvtoolError where a field that holds days, numbers and the like is compared with something else."""
    if sort is not None and one.sign != "~":
        words = [one.value] if one.sign in ORDER else _words(one.value)
        judge(one.field, sort, words, today)


def passes(one: Filter, row: Row, today: date) -> bool:
    """Whether a record, with its computed columns, passes a filter; a list passes where any of its items does."""
    values = row.values(one.field)
    if one.value == "" and one.sign in ("=", "!="):
        return (not values) == (one.sign == "=")
    if one.sign in ("=", "!="):
        words = (one.value, *_words(one.value))
        found = any(is_equal(value, word, today) for value in values for word in words)
        return found == (one.sign == "=")
    if one.sign == "~":
        parts = [spaced(part) for part in PHRASES.split(one.value) if part] or [""]
        return any(part in said for said in (spaced(str(value)) for value in values) for part in parts)
    return any(is_ordered(one.field, value, one.sign, one.value, today) for value in values)


def _words(typed: str) -> list[str]:
    """What commas separate, of which a value may be one."""
    return [word.strip() for word in typed.split(",") if word.strip()]


def _whole(node: Any, field: str) -> Any:
    if isinstance(node, list):
        found = [one for one in (_whole(item, field) for item in node) if one is not None]
        return [one for some in found for one in (some if isinstance(some, list) else [some])] or None
    if not field or node is None:
        return None if node in ("", []) else node
    step = STEP.fullmatch(field)
    return _whole(_step(node, step[1], step[2]), step[3]) if step and isinstance(node, Mapping) else None


def _step(node: Mapping[str, Any], name: str, index: str | None) -> Any:
    """What a field holds, or one item of the list in it."""
    value = node.get(name)
    if index is None:
        return value
    return value[int(index)] if isinstance(value, list) and int(index) < len(value) else None


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
        yield from values_at(_step(node, step[1], step[2]), step[3])
