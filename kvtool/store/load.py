"""Loads a base: every file, every fault, one pass; what was found out before is remembered, not found out again."""

import gc
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from kvtool.settings import Settings
from kvtool.store.base import KnowledgeBase
from kvtool.store.cache import opened
from kvtool.store.entry import Entry
from kvtool.store.files import Found, files, listed
from kvtool.store.memory import Memory
from kvtool.text.fault import Fault


def load(settings: Settings) -> KnowledgeBase:
    """The knowledge base of the files in the work tree."""
    with undisturbed():
        if cache := opened(settings):
            with suppress(sqlite3.Error, ValueError, TypeError, LookupError):  # whatever is wrong, it is only a cache
                return _whole(settings, Memory(settings, cache).entries(listed(settings.data)))
        return assemble(settings, files(settings.data))


def assemble(settings: Settings, found: Iterable[Found]) -> KnowledgeBase:
    """The knowledge base of some files' bytes; a broken file becomes a shell."""
    from kvtool.store.checking import entry_of

    with undisturbed():
        return _whole(settings, [entry_of(file, settings.languages) for file in found])


def _whole(settings: Settings, entries: list[Entry]) -> KnowledgeBase:
    _same_but_for_case(entries)
    return KnowledgeBase(settings, entries)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Does without garbage collection: nothing of what is built is garbage, and looking for some doubles the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


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
