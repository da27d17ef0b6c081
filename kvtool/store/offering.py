"""What a shell offers for an id while somebody types: out of the names of the files, and of the cache as far as it is true.

Nothing is opened but the cache, nothing is written, and nothing is offered that a shell could take for more than a word.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from os.path import commonprefix
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kvtool.errors import KvtoolError
from kvtool.model import FOLDERS, NAMING
from kvtool.settings import FILE, Settings, read
from kvtool.store import oneline
from kvtool.store.files import Listed, id_of, listed
from kvtool.words.sorting import fold

if TYPE_CHECKING:  # the cache is opened where a name is wanted
    from kvtool.store.cache import Kept
    from kvtool.store.glance import Glance

ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DIM: Final = re.compile(r"[^\w ,.–-]+")
"""What of a name is left out: shells that show it would read some of it."""
MOST: Final = 200
"""Of so many records the names are looked up; nobody reads more."""
LONGEST: Final = 80


class Offer(NamedTuple):
    """An id, and the record's name where it is known."""

    id: str
    name: str = ""


def offered(settings: Settings, typed: str, kinds: Collection[str] = (), *, named: bool = True) -> list[Offer]:
    """The records, of some kinds or of any, whose ids begin with what is typed; else those of which a name does."""
    files = {file.path: file for file in listed(settings.data) if _fits(file, kinds)}
    paths = [path for path in files if id_of(path).startswith(typed)]
    if paths and not named:
        return sorted(Offer(id_of(path)) for path in paths)
    shown = _Names(settings, files)
    if not paths and typed:
        paths = shown.bearing(fold(typed))
        shared = commonprefix([id_of(path) for path in paths])  # noqa: RUF071 - of words, not of paths
        if len(paths) > 1 and shared and not shared.startswith(typed):
            return []  # a shell would put what these ids share in the place of what is typed
    return sorted(Offer(id_of(path), shown.name(path) if len(paths) <= MOST else "") for path in paths)


def parts_offered(settings: Settings, typed: str, kind: str, folder: str) -> list[str]:
    """The ids of nested things of a kind in the records of a folder, as far as they are known without reading those."""
    files = {file.path: file for file in listed(settings.data) if file.path.startswith(f"data/{folder}/")}
    names = _Names(settings, files)
    return sorted({one for path in files for one in names.parts(path, kind) if one.startswith(typed)})


def _fits(file: Listed, kinds: Collection[str]) -> bool:
    steps = file.path.split("/")
    kind = FOLDERS.get(steps[1], "") if len(steps) > 2 else ""
    return not file.problem and (kind in kinds if kinds else bool(kind)) and ID.fullmatch(id_of(file.path)) is not None


class _Names:
    """The names that the cache knows of some files; of one that has changed since, it knows nothing."""

    def __init__(self, settings: Settings, files: Mapping[str, Listed]) -> None:
        self._files = files
        self._settings = settings
        self._cache: Glance | None = None
        from kvtool.store.glance import glance

        try:
            self._settings = read(settings.root / FILE)
            self._cache = glance(self._settings)
        except KvtoolError:  # ids are known without any settings
            return

    def name(self, path: str) -> str:
        """The name of a record, in one line of harmless signs."""
        said = self._fields(path)
        named: Any = next((said[field] for field in NAMING if isinstance(said.get(field), dict)), {})
        wanted = (self._settings.output_language, self._settings.source_language, *named)
        name = next((named[one] for one in wanted if isinstance(named.get(one), str)), "")
        return " ".join(DIM.sub(" ", name).split())[:LONGEST]

    def bearing(self, typed: str) -> list[str]:
        """The files whose records have a name or former id that begins with some folded letters."""
        rows = self._cache.naming() if self._cache else ()
        found = (path for path, said in rows if path in self._files and _begins(_words(said), typed))
        return [path for path in islice(found, MOST) if _begins(_all(self._fields(path)), typed)]

    def parts(self, path: str, kind: str) -> Iterator[str]:
        """The ids of the nested things of a kind in a file."""
        kept = self._kept(path)
        try:
            nested = oneline.read(oneline.last_of(kept[0].head)).nested() if kept else ()
            found = [one for one, sort, _ in nested if sort == kind and ID.fullmatch(one)]
        except (ValueError, TypeError, LookupError, AttributeError):  # what lies in a cache may be anything
            return
        yield from found

    def _kept(self, path: str) -> "tuple[Kept, tuple[bytes, bytes]] | None":
        """What is kept of a file that is what it was, and its fields and their places."""
        found = self._cache.file(path) if self._cache else None
        return found if found and found[0].holds(self._files[path].state(self._settings.root)) else None

    def _fields(self, path: str) -> Mapping[str, Any]:
        kept = self._kept(path)
        try:
            fields = json.loads(kept[1][0]) if kept else {}
        except ValueError:
            return {}
        return fields if isinstance(fields, dict) else {}


def _all(fields: Mapping[str, Any]) -> Iterator[str]:
    return _texts([fields.get(field) for field in (*NAMING, "other_names", "aliases")])


def _words(said: str | None) -> Iterator[str]:
    """The texts in JSON that nobody has looked at yet."""
    try:
        return _texts(json.loads(said or "[]"))
    except ValueError:
        return iter(())


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for item in node.values() if isinstance(node, dict) else node:
            yield from _texts(item)


def _begins(names: Iterable[str], typed: str) -> bool:
    return any(fold(name).startswith(typed) for name in names)
