"""Fields by their paths as in the YAML: `names.fi`, `membership.owner`, `agreements[0].signed`."""

from collections.abc import Iterator
from typing import Any

from kvtool.model.base import Part
from kvtool.model.walk import part_of


def plain(part: Part) -> dict[str, Any]:
    """A record as it is written: given fields only, under their names in the file."""
    return part.model_dump(by_alias=True, exclude_unset=True, exclude_none=True)


def paths_of(model: type[Part], prefix: str = "", depth: int = 3) -> Iterator[str]:
    """The paths of a model's fields, without indexes; texts have one for each language that a base may have."""
    for name, info in model.model_fields.items():
        alias = info.alias or name
        yield f"{prefix}{alias}"
        inner = part_of(model, alias)
        if inner and depth:
            yield from paths_of(inner, f"{prefix}{alias}.", depth - 1)
