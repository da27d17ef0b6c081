"""Work in forked processes beside this one: what no answer waits for.

Where the system cannot fork, threads are about or there is one processor only, it is done here and now.
"""

import os
import threading
from collections.abc import Callable
from typing import NoReturn

_running: list[int] = []
_last: list[Callable[[], object]] = []


def aside(work: Callable[[], object]) -> None:
    """Does work whose failure does not matter, and what stays of which is on the disk."""
    process = fork()
    if process is None:
        work()
    elif process:
        left_behind(process)
    else:
        try:
            work()
        finally:
            leave()


def at_last(work: Callable[[], object]) -> None:
    """Does work here, when all that was begun aside is done and somebody waits for that: the answer is given before."""
    _last.append(work)


def finish() -> None:
    """Waits until all that was begun aside is done, and does what is left for then."""
    while _running:
        os.waitpid(_running.pop(), 0)
    while _last:
        _last.pop(0)()


def fork() -> int | None:
    """Makes another process: its number here, 0 in that process; nothing where none can be had or it would have no processor."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if not hasattr(os, "fork") or processors < 2 or threading.active_count() > 1:
        return None
    try:
        process = os.fork()
    except OSError:
        return None
    if not process:
        _running.clear()
        _last.clear()
    return process


def left_behind(process: int) -> None:
    """Notes a forked process that does the rest by itself: it is waited for in the end."""
    _running.append(process)


def leave() -> NoReturn:
    """Ends a forked process: nothing that it has inherited is its own to flush or to take apart."""
    os._exit(0)
