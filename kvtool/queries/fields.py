"""Fields by their paths as in the YAML: `names.fi`, `membership.owner`, `agreements[0].signed`."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal, get_args, get_origin

from kvtool.model.part import Part
from kvtool.model.texts import Text, written
from kvtool.model.walk import part_of

INDEX: Final = re.compile(r"\[\d+\]")


def plain(part: Part) -> dict[str, Any]:
    """A record as it is written: given fields only, under their names in the file."""
    given = vars(part)
    return {
        field.name: _plain(given[field.attribute])
        for field in type(part).fields.values()
        if given.get(field.attribute) is not None
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Part):
        return plain(value)
    if isinstance(value, Text):
        return written(value)
    return [_plain(item) for item in value] if isinstance(value, list) else value


def paths_of(model: type[Part], prefix: str = "", depth: int = 3) -> Iterator[str]:
    """The paths of a model's fields, without indexes."""
    for name in model.fields:
        yield f"{prefix}{name}"
        inner = part_of(model, name)
        if inner and depth:
            yield from paths_of(inner, f"{prefix}{name}.", depth - 1)


def fields_of(model: type[Part], languages: Sequence[str]) -> Iterator[str]:
    """The paths of all that can be asked of a model: its fields, and what a text says and bears in each language."""
    for path in paths_of(model):
        yield path
        if sort_of(model, path) is Text:
            yield from (f"{path}.{code}" for code in languages)
            yield f"{path}.proposed"
            yield from (f"{path}.made_from.{code}" for code in languages)


def sort_of(model: type[Part], path: str) -> type | None:
    """The sort of value at the end of a path: a day, a number, text; nothing where it is a part or unknown."""
    here: type[Part] | None = model
    annotation: Any = None
    for step in INDEX.sub("", path).split("."):
        field = here.fields.get(step) if here else None
        if here is None or field is None:
            return None
        annotation, here = field.annotation, part_of(here, step)
    return _plainest(annotation)


def _plainest(annotation: Any) -> type | None:
    """The class below all that an annotation says."""
    if isinstance(annotation, type):
        return annotation
    inside = [choice for choice in get_args(annotation) if choice is not type(None)]
    return _plainest(inside[0]) if inside and get_origin(annotation) is not Literal else None
