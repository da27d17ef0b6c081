"""Work in a process of its own, which is ended where it takes too long or too much memory, or when nobody waits for it."""

import os
import select
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final, NoReturn

DONE, NO_ROOM, FAILED = b"+", b"m", b"!"
"""What a process says first: that its answer follows, that it had no room for it, or the name of what went wrong."""
CHUNK: Final = 1 << 20


def bounded(work: Callable[[], bytes], seconds: float, memory: int) -> bytes:
    """What some work gives; it may take so many seconds, and so many bytes more than there are in use now.

    Raises TimeoutError or MemoryError where it takes more. Where the system cannot fork, it is done here, unbounded.
    """
    if not hasattr(os, "fork"):
        return work()
    reading, writing = os.pipe()
    try:
        process = os.fork()
    except OSError:  # there are as many processes as there may be
        os.close(reading)
        os.close(writing)
        return work()
    if not process:
        os.close(reading)
        _work(work, writing, memory)
    os.close(writing)
    try:
        said = _heard(reading, time.monotonic() + seconds)
    finally:
        os.close(reading)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    if said[:1] == FAILED:
        raise RuntimeError(said[1:].decode("ascii", "replace"))
    if said[:1] != DONE:  # a system without memory ends processes without a word
        raise MemoryError
    return said[1:]


def _heard(way: int, until: float) -> bytes:
    """All that the other process says."""
    found: list[bytes] = []
    while True:
        ready, _, _ = select.select([way], [], [], max(0, until - time.monotonic()))
        if not ready:
            raise TimeoutError
        said = os.read(way, CHUNK)
        if not said:
            return b"".join(found)
        found.append(said)


def _work(work: Callable[[], bytes], way: int, memory: int) -> NoReturn:
    """Does the work in the other process, which leaves nothing that it has inherited otherwise than it was."""
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, signal.SIG_DFL)
        _limit(memory)
        try:
            said = DONE + work()
        except MemoryError:
            said = NO_ROOM
        except Exception as error:  # noqa: BLE001 - told to the one who waits
            said = FAILED + type(error).__name__.encode("ascii", "replace")
        with open(way, "wb") as pipe:
            pipe.write(said)
    finally:
        os._exit(0)


def _limit(memory: int) -> None:
    """Lets this process take so many bytes more than it has, where the system can tell and keep to it."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        with open("/proc/self/statm", encoding="ascii") as said:  # noqa: PTH123 - no path of anybody's
            used = int(said.read().split()[0]) * resource.getpagesize()
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (used + memory, most))
