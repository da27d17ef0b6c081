"""Writing a file: wholly or not at all; and writing an answer where a user says that it goes."""

import contextlib
import errno
import os
import re
import stat
import time
from pathlib import Path
from typing import Final

from kvtool.errors import Exit, KvtoolError
from kvtool.settings import FILE

STREAM: Final = re.compile(r"/dev/(stdout|stderr)|(?:/dev|/proc/self)/fd/([0-9]{1,4})")
STREAMS: Final = {"stdout": 1, "stderr": 2}
NO_WAIT: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
PATIENCE: Final = 3.0
"""For how many seconds somebody is waited for who reads a pipe."""
BY_ANYBODY: Final = 0o222
OF_A_BASE: Final = ("data", "templates", "queries", FILE)
"""What of a base no answer is written to."""


def write_new(path: Path, data: bytes) -> None:
    """Puts bytes into a file in one step, over what was there, whose mode and owner stay.

    Raises KvtoolError, and leaves everything as it is, where there is a link, no regular file, one that is read-only, or
    one with other names (hard links): under those it would keep the old content, or change outside of the base.
    """
    from tempfile import mkstemp

    old = _regular(path)
    temporary = ""
    try:
        handle, temporary = mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _make_like(temporary, old)
        Path(temporary).replace(path)
    except OSError as error:
        raise unwritten(path, error.strerror) from None
    finally:
        with contextlib.suppress(OSError):
            if temporary:
                Path(temporary).unlink()


def write_answer(path: Path, data: bytes) -> None:
    """The same for an answer, which may also go to a device, to a pipe that somebody reads, or to an open stream.

    It never goes into the records, templates, queries or settings of a base: KvtoolError.
    """
    check_answer(path)
    try:
        handle = _opened(path)
        if handle is None:
            write_new(path, data)
        else:
            os.set_blocking(handle, True)
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
    except OSError as error:
        raise unwritten(path, error.strerror) from None


def check_answer(path: Path) -> None:
    """Raises KvtoolError where an answer cannot be written, as far as it can be told before."""
    if _is_way_out(path):
        return
    _regular(path)
    if base := _base_of(path):
        raise unwritten(path, f"it belongs to the base {base}", "name a file that is not part of a base")


def _regular(path: Path) -> os.stat_result | None:
    """The state of a file that may be replaced; nothing where there is none yet."""
    try:
        old = os.lstat(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unwritten(path, error.strerror) from None
    if not stat.S_ISREG(old.st_mode):
        raise unwritten(path, "not a regular file")
    if not old.st_mode & BY_ANYBODY or not os.access(path, os.W_OK):
        raise unwritten(path, "the file is read-only", "give yourself the right to change it")
    if old.st_nlink > 1:
        raise unwritten(path, "the file has other names (hard links)", "put a copy of it in its place")
    return old


def _make_like(temporary: str, old: os.stat_result | None) -> None:
    """Gives a new file the owner and mode of the one that it replaces, else the mode that new files have."""
    if old and hasattr(os, "chown"):
        with contextlib.suppress(OSError):  # it is not everybody's to give
            os.chown(temporary, old.st_uid, old.st_gid)
    Path(temporary).chmod(old.st_mode & 0o777 if old else 0o666 & ~_umask())


def _is_way_out(path: Path) -> bool:
    """Whether a path is an open stream, a device or a pipe, and no link to one."""
    try:
        return bool(STREAM.fullmatch(str(path))) or _is_device_or_pipe(os.lstat(path).st_mode)
    except OSError:
        return False


def _is_device_or_pipe(mode: int) -> bool:
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


def _opened(path: Path) -> int | None:
    """A handle of an open stream, a device or a pipe that somebody reads; nothing for a file."""
    if found := STREAM.fullmatch(str(path)):
        return os.dup(STREAMS[found[1]] if found[1] else int(found[2]))
    if not _is_way_out(path):
        return None
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return os.open(path, os.O_WRONLY | NO_WAIT)
        except OSError as error:
            if error.errno != errno.ENXIO or time.monotonic() > until:
                raise unwritten(path, f"not a regular file: {error.strerror}") from None
        time.sleep(0.05)


def _base_of(path: Path) -> Path | None:
    """The base that a file would belong to by its place."""
    place = Path(os.path.realpath(path.parent), path.name)
    for folder in place.parents:
        below = folder / place.relative_to(folder).parts[0]
        if os.path.isfile(folder / FILE) and any(_same(below, folder / name) for name in OF_A_BASE):  # noqa: PTH113
            return folder
    return None


def _same(one: Path, other: Path) -> bool:
    """Whether two paths are one, also where the file system makes no difference between small letters and capitals."""
    return one == other or (os.path.lexists(one) and os.path.exists(other) and os.path.samefile(one, other))  # noqa: PTH110, PTH121


def unwritten(path: Path, why: str | None, remedy: str = "") -> KvtoolError:
    """The error that a file or folder was not written, and why."""
    return KvtoolError(f"{path}: {why}; nothing written", Exit.NOT_WRITTEN, remedy=remedy)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
