"""What reading YAML gives: plain text in mappings and sequences that remember where everything stands."""

from typing import Any

from kvtool.text.fault import Path

Place = tuple[int, int]
"""Line and column, counted from 1."""


class Map(dict[str, Any]):
    """A mapping; `keys_at` and `values_at` hold the place of each key and value."""

    __slots__ = ("keys_at", "values_at")

    def __init__(self) -> None:
        super().__init__()
        self.keys_at: dict[str, Place] = {}
        self.values_at: dict[str, Place] = {}


class Seq(list[Any]):
    """A sequence; `values_at` holds the place of each item."""

    __slots__ = ("values_at",)

    def __init__(self) -> None:
        super().__init__()
        self.values_at: list[Place] = []


NODES = (Map, Seq)


def where(tree: Map | None, path: Path, *, key: bool = False) -> Place:
    """The place of a field's value, or of its key where asked.

    Where the field is not written it is the key of what should hold it, and the start of the file in the end.
    """
    at: Place | None = None
    holder: Place | None = None
    node: Any = tree
    for depth, step in enumerate(path):
        if isinstance(node, Map) and step in node:
            holder, at = node.keys_at[str(step)], node.values_at[str(step)]
            node = node[str(step)]
            if key and depth == len(path) - 1:
                at = holder
        elif isinstance(node, Seq) and isinstance(step, int) and step < len(node):
            holder = at = node.values_at[step]
            node = node[step]
        else:
            at = holder
            break
    return at or (1, 1)


Places = dict[str, list[Any]] | list[list[Any]]
"""The places in a mapping or sequence: of each key its own and its value's line and column, of each item those of the item;
after them the places in the value, where it holds any."""


def places(node: Map | Seq) -> Places:
    """The places of all keys and values in plain lists."""
    if isinstance(node, Map):
        found: dict[str, list[Any]] = {}
        for key, value in node.items():
            at: list[Any] = [*node.keys_at[key], *node.values_at[key]]
            found[key] = at
            if type(value) in NODES:
                at.append(places(value))
        return found
    return [
        [*place, places(value)] if type(value) in NODES else list(place)
        for value, place in zip(node, node.values_at, strict=True)
    ]


def where_in(found: Any, path: Path, *, key: bool = False) -> Place:
    """What `where` says, from the places alone; raises TypeError, ValueError or LookupError where they are none."""
    at: list[int] = []
    holder: list[int] = []
    node: Any = found
    for depth, step in enumerate(path):
        if isinstance(node, dict) and step in node:
            own = node[str(step)]
            holder, at = own[:2], own[2:4]
            if key and depth == len(path) - 1:
                at = holder
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            own = node[step]
            holder = at = own[:2]
        else:
            at = holder
            break
        node = own[-1]
    line, column = at or (1, 1)
    return int(line), int(column)


def placed(fields: Any, found: Any) -> Any:
    """The fields with their places again; raises TypeError, ValueError or LookupError where these are not theirs."""
    if isinstance(fields, dict):
        tree = Map()
        if fields.keys() != found.keys():
            raise ValueError("the places are of other fields")
        for key, value in fields.items():
            line, column, line_of_value, column_of_value, *inside = found[key]
            tree.keys_at[key] = (line, column)
            tree.values_at[key] = (line_of_value, column_of_value)
            tree[key] = placed(value, inside[0]) if isinstance(value, dict | list) else value
        return tree
    items = Seq()
    for value, (line, column, *inside) in zip(fields, found, strict=True):
        items.values_at.append((line, column))
        items.append(placed(value, inside[0]) if isinstance(value, dict | list) else value)
    return items
