"""From a file's bytes to its entry: read, checked, with every fault at its place."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from kvtool.model import FOLDERS, kind
from kvtool.model.base import Nested, Record
from kvtool.model.order import in_order, ranks
from kvtool.model.walk import models
from kvtool.store.content import Checked
from kvtool.store.entry import HIDES_NOTHING, Entry, Hides
from kvtool.store.files import Found
from kvtool.store.validation import validate
from kvtool.text.fault import Fault
from kvtool.text.reader import read
from kvtool.text.suspicion import suspicious
from kvtool.text.tidy import untidy
from kvtool.text.tree import Tree, where

WORD = re.compile(rb"[a-z0-9]+(?:-[a-z0-9]+)*")
SIGN: Final = b"kvtool:"
"""What a file must hold to be looked through for comments that speak to kvtool.

One that may hold personal data or a secret is looked through too.
"""

TOGETHER: Final = 8
"""So many files are looked through at once; where one of them has to be, each is looked at by itself."""

MISREAD = "KV017"
"""Said of a word that stands where it may; of others it is said what is wrong with them."""

RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)))
)


def looked_over(files: Iterable[Found]) -> Iterator[tuple[Found, bool]]:
    """Each of some files, and whether it is known to hold nothing for which it would have to be looked through."""
    rest = iter(files)
    while some := [*islice(rest, TOGETHER)]:
        harmless = _marked(b"\n".join(file.data or b"" for file in some)) is None
        for file in some:
            yield file, harmless


def entry_of(file: Found, languages: tuple[str, ...], harmless: bool = False) -> Entry:
    """What stands in a file and all that is wrong with it; a broken one is a shell.

    `harmless` says that it is known to hold nothing for which it would have to be looked through.
    """
    name = None if file.path.endswith("/") else FOLDERS.get(file.folder)
    if name is None or file.data is None:
        return Entry(
            file.path, name or "", file.stem, Checked(None, None), file.faults or [_outside(file)], HIDES_NOTHING
        )
    reading = read(file.data)
    tree = reading.tree
    if tree is None:
        content = Checked(None, None, None if harmless else _marked(file.data))
        return Entry(file.path, name, file.stem, content, reading.faults, _hidden(name, _words(file.data)))
    model = kind(name)
    record, faults, only_words = validate(model, tree, languages)
    named = _named(tree, file.stem)
    wrong = {(fault.line, fault.column) for fault in faults}
    read_well = [one for one in reading.faults if one.code != MISREAD or (one.line, one.column) not in wrong]
    found = [*read_well, *untidy(file.data), *named, *faults, *_unordered(model, tree)]
    content = Checked(None if named else record, tree, None if harmless else _marked(file.data), only_words)
    hides = _hidden(name, frozenset(_ids(tree.fields))) if content.record is None else None
    return Entry(file.path, name, file.stem, content, found, hides)


def _marked(data: bytes) -> bytes | None:
    return data if SIGN in data or suspicious(data) else None


def _outside(file: Found) -> Fault:
    said = f"the folder data/{file.folder} holds no kind of record"
    return Fault("KV011", 1, 1, said, f"known are {', '.join(FOLDERS)}")


def _unordered(model: type[Record], tree: Tree) -> list[Fault]:
    """The first field that stands before one that comes before it in the order of its kind."""
    place = ranks(model)
    highest, last = -1, ""
    for name in tree.fields:
        if place.get(name, highest) < highest:
            said = f"'{name}' stands after '{last}'"
            return [
                Fault("KV020", *where(tree, (name,), key=True), said, f"move it up: {_order(model, tree)}", (name,))
            ]
        highest, last = place.get(name, highest), name
    return []


def _order(model: type[Record], tree: Tree) -> str:
    return ", ".join(in_order(model, tree.fields))


def _hidden(name: str, ids: frozenset[str] | None) -> Hides:
    """What a broken file of a kind may hold: nested things, and itself under an id that can still be read in it."""
    inner = {model.kind for model in models(kind(name)) if issubclass(model, Nested)}
    return Hides(ids, frozenset(inner if ids is None else {name} | inner))


def _words(data: bytes) -> frozenset[str] | None:
    """Whatever may be an id in a text that is no YAML; None where there is no text."""
    words = frozenset(word.decode() for word in WORD.findall(data))
    return words if words and b"\x00" not in data else None


def _ids(node: Any) -> Iterator[str]:
    """The ids and former ids in a record's fields."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "id" and isinstance(value, str):
                yield value
            elif key == "aliases" and isinstance(value, list):
                yield from (item for item in value if isinstance(item, str))
            yield from _ids(value)
    elif isinstance(node, list):
        for item in node:
            yield from _ids(item)


def _named(tree: Tree, stem: str) -> list[Fault]:
    """Whether the file's name is the record's id, and one that every file system can hold."""
    written = tree.fields.get("id")
    if stem in RESERVED:
        return [Fault("KV106", 1, 1, f"a file called '{stem}' is not allowed on Windows", "choose another id")]
    if isinstance(written, str) and written != stem:
        said = f"the id '{written}' is not the file's name '{stem}'"
        return [Fault("KV107", *where(tree, ("id",)), said, "rename the file, or write its name here", ("id",))]
    return []
