"""Loads a base: every file, every fault, one pass."""

import gc
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from kvtool.model import FOLDERS, kind
from kvtool.model.base import Nested
from kvtool.model.walk import models
from kvtool.settings import Settings
from kvtool.store.base import Entry, Hides, KnowledgeBase
from kvtool.store.files import Found, files
from kvtool.store.validation import validate
from kvtool.text.fault import Fault
from kvtool.text.reader import read

WORD = re.compile(rb"[a-z0-9]+(?:-[a-z0-9]+)*")
SIGN = b"kvtool:"
"""What a file must hold to be looked through for comments that speak to kvtool."""

RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)))
)


def load(settings: Settings) -> KnowledgeBase:
    """The knowledge base of the files in the work tree."""
    return assemble(settings, files(settings.data))


def assemble(settings: Settings, found: Iterable[Found]) -> KnowledgeBase:
    """The knowledge base of some files' bytes; a broken file becomes a shell."""
    collecting = gc.isenabled()
    gc.disable()  # nothing of what is built here is garbage, and looking for some doubles the time
    try:
        entries = [_entry(file, settings.languages) for file in found]
        _same_but_for_case(entries)
        return KnowledgeBase(settings, entries)
    finally:
        if collecting:
            gc.enable()


def _entry(file: Found, languages: tuple[str, ...]) -> Entry:
    name = FOLDERS.get(file.folder)
    if name is None or file.data is None:
        outside = [
            Fault(
                "KV011",
                1,
                1,
                f"the folder data/{file.folder} holds no kind of record",
                f"known are {', '.join(FOLDERS)}",
            )
        ]
        return Entry(file.path, name or "", file.stem, None, None, list(file.faults) or outside)
    reading = read(file.data)
    marked = file.data if SIGN in file.data else None
    entry = Entry(file.path, name, file.stem, None, reading.tree, reading.faults, marked)
    if reading.tree is None:
        entry.hides = _hidden(name, _words(file.data))
        return entry
    record, faults = validate(kind(name), reading.tree, languages)
    named = _named(entry, file.stem)
    entry.faults = reading.faults + named + faults
    entry.record = None if named else record
    if entry.broken:
        entry.hides = _hidden(name, frozenset(_ids(reading.tree)))
    return entry


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


def _named(entry: Entry, stem: str) -> list[Fault]:
    """Whether the file's name is the record's id, and one that every file system can hold."""
    written = entry.tree.get("id") if entry.tree is not None else None
    if stem in RESERVED:
        return [Fault("KV106", 1, 1, f"a file called '{stem}' is not allowed on Windows", "choose another id")]
    if isinstance(written, str) and written != stem:
        return [
            Fault(
                "KV107",
                *entry.place(("id",)),
                f"the id '{written}' is not the file's name '{stem}'",
                "rename the file, or write its name here",
                ("id",),
            )
        ]
    return []


def _same_but_for_case(entries: list[Entry]) -> None:
    """Files that some file systems cannot keep apart: a fault in each of them."""
    alike: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        alike[unicodedata.normalize("NFC", entry.path).casefold()].append(entry)
    for same in alike.values():
        for entry in same if len(same) > 1 else ():
            others = ", ".join(other.path for other in same if other is not entry)
            entry.faults.append(
                Fault(
                    "KV014",
                    1,
                    1,
                    f"the name differs only in case or accents from {others}",
                    "rename one of them",
                )
            )
