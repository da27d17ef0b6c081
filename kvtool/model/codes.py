"""All codes that fields can hold, for their labels: each under the part and field that defines it."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, get_args, get_origin

from kvtool.model import KINDS, kind
from kvtool.model.base import Part
from kvtool.model.walk import models


def codes() -> Iterator[tuple[str, str]]:
    """Pairs such as (`Standing.status`, `key`), each once, in the order of the models."""
    seen = set()
    for name in KINDS:
        for model in models(kind(name)):
            for field, info in model.model_fields.items():
                context = context_of(model, info.alias or field)
                for code in _literals(info.annotation):
                    if context and (context, code) not in seen:
                        seen.add((context, code))
                        yield context, code


def fields() -> list[str]:
    """The names of all fields, sorted."""
    return sorted(
        {info.alias or name for k in KINDS for model in models(kind(k)) for name, info in model.model_fields.items()}
    )


@cache
def context_of(model: type[Part], field: str) -> str | None:
    """Under which part and field the codes of a field have their labels; None for a field without codes."""
    for name, info in model.model_fields.items():
        if (info.alias or name) == field and _literals(info.annotation):
            return f"{_owner(model, name).__name__}.{field}"
    return None


def _owner(model: type[Part], field: str) -> type:
    """The class that gives a field the codes which it has in a model."""
    literal = _literals(model.model_fields[field].annotation)
    owner: type = model
    for base in model.__mro__:
        info = getattr(base, "model_fields", {}).get(field)
        if info is not None and _literals(info.annotation) == literal:
            owner = base
    return owner


def _literals(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(code for choice in get_args(annotation) for code in _literals(choice))
