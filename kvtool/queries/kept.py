"""Queries that a base keeps in `queries/NAME.sql`, of its work tree or of a commit."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Final, NamedTuple

from kvtool.errors import KvtoolError
from kvtool.git import blobs, run
from kvtool.model.values import SLUG
from kvtool.store.files import TOO_LARGE, read_bytes
from kvtool.table import Table
from kvtool.text.fault import LARGEST
from kvtool.words.labels import Labels
from kvtool.words.safe import safe_text

FOLDER: Final = "queries"
ENDING: Final = ".sql"


class Kept(NamedTuple):
    """The kept queries of a base; `blobs` are their contents in a commit by name, where one is asked about.

    `odd` says of what is named like a query of the commit, and is none, what it is.
    """

    root: Path
    names: tuple[str, ...]
    blobs: Mapping[str, str]
    odd: Mapping[str, str]

    def text(self, name: str) -> str:
        """The query of a name; raises KvtoolError with the nearest."""
        if name not in self.names:
            near = get_close_matches(name, self.names, 3, 0.5)
            there = f"there are {', '.join(self.names)}" if self.names else f"write it into {FOLDER}/NAME{ENDING}"
            raise KvtoolError(
                f"no kept query '{safe_text(name[:60])}'",
                remedy=f"did you mean {' or '.join(near)}?" if near else there,
            )
        where = f"{FOLDER}/{name}{ENDING}"
        if name in self.odd:
            raise KvtoolError(f"{where}: {self.odd[name]}", remedy="make it a file of text")
        if self.blobs:
            data = next(blobs(self.root, [self.blobs[name]]))
        else:
            data, fault = read_bytes(self.root / where)
            if fault:
                raise KvtoolError(f"{where}: {fault.message}", remedy="make it a file of one SELECT")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise KvtoolError(f"{where}: the file is not UTF-8", remedy="save it as UTF-8") from None


def kept(root: Path, commit: str) -> Kept:
    """The kept queries in a base's folder, or in one of its commits."""
    if commit:
        found, odd = _in_commit(root, commit)
        return Kept(root, tuple(sorted([*found, *odd])), found, odd)
    folder = root / FOLDER
    try:
        files = list(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []
    except OSError as error:
        raise KvtoolError(f"{FOLDER}/: {error.strerror}", remedy="give yourself the right to read it") from None
    return Kept(root, tuple(sorted(path.stem for path in files if _is_query(path.name))), {}, {})


def _in_commit(root: Path, commit: str) -> tuple[dict[str, str], dict[str, str]]:
    """The contents of a commit's queries by name, and what is named like one and is no file of text."""
    found, odd = {}, {}
    for line in filter(None, run(root, ["ls-tree", "-z", "-l", commit, "--", f"{FOLDER}/"]).split(b"\0")):
        head, _, path = line.partition(b"\t")
        mode, sort, blob, size = head.decode("ascii").split()
        file = path.decode("utf-8", "surrogateescape").rpartition("/")[2]
        name = file.removesuffix(ENDING)
        if not _is_query(file):
            continue
        if sort != "blob" or not mode.startswith("100"):
            odd[name] = "symbolic link" if sort == "blob" else "not a regular file"
        elif not size.isdecimal():
            odd[name] = "it is not in this repository"
        elif int(size) > LARGEST:
            odd[name] = TOO_LARGE.message
        else:
            found[name] = blob
    return found, odd


def _is_query(file: str) -> bool:
    return file.endswith(ENDING) and re.fullmatch(SLUG, file.removesuffix(ENDING)) is not None


def overview(queries: Kept, labels: Labels) -> Table:
    """The kept queries with what their first lines say of them; one that cannot be read is named in the note."""
    found, notes = [], []
    for name in queries.names:
        try:
            found.append({"name": f"@{name}", "text": _about(queries.text(name))})
        except KvtoolError as error:
            notes.append(error.message)
    if not queries.names:
        notes.append(labels.say("no kept queries: write one into {place}", place=f"{FOLDER}/NAME{ENDING}"))
    titles = {"name": labels.code("column", "name"), "text": ""}
    return Table(("name", "text"), found, found, titles, note="; ".join(notes))


def _about(query: str) -> str:
    first = next(iter(query.strip().splitlines()), "")
    return first.removeprefix("--").strip() if first.startswith("--") else ""
