"""From the fields of a record that was checked before to the record: the same values, without checking them again."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from kvtool.model.part import Part, PartType
from kvtool.model.texts import Text, known
from kvtool.model.values import Reads

Make = Callable[[Any], Any]


def revived(model: PartType, fields: Mapping[str, Any]) -> Any:
    """A part from its fields as they stand in a file; they must have been found valid."""
    steps = _steps(model)
    values = {}
    for name, written in fields.items():
        attribute, make = steps[name]
        values[attribute] = make(written) if make else written
    return model.holding(values)


@cache
def _steps(model: PartType) -> Mapping[str, tuple[str, Make | None]]:
    """The attribute of each field, and what makes its value of its text; nothing where the text is the value."""
    return {name: (field.attribute, _make(field.annotation)) for name, field in model.fields.items()}


def _make(annotation: Any) -> Make | None:
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        reads = next((mark for mark in inside[1:] if isinstance(mark, Reads)), None)
        return reads.function if reads else _make(inside[0])
    if origin is list:
        return _items(_make(inside[0]))
    if annotation is Text:
        return known
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return lambda fields: revived(annotation, fields)
    makes = next((_make(choice) for choice in inside if not isinstance(choice, str) and choice is not type(None)), None)
    return _or_nothing(makes) if makes else None


def _items(make: Make | None) -> Make:
    if make is None:
        return lambda written: written or []
    return lambda written: [make(item) for item in written or ()]


def _or_nothing(make: Make) -> Make:
    return lambda written: None if written is None else make(written)
