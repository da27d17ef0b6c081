"""What reading YAML gives: plain text in mappings and sequences that remember where everything stands."""

from typing import Any

from kvtool.text.fault import Path

Place = tuple[int, int]


class Map(dict[str, Any]):
    """A mapping; `keys_at` and `values_at` hold line and column, counted from 1, of each key and value."""

    __slots__ = ("at", "keys_at", "values_at")

    def __init__(self, at: Place) -> None:
        super().__init__()
        self.at = at
        self.keys_at: dict[str, Place] = {}
        self.values_at: dict[str, Place] = {}


class Seq(list[Any]):
    """A sequence; `values_at` holds line and column, counted from 1, of each item."""

    __slots__ = ("at", "values_at")

    def __init__(self, at: Place) -> None:
        super().__init__()
        self.at = at
        self.values_at: list[Place] = []


def where(tree: Map | None, path: Path, *, key: bool = False) -> Place:
    """The place of a field's value, or of its key where asked; of the key of what should hold it where it is not written."""
    at: Place = (1, 1)
    holder: Place = at
    node: Any = tree
    for depth, step in enumerate(path):
        if isinstance(node, Map) and step in node:
            holder, at = node.keys_at[str(step)], node.values_at[str(step)]
            node = node[str(step)]
            if key and depth == len(path) - 1:
                return holder
        elif isinstance(node, Seq) and isinstance(step, int) and step < len(node):
            holder = at = node.values_at[step]
            node = node[step]
        else:
            return holder
    return at
