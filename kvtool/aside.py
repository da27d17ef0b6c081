"""Work in a forked process beside this one: a part of many things to do, or what no answer waits for.

Where the system cannot fork, threads are about or there is one processor only, all is done here and now.
"""

import os
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

OWN_SHARE = 0.54
"""How much of the work this process does itself: the other one has to tell what it found."""

_running: list[int] = []


def in_two(
    items: Sequence[T], work: Callable[[T], R], tell: Callable[[R], str], hear: Callable[[T, str], R], *, few: int
) -> list[R]:
    """What `work` makes of each item, in their order; of many items another process does some.

    It tells of each in one line, from which `hear` makes what `work` would have made. Fewer items than `few` are done
    sooner than another process has told of them.
    """
    if len(items) < few or not _can_fork():
        return [work(one) for one in items]
    cut = int(len(items) * OWN_SHARE)
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        _child(lambda: _tell(writing, "\n".join(tell(work(one)) for one in items[cut:])))
    os.close(writing)
    mine = [work(one) for one in items[:cut]]
    with os.fdopen(reading, encoding="utf-8", errors="surrogatepass", newline="\n") as pipe:
        said = pipe.read()
    os.waitpid(process, 0)
    lines = said.split("\n")
    if len(lines) != len(items) - cut:  # it was ended by somebody
        return mine + [work(one) for one in items[cut:]]
    return mine + [hear(one, line) for one, line in zip(items[cut:], lines, strict=True)]


def aside(work: Callable[[], object]) -> None:
    """Does work whose failure does not matter, and what stays of which is on the disk."""
    if not _can_fork():
        work()
        return
    process = os.fork()
    if not process:
        _child(work)
    _running.append(process)


def finish() -> None:
    """Waits until all that was begun aside is done."""
    while _running:
        os.waitpid(_running.pop(), 0)


def _can_fork() -> bool:
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return hasattr(os, "fork") and processors > 1 and threading.active_count() == 1


def _child(work: Callable[[], object]) -> None:
    """Does a forked process's work and ends it: nothing that it has inherited is its own to flush or to take apart."""
    _running.clear()
    try:
        work()
    finally:
        os._exit(0)


def _tell(writing: int, said: str) -> None:
    with os.fdopen(writing, "w", encoding="utf-8", errors="surrogatepass", newline="\n") as pipe:
        pipe.write(said)
