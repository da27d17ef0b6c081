"""Two processes that take the same steps: of the things to do in each step each does a part, and hears of the other's.

Each begins with its own half, which it knows from the steps before, and then takes from the other's what is not begun;
each step goes the other way round, since what was done last is still at hand.
So little is told, neither waits long, and neither touches the memory of the other. Where no other process can be had,
or things are few, one process does all.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import IO, Final, NamedTuple, Self, TypeVar

from kvtool.aside import aside, fork, leave, left_behind

T = TypeVar("T")
R = TypeVar("R")

PARTS: Final = 250
"""Into so many parts the things of a step are divided: fewer than a byte can number."""
END: Final = "\x00\n"
"""The line that ends what a process tells of a step; no other one is like that."""


class _Ways(NamedTuple):
    """How a process hears of the other one and tells it."""

    hears: IO[str]
    tells: IO[str]


class Pair:
    """This process and, from the first step with many things on, a fork of it; a context, which only this one leaves.

    `steps` is how many steps there are: in the last one the other process first does what waits, then only tells, does
    what waits for the end, and ends.
    """

    def __init__(self, steps: int) -> None:
        self._steps = steps
        self._other = 0
        self._second = False
        self._ways: _Ways | None = None
        self._untaken: list[tuple[int, int]] = []
        self._waiting: list[Callable[[], object]] = []
        self._at_the_end: list[Callable[[], object]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._second:
            leave()
        if self._ways:
            self._part()

    def share(
        self,
        items: Sequence[T],
        work: Callable[[Sequence[T]], Iterable[R]],
        tell: Callable[[R], str],
        hear: Callable[[T, str], R],
        few: int,
        besides: Callable[[], object] | None = None,
        before_telling: Callable[[], object] | None = None,
    ) -> list[R]:
        """What `work` makes of each item, in their order: of some of them one by one, each told before the next is made.

        What one process makes of an item it tells in one line, of which `hear` makes the same in the other one. Fewer
        items than `few` are done sooner than another process is made. What is to be done `besides` is done here only,
        while the other process has begun; what `before_telling`, in either, before the other one hears.
        """
        self._steps -= 1
        if self._ways is None and len(items) >= few:
            self._fork()
        if self._second and not self._steps:
            _do(self._waiting)
        if besides and not self._second:
            besides()
        if self._ways is None:
            self._do_aside()
            return [*work(items)]
        size = -(-len(items) // PARTS)
        done: dict[int, list[R]] = {}
        told: dict[int, list[str]] = {}
        for part in self._taken():
            done[part], told[part] = [], []
            for made in work(items[part * size : (part + 1) * size]):
                done[part].append(made)
                if self._second or self._steps:  # at once: who tells of a thing may let go of much of it
                    told[part].append(tell(made))
        if before_telling:
            before_telling()
        if self._second:
            self._tell(self._ways, told)
            told.clear()
            if not self._steps:
                _do(self._at_the_end)
                leave()
        left = {part: items[part * size : (part + 1) * size] for part in range(PARTS) if part not in done}
        lines = self._listen(self._ways, {part: len(some) for part, some in left.items()})
        if not self._second and self._ways:
            if self._steps:
                self._tell(self._ways, told)
                told.clear()
            else:
                self._part()
        for part, some in left.items():  # while the other process does the same
            done[part] = [*work(some)] if lines is None else [hear(one, lines.pop()) for one in some]
        return [made for part in range(PARTS) for made in done[part]]

    def _taken(self) -> Iterator[int]:
        """The parts that this process takes: those of its half, then those of the other's that nobody has taken."""
        halves = self._untaken[-self._steps - 1]
        for half in (halves[self._second], halves[not self._second]):
            while part := os.read(half, 1):
                yield part[0]

    @property
    def goes_on(self) -> bool:
        """Whether another process is there for a later step."""
        return self._steps > 0 and self._ways is not None

    def later(self, work: Callable[[], object], *, at_the_end: bool = False) -> None:
        """Does what no answer waits for, and what stays of which is on the disk: in the other process, or aside.

        Where there may be another process in a later step, it waits for that one; `at_the_end`, until that has told of the
        last step, and this process goes on alone.
        """
        (self._at_the_end if at_the_end else self._waiting).append(work)
        if not self._steps and self._ways is None:
            self._do_aside()

    def _fork(self) -> None:
        ways = [-1 if step % 2 else 1 for step in range(self._steps + 1)]
        self._untaken = [(_queue(range(0, PARTS, 2)[::way]), _queue(range(1, PARTS, 2)[::way])) for way in ways]
        to_first, to_second = os.pipe(), os.pipe()
        process = fork()
        self._second = process == 0
        reading, writing = (to_second[0], to_first[1]) if self._second else (to_first[0], to_second[1])
        for end in {*to_first, *to_second} - (set() if process is None else {reading, writing}):
            os.close(end)
        if process is None:
            self._close_queues()
            return
        self._other = process
        self._ways = _Ways(_opened(reading, "r"), _opened(writing, "w"))

    def _tell(self, ways: _Ways, told: Mapping[int, Sequence[str]]) -> None:
        """Tells of this process's parts of a step, in their order."""
        try:
            ways.tells.write(f"{self._head(told, sum(map(len, told.values())))}\n")
            ways.tells.writelines(f"{line}\n" for part in sorted(told) for line in told[part])
            ways.tells.write(END)
            ways.tells.flush()
        except OSError:
            self._lose()

    def _listen(self, ways: _Ways, left: Mapping[int, int]) -> list[str] | None:
        """What the other process tells of so many things in each of some parts, the last first; None where it has ended.

        So it is where it is at another step. Whoever hears a line takes it away: together they weigh as much as what is
        made of them.
        """
        head, *lines = _until_end(ways.hears)
        if head == self._head(left, len(lines)) and len(lines) == sum(left.values()):
            return lines[::-1]
        self._lose()
        return None

    def _head(self, parts: Collection[int], count: int) -> str:
        """What the line before those of a step says."""
        return f"{self._steps} {count} {' '.join(map(str, sorted(parts)))}"

    def _lose(self) -> None:
        """Goes on alone; a process without the one that made it ends."""
        if self._second:
            leave()
        self._part()
        _do(self._waiting)
        _do(self._at_the_end)

    def _part(self) -> None:
        for way in self._ways or ():
            with suppress(OSError):  # what could not be told any more
                way.close()
        self._close_queues()
        self._ways = None
        left_behind(self._other)

    def _close_queues(self) -> None:
        for half in (half for halves in self._untaken for half in halves):
            os.close(half)

    def _do_aside(self) -> None:
        waiting = [*self._waiting, *self._at_the_end]  # one after another: they may write into the same file
        self._waiting.clear()
        self._at_the_end.clear()
        if waiting:
            aside(partial(_do, waiting))


def _do(waiting: list[Callable[[], object]]) -> None:
    """Does what waits."""
    for work in waiting:
        work()
    waiting.clear()


def _queue(parts: Sequence[int]) -> int:
    """The end of a pipe out of which each of some numbers can be read once, by whoever comes first."""
    reading, writing = os.pipe()
    os.write(writing, bytes(parts))
    os.close(writing)
    return reading


def _opened(way: int, mode: str) -> IO[str]:
    return open(way, mode, encoding="utf-8", errors="surrogatepass", newline="\n")


def _until_end(way: IO[str]) -> list[str]:
    """The lines that the other process tells of a step; none but an empty one where it has ended before."""
    lines: list[str] = []
    for line in way:
        if line == END:
            return lines
        lines.append(line[:-1])
    return [""]
