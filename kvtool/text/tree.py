"""What reading YAML gives: plain text in mappings and sequences that remember where everything stands."""

from typing import Any

from kvtool.text.fault import Path

Place = tuple[int, int]


class Map(dict[str, Any]):
    """A mapping; `keys_at` and `values_at` hold the parser's mark of each key and value."""

    __slots__ = ("keys_at", "values_at")

    def __init__(self) -> None:
        super().__init__()
        self.keys_at: dict[str, Any] = {}
        self.values_at: dict[str, Any] = {}


class Seq(list[Any]):
    """A sequence; `values_at` holds the parser's mark of each item."""

    __slots__ = ("values_at",)

    def __init__(self) -> None:
        super().__init__()
        self.values_at: list[Any] = []


def where(tree: Map | None, path: Path, *, key: bool = False) -> Place:
    """Line and column, counted from 1, of a field's value, or of its key where asked.

    Where the field is not written it is the key of what should hold it, and the start of the file in the end.
    """
    at = holder = None
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
    return (at.line + 1, at.column + 1) if at is not None else (1, 1)
