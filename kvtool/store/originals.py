"""The texts of the sources, in a folder outside of Git: found by their sources' ids, read safely, each once.

The text of a source is the file that its record names (`text: {file: …, sha256: …}`), else `ID.txt` or `ID.md`.
"""

import os
import stat
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from kvtool.errors import KvtoolError
from kvtool.git import run
from kvtool.model.source import Source
from kvtool.store.base import KnowledgeBase
from kvtool.text.characters import BOM
from kvtool.text.verbatim import Wording, pieces

ENDINGS: Final = (".txt", ".md")
LARGEST: Final = 8 << 20
"""The most bytes of a text."""

FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
COULD_BE_COMMITTED: Final = (
    "ls-files",
    "--cached",
    "--others",
    "--exclude-standard",
    "--directory",
    "--no-empty-directory",
)


class Original(NamedTuple):
    """The text of a source, and the name of its file."""

    file: str
    wording: Wording

    def lacks(self, quote: str) -> str:
        """What of a quote it does not say; empty where it says all."""
        asked = pieces(quote)
        return self.wording.lacks(asked) if asked else quote


class Originals:
    """A folder with the texts of a base's sources; `notes` is what is to be said of it."""

    def __init__(self, kb: KnowledgeBase, folder: Path) -> None:
        """Raises KvtoolError where there is no such folder."""
        if not os.path.isdir(folder):  # noqa: PTH112 - says no to a name that no file system takes
            raise KvtoolError(f"{folder} is no folder", remedy="name the one that holds the texts of the sources")
        self.notes: list[str] = []
        self._kb = kb
        self._folder = Path(os.path.realpath(folder))
        self._read: dict[str, Original | None] = {}
        if _could_be_committed(self._folder):
            self.notes.append(
                f"{folder} lies in a work tree of Git that does not ignore it: documents may hold personal data; "
                "move it out, or name it in .gitignore"
            )

    def of(self, source: str) -> Original | None:
        """The text of the source with an id; nothing where the folder has none that can be used."""
        if source not in self._read:
            self._read[source] = next(self._usable(source), None)
        return self._read[source]

    def _usable(self, source: str) -> Iterator[Original]:
        record = self._kb.get(Source, source)
        named = record.text if record else None
        for file in (*([named.file] if named else []), *(f"{source}{ending}" for ending in ENDINGS)):
            if os.path.lexists(self._folder / file):
                data, why_not = _bytes(self._folder, file)
                text, why_not = ("", why_not) if why_not else _text(file, data)
                if why_not:
                    self.notes.append(f"{file} is not read: {why_not}")
                    continue
                if named and file == named.file and sha256(data).hexdigest() != named.sha256:
                    self.notes.append(f"{file} is not the text that '{source}' names: its SHA-256 is another")
                yield Original(file, Wording(text))


def _bytes(folder: Path, file: str) -> tuple[bytes, str]:
    """What a file holds, or why it is not read."""
    path = os.path.realpath(folder / file)
    if not Path(path).is_relative_to(folder):
        return b"", "it is a link that leads out of the folder"
    try:
        handle = os.open(path, FLAGS)
    except OSError as error:
        return b"", f"it cannot be opened: {error.strerror}"
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return b"", "it is no regular file"
        with os.fdopen(handle, "rb", closefd=False) as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        return b"", f"it cannot be read: {error.strerror}"
    finally:
        os.close(handle)
    return (data, "") if len(data) <= LARGEST else (b"", f"it is larger than {LARGEST >> 20} MiB")


def _text(file: str, data: bytes) -> tuple[str, str]:
    """The characters of a text, or why it is none."""
    if not file.endswith(ENDINGS):
        return "", f"it does not end in {' or '.join(ENDINGS)}; save its words as such"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return "", "it is not UTF-8; save it as UTF-8"
    return ("", "it is no text: it holds the byte 0") if "\0" in text else (text.removeprefix(BOM), "")


def _could_be_committed(folder: Path) -> bool:
    """Whether a commit could take along what lies in a folder: it is in a work tree of Git, and not ignored."""
    try:
        return bool(run(folder, COULD_BE_COMMITTED))
    except KvtoolError:  # no Git, no work tree, or one that Git does not trust
        return False
