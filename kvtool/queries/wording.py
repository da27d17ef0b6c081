"""A record's fields in words: labels for codes, names for ids, dates as people write them."""

from collections.abc import Iterator
from typing import Any

from kvtool.model.codes import context_of
from kvtool.model.dates import Day
from kvtool.model.network import CityMembership
from kvtool.model.part import Part
from kvtool.model.rhythm import Interval
from kvtool.model.statement import Role
from kvtool.model.texts import Text
from kvtool.model.walk import refers_in
from kvtool.queries.reading import Reader
from kvtool.store.statements import role_state
from kvtool.words.languages import language
from kvtool.words.places import country

FIRST = ("names", "title", "headline", "claim", "type", "scope")
LAST = ("sources", "aliases", "review", "visibility", "notes")
OWN_WORDS = ("id", "standing", "statements")
"""Fields that `show` tells in its own way, before the others."""
LEADING = (
    "status",
    "form",
    "type",
    "lang",
    "names",
    "title",
    "text",
    "question",
    "answer",
    "changed",
    "member",
    "partner",
    "party",
    "unit",
)
"""What comes first in a line, without its label."""
TRAILING = ("quote", "source")


def rows_of(reader: Reader, part: Part) -> Iterator[tuple[str, str]]:
    """The fields of a record with their labels, in the order in which a reader wants them."""
    fields = dict(_given(part))
    order = [name for name in FIRST if name in fields]
    order += [name for name in fields if name not in (*FIRST, *LAST)]
    order += [name for name in LAST if name in fields]
    for name in order:
        value = fields[name]
        if name in OWN_WORDS:
            continue
        if isinstance(value, CityMembership):
            yield from rows_of(reader, value)
        elif lines := [line for line in _lines(reader, type(part), name, value) if line]:
            yield reader.labels.field(name), "\n".join(lines)


def in_words(reader: Reader, model: type[Part], field: str, value: Any) -> str:
    """What stands in a field of a part, in one line."""
    return ", ".join(line for line in _lines(reader, model, field, value) if line)


def _given(part: Part) -> Iterator[tuple[str, Any]]:
    """The fields that a file gives, under their names there."""
    given = vars(part)
    for field in type(part).fields.values():
        if given.get(field.attribute) not in (None, [], ()):
            yield field.name, given[field.attribute]


def _lines(reader: Reader, model: type[Part], field: str, value: Any) -> Iterator[str]:
    """A value in words, one line for each item of a list."""
    for one in value if isinstance(value, list) else [value]:
        yield _line(reader, one) if isinstance(one, Part) else _word(reader, model, field, one)


def _line(reader: Reader, part: Part) -> str:
    """A part in one line: what it is, its other fields with labels, its words and their source at the end."""
    fields = dict(_given(part))
    head = [_inline(reader, part, name, fields[name]) for name in LEADING if name in fields]
    if isinstance(part, Role) and (state := role_state(reader.kb, part, reader.day)):
        head.append(reader.labels.code("Role.state", state))
    rest = [
        f"{reader.labels.field(name).lower()}: {_inline(reader, part, name, value)}"
        for name, value in fields.items()
        if name not in (*LEADING, *TRAILING, "id")
    ]
    quote = [f"”{fields['quote']}”"] if "quote" in fields else []
    source = f" ({reader.name(fields['source'])})" if "source" in fields else ""
    return "; ".join(filter(None, [", ".join(head), *rest, *quote])) + source


def _inline(reader: Reader, part: Part, name: str, value: Any) -> str:
    return ", ".join(_lines(reader, type(part), name, value))


def _word(reader: Reader, model: type[Part], field: str, value: Any) -> str:
    """A text, a date, a code's label, a record's name, or the value itself."""
    if isinstance(value, Text):
        return " ".join(reader.text(value).split())
    if isinstance(value, bool):
        return reader.labels.say("yes") if value else reader.labels.say("no")
    if isinstance(value, Day):
        return reader.date(value)
    if isinstance(value, Interval):
        return _interval(reader, value)
    written = " ".join(str(value).split())
    if context := context_of(model, field):
        return reader.labels.code(context, written)
    if field == "country":
        return country(written, reader.labels.language)
    if field == "interpretation":
        return language(written, reader.labels.language)
    if field == "audiences":
        return reader.kb.settings.audience(written, reader.language)
    if refers_in(model, field):
        return (
            reader.name(written)
            if reader.kb.kind_of(written)
            else reader.labels.code(f"{model.__name__}.{field}", written)
        )
    return written


def _interval(reader: Reader, value: Interval) -> str:
    """A time such as `3m` in words."""
    say, number = reader.labels.say, int(value[:-1])
    one = {"d": say("1 day"), "w": say("1 week"), "m": say("1 month"), "y": say("1 year")}
    more = {
        "d": say("{number} days", number=number),
        "w": say("{number} weeks", number=number),
        "m": say("{number} months", number=number),
        "y": say("{number} years", number=number),
    }
    return (one if number == 1 else more)[value[-1]]
