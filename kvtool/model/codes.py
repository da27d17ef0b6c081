"""All codes that fields can hold, for their labels: each under the part and field that defines it."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, get_args, get_origin

from kvtool.model import KINDS, kind
from kvtool.model.part import Part
from kvtool.model.walk import models


def codes() -> Iterator[tuple[str, str]]:
    """Pairs such as (`Standing.status`, `key`), each once, in the order of the models."""
    seen = set()
    for name in KINDS:
        for model in models(kind(name)):
            for field in model.fields.values():
                context = context_of(model, field.name)
                for code in _literals(field.annotation):
                    if context and (context, code) not in seen:
                        seen.add((context, code))
                        yield context, code


def fields() -> list[str]:
    """The names of all fields, sorted."""
    return sorted({field for name in KINDS for model in models(kind(name)) for field in model.fields})


@cache
def context_of(model: type[Part], field: str) -> str | None:
    """Under which part and field the codes of a field have their labels; None for a field without codes."""
    known = model.fields.get(field)
    return f"{_owner(model, field).__name__}.{field}" if known and _literals(known.annotation) else None


def _owner(model: type[Part], field: str) -> type:
    """The class that gives a field the codes which it has in a model."""
    literal = _literals(model.fields[field].annotation)
    owner: type = model
    for base in model.__mro__:
        known = base.fields.get(field) if issubclass(base, Part) else None
        if known and _literals(known.annotation) == literal:
            owner = base
    return owner


def _literals(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(code for choice in get_args(annotation) for code in _literals(choice))
