"""Writing a folder of files: wholly or not at all, and never over what is not known to be its own."""

import ctypes
import os
import tempfile
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, Final

from kvtool.text.write import check_answer, unwritten, write_new

HERE: Final = -100
"""From where Linux counts a path that is no absolute one: the current folder (`AT_FDCWD`)."""
EXCHANGE: Final = 2
"""How Linux is told that two files change places (`RENAME_EXCHANGE`)."""

IsOwn = Callable[[Path, Collection[str]], bool]
"""Tells of a folder, by the names of the files in it, whether it may be replaced."""


def check_folder(path: Path, own: IsOwn) -> None:
    """Raises KvtoolError where a folder cannot be written, as far as it can be told before."""
    try:
        check_answer(path / "new" if path.is_dir() else path)
        if path.is_symlink() or (path.exists() and not path.is_dir()):
            raise unwritten(path, "not a folder", "name a new folder")
        if not path.exists():
            if not path.parent.is_dir():
                raise unwritten(path, f"there is no folder {path.parent}", "make it")
            return
        with os.scandir(path) as entries:
            kinds = {entry.name: entry.is_file(follow_symlinks=False) for entry in entries}
        if kinds and not (all(kinds.values()) and own(path, kinds)):
            raise unwritten(path, "it holds something else than an earlier export", "name a new folder")
    except OSError as error:
        raise unwritten(path, error.strerror) from None


def write_folder(path: Path, files: Mapping[str, bytes], own: IsOwn) -> None:
    """Puts a folder with these files in its place, and away what was there, if that is its own.

    Both happen in one step where the system can exchange two folders; elsewhere the earlier one is set aside first, and
    comes back on an error.
    """
    check_folder(path, own)
    place = Path(os.path.realpath(path))
    try:
        with tempfile.TemporaryDirectory(
            dir=place.parent, prefix=f".{place.name}.", suffix=".tmp", ignore_cleanup_errors=True
        ) as scratch:
            new = Path(scratch, "new")
            new.mkdir()
            for name, data in files.items():
                write_new(new / name, data)
            if not place.exists():
                new.rename(place)
            elif not _exchanged(new, place):
                _set_aside(place, Path(scratch, "old"), new)
    except OSError as error:
        raise unwritten(path, error.strerror) from None


def _exchanged(one: Path, other: Path) -> bool:
    """Whether two folders have changed places, which some systems do in one step."""
    try:
        rename: Any = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(rename(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0)


def _set_aside(place: Path, aside: Path, new: Path) -> None:
    place.rename(aside)
    try:
        new.rename(place)
    except BaseException:
        aside.rename(place)
        raise
