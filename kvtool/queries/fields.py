"""Fields by their paths as in the YAML: `names.fi`, `membership.owner`, `agreements[0].signed`."""

from collections.abc import Iterator
from typing import Any

from kvtool.model.part import Part
from kvtool.model.texts import Text, written
from kvtool.model.walk import part_of


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
    """The paths of a model's fields, without indexes; texts have one for each language that a base may have."""
    for name in model.fields:
        yield f"{prefix}{name}"
        inner = part_of(model, name)
        if inner and depth:
            yield from paths_of(inner, f"{prefix}{name}.", depth - 1)
