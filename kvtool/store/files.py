"""The files of a base: which there are and what bytes they hold; links and other tricks are never followed."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from kvtool.text.fault import LARGEST, Fault


class State(NamedTuple):
    """What a file is known again by without reading it, and when it changed last, in nanoseconds."""

    said: str
    changed: int


def state_of(status: os.stat_result) -> State:
    """The state of a file."""
    return State(known_by(status), max(status.st_mtime_ns, status.st_ctime_ns))


def known_by(status: os.stat_result) -> str:
    """What a file is known again by without reading it."""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


class Found(NamedTuple):
    """A file below `data/`: its path from the base's root, its folder's name, its bytes or what is wrong with it.

    Of one in the work tree, its state when it was opened.
    """

    path: str
    folder: str
    stem: str
    data: bytes | None
    faults: tuple[Fault, ...] = ()
    state: State | None = None


class Listed(NamedTuple):
    """A file below `data/` before it is read: its path from the base's root, and what forbids to read it."""

    path: str
    problem: str = ""

    def state(self, root: Path | str) -> State | None:
        """Its state now; nothing where nobody can tell."""
        try:
            return state_of(os.lstat(f"{root}/{self.path}"))
        except OSError:  # it went away, and reading it says so
            return None

    def read(self, root: Path | str) -> Found:
        """The file with its bytes."""
        if self.problem:
            code = "KV012" if self.problem == _UNREADABLE else "KV011"
            return found_at(self.path, None, Fault(code, 1, 1, self.problem, _REMEDIES[self.problem]))
        return found_at(self.path, *_read(f"{root}/{self.path}"))


def found_at(path: str, data: bytes | None, fault: Fault | None = None, state: State | None = None) -> Found:
    """A file at a path, with its bytes or with what is wrong with it."""
    steps = path.split("/")
    folder, stem = steps[1] if len(steps) > 2 else "", steps[-1].rsplit(".", 1)[0]
    return Found(path, folder, stem, None, (fault,)) if fault else Found(path, folder, stem, data, (), state)


def id_of(path: str) -> str:
    """The id of the record in a file: its name."""
    return path.rpartition("/")[2].removesuffix(".yaml")


def listed(data: Path) -> list[Listed]:
    """All YAML files below a data folder, sorted by path."""
    if data.is_symlink():
        return [Listed(f"{data.name}/", _LINK)]
    if data.exists() and not data.is_dir():
        return [Listed(f"{data.name}/", _NO_FOLDER)]
    return sorted(_walk(str(data), data.name), key=lambda one: one.path) if data.is_dir() else []


def files(data: Path) -> Iterator[Found]:
    """All YAML files below a data folder with their bytes, sorted by path."""
    return (one.read(data.parent) for one in listed(data))


def are_many(data: Path, number: int) -> bool:
    """Whether so many things lie below a data folder, at a glance."""
    waiting, seen = [str(data)], 0
    while waiting and seen < number:
        with suppress(OSError), os.scandir(waiting.pop()) as found:
            for entry in found:
                seen += 1
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
    return seen >= number


DEEPEST = 4
"""How many folders below `data/` are looked into."""

_LINK = "symbolic link"
_UNREADABLE = "the folder cannot be read"
_OUTSIDE = "the file lies in no kind's folder"
_ENDING = "the file does not end in .yaml"
_FOLDER = "not a regular file"
_NO_FOLDER = "not a folder"
_TOO_DEEP = "the folder lies too deep"
_REMEDIES = {
    _LINK: "replace it by the file itself",
    _UNREADABLE: "give yourself the right to read it",
    _OUTSIDE: "move it into the folder of its kind, such as data/partners/",
    _ENDING: "rename it to .yaml",
    _FOLDER: "rename the folder",
    _NO_FOLDER: "make a folder of that name",
    _TOO_DEEP: "move its files up",
}


def _walk(folder: str, name: str) -> Iterator[Listed]:
    """YAML files and what forbids to read them, if anything; links are not followed."""
    waiting = [(folder, name)]
    while waiting:
        folder, prefix = waiting.pop()
        try:
            with os.scandir(folder) as found:
                entries = list(found)
        except OSError:
            yield Listed(f"{prefix}/", _UNREADABLE)
            continue
        placed = not misplaced(f"{prefix}/.yaml")
        for entry in entries:
            path = f"{prefix}/{entry.name}"
            if entry.name[0] == ".":
                continue
            if placed and path.endswith(".yaml") and entry.is_file(follow_symlinks=False):
                yield Listed(path)
            elif entry.is_symlink():
                if is_yaml(path) or _leads_to_folder(entry):
                    yield Listed(path, _LINK)
            elif entry.is_dir(follow_symlinks=False):
                if entry.name.endswith((".yaml", ".yml")):
                    yield Listed(path, _FOLDER)
                elif path.count("/") > DEEPEST:
                    yield Listed(f"{path}/", _TOO_DEEP)
                else:
                    waiting.append((entry.path, path))
            elif is_yaml(path):
                yield Listed(path, misplaced(path))


TOO_LARGE = Fault("KV003", 1, 1, "the file is larger than 1 MiB", "split it: one record a file")
"""The fault of a file that is not read for its size."""


def _leads_to_folder(link: os.DirEntry[str]) -> bool:
    try:
        return link.is_dir()
    except OSError:  # it leads to itself
        return False


def is_yaml(path: str) -> bool:
    """Whether a file has a name of a YAML file, be it the wrong one."""
    return path.lower().endswith((".yaml", ".yml"))


def misplaced(path: str, *, link: bool = False) -> str:
    """What forbids to read a YAML file at a path below `data/`, if anything."""
    if link:
        return _LINK
    if not path.endswith(".yaml"):
        return _ENDING
    if path.count("/") > DEEPEST + 1:
        return _TOO_DEEP
    return _OUTSIDE if path.count("/") < 2 else ""


_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_bytes(path: str | Path) -> tuple[bytes, Fault | None]:
    """A regular file's bytes; anything else, and anything too large, is a fault and is not read."""
    data, fault, _ = _read(path)
    return data, fault


def _read(path: str | Path) -> tuple[bytes, Fault | None, State | None]:
    """A regular file's bytes, or what is wrong with it, and its state before any of it was read."""
    try:
        handle = os.open(path, _FLAGS)
    except FileNotFoundError:
        return _wrong("KV012", "the file went away while it was read", "run the command again")
    except OSError as error:
        if Path(path).is_symlink():
            return _wrong("KV011", _LINK, _REMEDIES[_LINK])
        return _wrong("KV012", f"the file cannot be read: {error.strerror}", "give yourself the right to read it")
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return _wrong("KV011", "not a regular file", "replace it by a file")
        if status.st_size > LARGEST:
            return b"", TOO_LARGE, None
        return _whole(handle, status.st_size), None, state_of(status)
    except OSError as error:
        return _wrong("KV012", f"the file cannot be read: {error.strerror}", "run the command again")
    finally:
        os.close(handle)


def _wrong(code: str, said: str, remedy: str) -> tuple[bytes, Fault, None]:
    return b"", Fault(code, 1, 1, said, remedy), None


def _whole(handle: int, size: int) -> bytes:
    """All bytes of an open file, and one more than allowed at the most: it may have grown since it was looked at."""
    data = os.read(handle, size + 1)
    if len(data) == size:
        return data
    while len(data) <= LARGEST and (more := os.read(handle, LARGEST + 1 - len(data))):
        data += more
    return data
