"""The state of all files of a base in a few letters: as long as it is the same, what follows from the files is, too."""

import os
from collections.abc import Iterator
from typing import NamedTuple

from kvtool.settings import Settings
from kvtool.store import cache
from kvtool.store.cache import may_lie, now
from kvtool.store.digests import sum_of


class Sweep(NamedTuple):
    """What a look at all that lies in a base's `data/` gave: what stands for its state, its last change, and when that was."""

    state: str
    newest: int
    seen: int

    def settled(self, seen: int) -> bool:
        """Whether all changed long enough before they were looked at that another change could not have gone unseen."""
        return self.newest < seen - cache.RACE


def sweep(settings: Settings) -> Sweep | None:
    """A look at all files of a base, none of which is read; nothing where nothing can be remembered of them."""
    seen = now()
    if not may_lie(settings) or settings.data.is_symlink():
        return None
    try:
        newest, states = 0, []
        for path, state in _below(str(settings.data)):
            newest = max(newest, state.st_mtime_ns, state.st_ctime_ns)
            states.append(f"{path} {state.st_size} {state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino}")
    except OSError:
        return None
    return Sweep(sum_of(*states), newest, seen)


def _below(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """All that lies in a folder and in those below, hidden things apart; links are not followed."""
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as found:
            for entry in found:
                if entry.name[0] == ".":
                    continue
                yield entry.path, entry.stat(follow_symlinks=False)
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
