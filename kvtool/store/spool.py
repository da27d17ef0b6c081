"""What was told of files, put aside on the disk: two processes write it, each into a file of its own, and both read it."""

import os
from collections.abc import Sequence
from typing import IO, Final

from kvtool.store.entry import Entry
from kvtool.store.retold import Origin, Recent, Told, put_aside, retold, told

AT_ONCE: Final = 2**18
"""So many bytes are written at once."""


class Spool:
    """What was told of files, by path; made before there are two processes.

    The files have no names, so that nothing of them stays. What a process puts aside is there for the other one when it
    is flushed.
    """

    def __init__(self, files: Sequence[IO[bytes]]) -> None:
        self._maker = os.getpid()
        self._files = files
        self._places: dict[str, str] = {}
        self._waiting: list[bytes] = []
        self._written = self._end = 0
        self._full = False

    def put(self, path: str, said: Told) -> str:
        """Puts aside what was told of a file: the place, which `find` takes; nothing where the disk takes no more."""
        if self._full:
            return ""
        head, fields, places = said.head.encode("utf-8", "surrogatepass"), said.fields, said.places
        place = f"{self._own} {self._end} {len(head)} {len(fields)} {len(places)}"
        self._waiting += head, fields, places
        self._end += len(head) + len(fields) + len(places)
        if self._end - self._written > AT_ONCE:
            self.flush()
        if self._full:
            return ""
        self._places[path] = place
        return place

    def flush(self) -> None:
        """Writes what waits; where the disk takes no more, nothing is put aside from then on."""
        line = b"".join(self._waiting)
        self._waiting.clear()
        try:
            written = os.pwrite(self._files[self._own].fileno(), line, self._written)
        except OSError:
            written = 0
        self._full = self._full or written < len(line)
        self._written = self._end

    @property
    def _own(self) -> int:
        """The number of the file of this process."""
        return int(os.getpid() != self._maker)

    def find(self, path: str, place: str) -> None:
        """Notes where the other process has put what it tells of a file."""
        self._places[path] = place

    def has(self, path: str) -> bool:
        """Whether something of a file was put aside."""
        return path in self._places

    def told(self, path: str) -> Told:
        """What was told of a file; raises LookupError, OSError, TypeError or ValueError where it cannot be had."""
        number, begin, head, fields, places = map(int, self._places[path].split(" "))
        if begin >= self._written and number == self._own:
            self.flush()
        line = os.pread(self._files[number].fileno(), head + fields + places, begin)
        if len(line) < head + fields + places:
            raise ValueError(path)
        rest = line[head:]
        return Told(line[:head].decode("utf-8", "surrogatepass"), rest[:fields], rest[fields:])


def spool() -> Spool | None:
    """Room on the disk; nothing where there is none."""
    from tempfile import TemporaryFile

    try:
        return Spool([TemporaryFile(buffering=0) for _ in range(2)])
    except OSError:
        return None


class Shared(Recent, Origin):
    """An origin of entries some of which another process made: what is told of one is put aside for both."""

    def __init__(self, records: int | None) -> None:
        super().__init__(records)
        self.spool: Spool | None = None

    def flush(self) -> None:
        """Makes what was put aside be there for both."""
        if self.spool:
            self.spool.flush()

    def tell(self, entry: Entry) -> str:
        """What the other process needs of an entry, in one line; an empty one where there is no room to put it aside."""
        said = told(entry)
        place = self.spool.put(entry.path, said) if self.spool else ""
        if not place:
            return ""
        put_aside(self, entry)
        return f"{place}\t{said.head}"

    def hear(self, path: str, line: str) -> Entry | None:
        """The entry of which a line tells; nothing where it is empty."""
        if not line or self.spool is None:
            return None
        place, head = line.split("\t", 1)
        self.spool.find(path, place)
        return retold(self, path, head)
