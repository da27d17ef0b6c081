"""What was told of files, put aside on the disk: two processes write it, each into a file of its own, and both read it."""

import os
from collections.abc import Sequence
from typing import IO

from kvtool.store.retold import Told


class Spool:
    """What was told of files, by path; made before there are two processes.

    The files have no names, so that nothing of them stays.
    """

    def __init__(self, files: Sequence[IO[bytes]]) -> None:
        self._maker = os.getpid()
        self._files = files
        self._end = 0
        self._places: dict[str, str] = {}

    def put(self, path: str, said: Told) -> str:
        """Puts aside what was told of a file: the place, which `find` takes; nothing where the disk takes no more."""
        number = int(os.getpid() != self._maker)
        line = "\t".join(said).encode("utf-8", "surrogatepass")
        try:
            if os.pwrite(self._files[number].fileno(), line, self._end) < len(line):
                return ""
        except OSError:
            return ""
        self._places[path] = place = f"{number} {self._end} {len(line)}"
        self._end += len(line)
        return place

    def find(self, path: str, place: str) -> None:
        """Notes where the other process has put what it tells of a file."""
        self._places[path] = place

    def has(self, path: str) -> bool:
        """Whether something of a file was put aside."""
        return path in self._places

    def told(self, path: str) -> Told:
        """What was told of a file; raises LookupError, OSError, TypeError or ValueError where it cannot be had."""
        number, begin, length = map(int, self._places[path].split(" "))
        line = os.pread(self._files[number].fileno(), length, begin)
        return Told(*line.decode("utf-8", "surrogatepass").split("\t"))


def spool() -> Spool | None:
    """Room on the disk; nothing where there is none."""
    from tempfile import TemporaryFile

    try:
        return Spool([TemporaryFile(buffering=0) for _ in range(2)])
    except OSError:
        return None
