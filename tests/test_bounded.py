"""Work in a process of its own gives its answer, or is ended: too long, too large, broken off."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from typing import NoReturn

import pytest

from kvtool.aside import finish
from kvtool.bounded import bounded

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no forked processes")
MUCH = 1 << 30


@pytest.fixture(autouse=True)
def nobody_is_left() -> Iterator[None]:
    finish()  # what other tests have begun aside
    yield
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize("said", [b"", b"+", b"m", b"\x00\n", b"answer" * 1_000_000])
def test_the_answer_comes_whole_out_of_another_process(said: bytes) -> None:
    own = str(os.getpid()).encode()
    assert said == bounded(lambda: said if str(os.getpid()).encode() != own else b"here", 60, MUCH)


def test_what_takes_too_long_is_ended() -> None:
    with pytest.raises(TimeoutError):
        bounded(lambda: b"late" if time.sleep(60) else b"", 0.1, MUCH)


def end() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


@pytest.mark.parametrize("work", [lambda: b"x" * (3 * MUCH), end], ids=["too large", "ended by the system"])
def test_what_has_no_room_is_told_from_what_takes_long(work: Callable[[], bytes]) -> None:
    with pytest.raises(MemoryError):
        bounded(work, 60, MUCH)


def test_what_goes_wrong_is_told_by_its_name() -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        bounded(lambda: bytes(1 // 0), 60, MUCH)


def test_nobody_goes_on_when_the_one_who_waits_is_interrupted() -> None:
    def interrupt() -> bytes:
        for _ in range(60):  # one that comes while a process is being forked is lost
            time.sleep(1)
            os.kill(os.getppid(), signal.SIGINT)
        return b"late"

    with pytest.raises(KeyboardInterrupt):
        bounded(interrupt, 60, MUCH)


def test_where_no_process_can_be_forked_it_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    own = os.getpid()
    monkeypatch.delattr(os, "fork")
    assert bounded(lambda: str(os.getpid()).encode(), 60, MUCH) == str(own).encode()


def test_where_there_are_as_many_processes_as_there_may_be_it_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> NoReturn:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    own = str(os.getpid()).encode()
    monkeypatch.setattr(os, "fork", full)
    assert own == bounded(lambda: str(os.getpid()).encode(), 60, MUCH)
    assert before == (len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0)
