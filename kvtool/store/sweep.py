"""The state of all files of a base in a few letters: as long as it is the same, what follows from the files is, too."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from stat import S_ISLNK
from typing import Final, NamedTuple

from kvtool.pair import Pair
from kvtool.settings import FILE, Settings
from kvtool.store.cache import now, settled
from kvtool.store.cachefolder import may_lie
from kvtool.store.digests import sum_of
from kvtool.store.files import known_by, state_of

SOME: Final = 250
"""So many files are looked at together."""
FEW: Final = 16
"""So many times that are looked at sooner by one process than by two."""


class Look(NamedTuple):
    """What stands for the state of some files, and when one of them changed last."""

    state: str
    newest: int


class Sweep(NamedTuple):
    """What a look at all that lies in a base's `data/` gave: what stands for its state, its last change, and when that was."""

    state: str
    newest: int
    seen: int
    hidden: Look
    """The same of the hidden files, which hold no records."""

    def settled(self, seen: int) -> bool:
        """Whether all changed long enough before they were looked at that another change could not have gone unseen."""
        return settled(self.newest, seen)


def sweep(settings: Settings, besides: Callable[[], object] | None = None) -> Sweep | None:
    """A look at all files of a base, none of which is read; nothing where nothing can be remembered of them.

    Where a link lies, what it leads to might change. What is to be done `besides` is done while another process looks,
    where there is one.
    """
    seen = now()
    if not may_lie(settings) or settings.data.is_symlink():
        return None
    try:
        shown, hidden = _below(str(settings.data))
        some = [shown[start : start + SOME] for start in range(0, len(shown), SOME)]
        with Pair(1) as pair:
            looks = pair.share(
                some, partial(map, _look), lambda look: f"{look.newest} {look.state}", _heard, FEW, besides
            )
        newest = max((look.newest for look in looks), default=0)
        return Sweep(sum_of(*(look.state for look in looks)), newest, seen, _look(hidden))
    except OSError:
        return None


def beside(settings: Settings) -> Look | None:
    """The state of what a base holds besides its data: templates and settings; nothing where a link lies there."""
    try:
        status = (settings.root / FILE).lstat()
        own = state_of(status)
        folder = settings.root / "templates"
        found = _look([entry for some in _below(str(folder)) for entry in some]) if folder.is_dir() else Look("", 0)
        if folder.is_symlink() or S_ISLNK(status.st_mode):
            return None
        return Look(f"{found.state} {own.said}", max(found.newest, own.changed))
    except OSError:
        return None


def _below(folder: str) -> tuple[Sequence["os.DirEntry[str]"], Sequence["os.DirEntry[str]"]]:
    """All that lies in a folder and in those below, and what of that is hidden or lies in something hidden, apart.

    Raises OSError where one is a link.
    """
    shown: list[os.DirEntry[str]] = []
    hidden: list[os.DirEntry[str]] = []
    waiting = [(folder, shown)]
    while waiting:
        path, here = waiting.pop()
        with os.scandir(path) as found:
            for entry in found:
                into = hidden if entry.name[0] == "." else here
                into.append(entry)
                if entry.is_symlink():
                    raise OSError(entry.path)
                if entry.is_dir(follow_symlinks=False) and entry.name != ".git":
                    waiting.append((entry.path, into))
    return shown, hidden


def _look(entries: Sequence["os.DirEntry[str]"]) -> Look:
    """What stands for the state of some files and folders."""
    each = [(entry.path, entry.stat(follow_symlinks=False)) for entry in entries]
    newest = max([max(status.st_mtime_ns, status.st_ctime_ns) for _, status in each], default=0)
    return Look(sum_of(*[f"{path} {known_by(status)}" for path, status in each]), newest)


def _heard(_: object, line: str) -> Look:
    newest, state = line.split(" ")
    return Look(state, int(newest))
