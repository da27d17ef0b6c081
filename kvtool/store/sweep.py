"""The state of all files of a base in a few letters: as long as it is the same, what follows from the files is, too."""

import os
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from kvtool.pair import Pair
from kvtool.settings import Settings
from kvtool.store import cache
from kvtool.store.cache import may_lie, now, state_of
from kvtool.store.digests import sum_of

SOME: Final = 250
"""So many files are looked at together."""
FEW: Final = 16
"""So many times that are looked at sooner by one process than by two."""


class _Look(NamedTuple):
    """What stands for the state of some files, and when one of them changed last."""

    state: str
    newest: int


class Sweep(NamedTuple):
    """What a look at all that lies in a base's `data/` gave: what stands for its state, its last change, and when that was."""

    state: str
    newest: int
    seen: int

    def settled(self, seen: int) -> bool:
        """Whether all changed long enough before they were looked at that another change could not have gone unseen."""
        return self.newest < seen - cache.RACE


def sweep(settings: Settings) -> Sweep | None:
    """A look at all files of a base, none of which is read; nothing where nothing can be remembered of them.

    Hidden files do not count; where a link lies, what it leads to might.
    """
    seen = now()
    if not may_lie(settings) or settings.data.is_symlink():
        return None
    try:
        entries = list(_below(str(settings.data)))
        if any(entry.is_symlink() for entry in entries):
            return None
        some = [entries[start : start + SOME] for start in range(0, len(entries), SOME)]
        with Pair(1) as pair:
            looks = pair.share(some, _look, lambda look: f"{look.newest} {look.state}", _heard, FEW)
    except OSError:
        return None
    return Sweep(sum_of(*(look.state for look in looks)), max((look.newest for look in looks), default=0), seen)


def _below(folder: str) -> Iterator["os.DirEntry[str]"]:
    """All that lies in a folder and in those below, hidden things apart."""
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as found:
            for entry in found:
                if entry.name[0] != ".":
                    yield entry
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)


def _look(entries: Sequence["os.DirEntry[str]"]) -> _Look:
    """What stands for the state of some files and folders."""
    newest, states = 0, []
    for entry in entries:
        state = entry.stat(follow_symlinks=False)
        newest = max(newest, state.st_mtime_ns, state.st_ctime_ns)
        states.append(f"{entry.path} {state_of(state)}")
    return _Look(sum_of(*states), newest)


def _heard(_: object, line: str) -> _Look:
    newest, state = line.split(" ")
    return _Look(state, int(newest))
