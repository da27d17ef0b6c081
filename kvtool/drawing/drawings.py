"""Drawings: Vega-Lite files in `templates/pictures/`, a base's own before kvtool's; what reaches out of one is refused.

Where a text of a drawing is `$name`, the picture's value of that name is put: text, a number, or rows of data.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from kvtool.drawing.atlas import globe, middles, world
from kvtool.errors import Exit, KvtoolError
from kvtool.rendering import package_templates
from kvtool.store.files import read_bytes
from kvtool.words.safe import safe_text

FOLDER: Final = "pictures"
ENDING: Final = ".vl.json"
LOOK: Final = "look"
"""What all drawings share: fonts, colours, margins."""
REACHING: Final = frozenset({"url", "href", "src", "usermeta", "loader", "image", "tooltip", "selection"})
"""What a drawing cannot have: addresses, pictures within it, and what only somebody at a screen could use."""
LARGEST: Final = 256 << 10


def drawing(templates: Path | None, name: str, values: Mapping[str, Any]) -> Any:
    """A drawing, filled in; raises KvtoolError for a file that is none, or that reaches out of itself."""
    return _filled(_read(templates, name), Lent(values), f"{name}{ENDING}")


class Lent(dict[str, Any]):
    """The values of a picture, with the shapes of countries, and the middles of its places, where a drawing asks for them."""

    def __missing__(self, name: str) -> Any:
        if name in ("world", "globe"):
            return world() if name == "world" else globe()
        if name == "middles":
            return middles(one["id"] for one in self["places"])
        raise KeyError(name)


def _read(templates: Path | None, name: str) -> Any:
    file = f"{name}{ENDING}"
    own = templates / FOLDER if templates else None
    if own and own.is_symlink():
        raise unusable(file, "symbolic link")
    there = own is not None and os.path.lexists(own / file)
    data, fault = read_bytes((own if own and there else package_templates() / FOLDER) / file)
    if fault:
        raise unusable(file, fault.message)
    if len(data) > LARGEST:
        raise unusable(file, "is too large")
    try:
        read = json.loads(data.decode("utf-8"), parse_constant=_no_number)
        if not isinstance(read, dict):
            raise unusable(file, "is no drawing")
        return _still({key: value for key, value in read.items() if key != "$schema"}, file)
    except UnicodeDecodeError:
        raise unusable(file, "not UTF-8") from None
    except RecursionError:
        raise unusable(file, "is nested too deep") from None
    except ValueError as error:
        raise unusable(file, f"is no JSON: {error}") from None


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")


def _still(node: Any, file: str) -> Any:
    """The drawing, in which nothing reaches out."""
    if isinstance(node, dict):
        if wrong := sorted(REACHING & node.keys()):
            raise unusable(file, f"'{wrong[0]}' cannot stand in a drawing")
        for value in node.values():
            _still(value, file)
    elif isinstance(node, list):
        for value in node:
            _still(value, file)
    elif node == "image":
        raise unusable(file, "'image' cannot stand in a drawing")
    return node


def _filled(node: Any, values: Mapping[str, Any], file: str) -> Any:
    if isinstance(node, dict):
        return {key: _filled(value, values, file) for key, value in node.items()}
    if isinstance(node, list):
        return [_filled(value, values, file) for value in node]
    if isinstance(node, str) and node.startswith("$"):
        try:
            return values[node[1:]]
        except KeyError:
            raise unusable(file, f"there is no value '{safe_text(node[:40])}'") from None
    return node


def unusable(file: str, why: str) -> KvtoolError:
    """The error for a drawing that cannot be used."""
    return KvtoolError(
        f"templates/{FOLDER}/{file}: {safe_text(why[:300])}",
        Exit.FINDINGS,
        remedy="mend the drawing, or remove it to use kvtool's own",
    )
