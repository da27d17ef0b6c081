"""Two states of a base, of which only the files that differ are read; of the others, those that somebody asks about."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kvtool.git import blob_id, blobs
from kvtool.model.values import SLUG
from kvtool.settings import Settings
from kvtool.store.base import KnowledgeBase
from kvtool.store.checking import entry_of
from kvtool.store.entry import Entry
from kvtool.store.files import Found, files, found_at
from kvtool.store.load import alike, assemble
from kvtool.store.revisions import tree_at
from kvtool.store.unread import Unread, UnreadBase

FEW: Final = 16
"""So many unchanged files are fetched one by one; who asks for more is given all at once."""

ALIASES: Final = b"aliases"
OWN_ID: Final = rb"(?<![\w-])id[\"']?\s*+:\s*+[\"']?%s(?![a-z0-9-])"
"""How a text says that something has an id."""
ODD: Final = re.compile(rb"\\|(?<![\w-])id[\"']?\s*+:\s*+(?![\"']?[a-z0-9])")
"""What a text holds in which an id or a field may be spelt otherwise."""


class State(NamedTuple):
    """A state of a base: its settings, and the commit that holds its files; no commit for those on disk."""

    settings: Settings
    commit: str


class States(NamedTuple):
    """Two states of a base, and the paths of the files in the second that are not the same in the first."""

    old: KnowledgeBase
    new: KnowledgeBase
    differing: frozenset[str]


Files = Mapping[str, str | Found]
"""Files by their paths in order: the blob of one that the other state has too, or may have; else what was found."""


def compared(old: State, new: State) -> States:
    """Two states of one base."""
    before = tree_at(old.settings.root, old.commit) if old.commit else {}
    after = tree_at(new.settings.root, new.commit) if new.commit else dict(_on_disk(new.settings, before))
    if not old.commit:
        before = dict(_on_disk(old.settings, after))
    same = {path: one for path, one in before.items() if isinstance(one, str) and after.get(path) == one}
    differing = frozenset(path for path, one in after.items() if before.get(path) != one)
    if old.settings.languages != new.settings.languages or alike(before) or alike(after):
        same = {}  # what is wrong with a file follows from more than its bytes
    texts = _Texts(new.settings.root, same)
    shared = {path: texts.entry(path, new.settings.languages) for path in same}
    return States(_base(old, before, shared, texts), _base(new, after, shared, texts), differing)


def _on_disk(settings: Settings, other: Files) -> Iterator[tuple[str, str | Found]]:
    """The files of the work tree; of one that a commit has at its place with these very bytes, the blob."""
    for file in files(settings.data):
        blob = other.get(file.path)
        held = isinstance(blob, str) and file.data is not None and blob_id(file.data, len(blob)) == blob
        yield file.path, blob if held and blob is not None else file


def _base(state: State, tree: Files, shared: Mapping[str, Entry], texts: "_Texts") -> KnowledgeBase:
    own = {path: one for path, one in tree.items() if path not in shared}
    contents = blobs(state.settings.root, [one for one in own.values() if isinstance(one, str)])
    found = [found_at(path, next(contents)) if isinstance(one, str) else one for path, one in own.items()]
    made = assemble(state.settings, found)
    if not shared:
        return made
    read = {entry.path: entry for entry in made.entries}
    said = {file.path: file.data or b"" for file in found}
    entries = [shared.get(path) or read[path] for path in tree]
    return UnreadBase(state.settings, entries, _Finder(entries, said, texts))


class _Texts:
    """The texts of the files that two states share."""

    def __init__(self, root: Path, same: Mapping[str, str | Found]) -> None:
        self._root = root
        self._blobs = {path: one for path, one in same.items() if isinstance(one, str)}
        self._known: dict[str, bytes] = {}

    def entry(self, path: str, languages: tuple[str, ...]) -> Entry:
        """The entry of a file, read when it is asked for."""
        return Unread(path, lambda path: entry_of(found_at(path, self.of(path)), languages))

    def of(self, path: str) -> bytes:
        """The text of a file."""
        if path not in self._known:
            few = len(self._known) < FEW
            self._fetch([path] if few else [one for one in self._blobs if one not in self._known])
        return self._known[path]

    def every(self) -> Mapping[str, bytes]:
        """The texts of all files."""
        self._fetch([one for one in self._blobs if one not in self._known])
        return self._known

    def _fetch(self, paths: Sequence[str]) -> None:
        if paths:
            contents = blobs(self._root, [self._blobs[path] for path in paths])
            self._known.update(zip(paths, contents, strict=True))


class _Finder:
    """Finds in the texts of a state which files may say something."""

    def __init__(self, entries: Sequence[Entry], said: Mapping[str, bytes], texts: _Texts) -> None:
        self._entries = entries
        self._said = said
        self._texts = texts

    def aliased(self) -> Iterable[Entry]:
        """The files that may hold former ids."""
        return [entry for entry, text in self._every() if ALIASES in text or ODD.search(text)]

    def holding(self, inner_id: str) -> Iterable[Entry]:
        """The files that may hold a nested thing with an id, in the order of files."""
        if not re.fullmatch(SLUG, inner_id):
            return []
        wanted = inner_id.encode("ascii")
        said = re.compile(OWN_ID % wanted)
        return [entry for entry, text in self._every() if (wanted in text and said.search(text)) or ODD.search(text)]

    def naming(self, ids: Collection[str]) -> Iterable[Entry]:
        """The files in which a reference to one of some ids may stand, in the order of files."""
        wanted = [one.encode("utf-8", "surrogatepass") for one in ids]
        return [entry for entry, text in self._every() if any(one in text for one in wanted) or ODD.search(text)]

    def referring(self, field: str) -> None:
        """A text does not tell a reference from other words."""

    def _every(self) -> Iterator[tuple[Entry, bytes]]:
        shared = self._texts.every()
        for entry in self._entries:
            text = self._said.get(entry.path)
            yield entry, shared[entry.path] if text is None else text
