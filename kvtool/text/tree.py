"""What reading YAML gives: plain text in mappings and lists, and beside them where everything stands."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from kvtool.text.fault import LARGEST, Fault, Path

Place = tuple[int, int]
"""Line and column, counted from 1."""

WIDTH: Final = 2 * LARGEST
"""More than any column: a mark, which is a place in one number, is `line * WIDTH + column`."""


SMALL: Final = "I"
"""The type of marks of which none stands below line 2,047: a larger one raises OverflowError."""


def marks(kept: bytes = b"Q") -> "array[int]":
    """No marks yet, of any size, or those that `written` wrote; raises ValueError where it did not."""
    if kept[:1] not in (b"I", b"Q"):
        raise ValueError(kept)
    found = array(kept[:1].decode())
    found.frombytes(kept[1:])
    return found


def written(of: "array[int]") -> bytes:
    """Marks in bytes, the first of which says of what type they are."""
    return of.typecode.encode() + of.tobytes()


class Tree(NamedTuple):
    """A record's fields, and the marks of each key, of its value and of all in that, in the order of the text.

    Of an item of a list it is the item's own mark and those of all in it.
    """

    fields: dict[str, Any]
    marks: "array[int]"


class Reading(NamedTuple):
    """A record's fields with their places, and what is wrong with the text; no tree where the text is broken."""

    tree: Tree | None
    faults: Sequence[Fault] = ()

    @property
    def fields(self) -> Mapping[str, Any] | None:
        """The fields alone."""
        return self.tree.fields if self.tree else None


def where(tree: Tree | None, path: Path, *, key: bool = False) -> Place:
    """The place of a field's value, or of its key where asked.

    Where the field is not written it is the key of what should hold it, and the start of the file in the end.
    """
    if tree is None:
        return 1, 1
    node: Any = tree.fields
    index = 0
    holder = at = WIDTH + 1
    for depth, step in enumerate(path):
        if isinstance(node, dict) and step in node:
            index += _before(node, step)
            holder, at = tree.marks[index], tree.marks[index + 1]
            index += 2
            if key and depth == len(path) - 1:
                at = holder
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            index += step + _within(node[:step])
            holder = at = tree.marks[index]
            index += 1
        else:
            at = holder
            break
        node = node[step]
    line, column = divmod(at, WIDTH)
    return line, column


def _before(fields: dict[str, Any], name: str | int) -> int:
    """How many marks stand before those of a field of a mapping."""
    above = []
    for other, value in fields.items():
        if other == name:
            break
        above.append(value)
    return 2 * len(above) + _within(above)


def _within(values: Iterable[Any]) -> int:
    """How many marks the keys, values and items in some values have."""
    count = 0
    waiting = list(values)
    for node in waiting:  # which grows meanwhile
        if isinstance(node, dict):
            count += 2 * len(node)
            waiting += node.values()
        elif isinstance(node, list):
            count += len(node)
            waiting += node
    return count
