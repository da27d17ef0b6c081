"""The files of a base: which there are and what bytes they hold; links and other tricks are never followed."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kvtool.text.characters import LARGEST
from kvtool.text.fault import Fault


@dataclass(frozen=True, slots=True)
class Found:
    """A file below `data/`: its path from the base's root, its folder's name, its bytes or what is wrong with it."""

    path: str
    folder: str
    stem: str
    data: bytes | None
    faults: tuple[Fault, ...] = ()


def files(data: Path) -> Iterator[Found]:
    """All YAML files below a data folder, sorted by path."""
    if not data.is_dir():
        return
    for path, problem in sorted(_walk(data, data.name)):
        folder, stem = path.split("/")[1], path.rsplit("/", 1)[-1]
        name = stem.rsplit(".", 1)[0]
        if problem:
            code = "KV012" if problem == _UNREADABLE else "KV011"
            yield Found(path, folder, name, None, (Fault(code, 1, 1, problem, _REMEDIES[problem]),))
            continue
        content, unreadable = read_bytes(data.parent / path)
        if unreadable:
            yield Found(path, folder, name, None, (unreadable,))
        else:
            yield Found(path, folder, name, content)


_LINK = "symbolic link"
_UNREADABLE = "the folder cannot be read"
_OUTSIDE = "the file lies in no kind's folder"
_ENDING = "the file ends in .yml"
_REMEDIES = {
    _LINK: "replace it by the file itself",
    _UNREADABLE: "give yourself the right to read it",
    _OUTSIDE: "move it into the folder of its kind, such as data/partners/",
    _ENDING: "rename it to .yaml",
}


def _walk(folder: Path, prefix: str) -> Iterator[tuple[str, str]]:
    """Paths of YAML files and what forbids to read them, if anything."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        yield f"{prefix}/", _UNREADABLE
        return
    for entry in entries:
        path = f"{prefix}/{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            if entry.name.endswith((".yaml", ".yml")) or entry.is_dir():
                yield path, _LINK
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), path)
        elif entry.name.endswith(".yaml"):
            yield path, _OUTSIDE if path.count("/") < 2 else ""
        elif entry.name.endswith(".yml"):
            yield path, _ENDING


def read_bytes(path: Path) -> tuple[bytes, Fault | None]:
    """A regular file's bytes; anything else, and anything too large, is a fault and is not read."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except FileNotFoundError:
        return b"", Fault("KV012", 1, 1, "the file went away while it was read", "run the command again")
    except OSError as error:
        if path.is_symlink():
            return b"", Fault("KV011", 1, 1, _LINK, _REMEDIES[_LINK])
        return b"", Fault(
            "KV012", 1, 1, f"the file cannot be read: {error.strerror}", "give yourself the right to read it"
        )
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return b"", Fault("KV011", 1, 1, "not a regular file", "replace it by a file")
        if status.st_size > LARGEST:
            return b"", Fault("KV003", 1, 1, "the file is larger than 1 MiB", "split it: one record a file")
        with os.fdopen(os.dup(handle), "rb") as stream:
            return stream.read(LARGEST + 1), None
    except OSError as error:
        return b"", Fault("KV012", 1, 1, f"the file cannot be read: {error.strerror}", "run the command again")
    finally:
        os.close(handle)
