"""Where the cache lies: in the folder of the user's own that the system, or a setting, names."""

import os
from pathlib import Path
from typing import Final

from kvtool.settings import Settings
from kvtool.store.digests import hash_of

SETTING: Final = "KVTOOL_CACHE"
"""Names the folder of the cache; empty, there is none."""


def folder_for(settings: Settings) -> Path | None:
    """The folder in which something may be kept of a base, made where there is none; nothing where nothing may."""
    return _made_folder() if may_lie(settings) else None


def may_lie(settings: Settings) -> bool:
    """Whether there may be a cache: what is remembered of internal records does not lie where it may be committed."""
    named = named_folder()
    return named is not None and not Path(os.path.realpath(named)).is_relative_to(settings.root)


def place(folder: Path, settings: Settings) -> Path:
    """Where in the folder of the cache that of a base lies."""
    return folder / f"{hash_of(os.fsencode(settings.root))}.sqlite"


def trusted(folder: Path | None) -> Path | None:
    """A folder that is there, and into which nobody else can have put anything; nothing in the place of any other."""
    try:
        return folder if folder and _own(folder) else None
    except OSError:
        return None


def named_folder() -> Path | None:
    """The folder that is meant for the cache, whether there is one or not; nothing where none is wanted."""
    named = os.environ.get(SETTING)
    if named is not None:
        return Path(named) if named else None
    above = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME")
    home = os.path.expanduser("~")  # noqa: PTH111 - stays as it is where nobody has a home
    if not above and home == "~":
        return None
    return Path(above or f"{home}/.cache", "kvtool")


def _made_folder() -> Path | None:
    """The folder of the cache, made where there is none; nothing where none can be trusted."""
    folder = named_folder()
    try:
        if folder:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return trusted(folder)


def _own(folder: Path) -> bool:
    """Whether nobody else can have put anything into a folder."""
    state = folder.lstat()
    if os.name == "nt":
        return True
    return not folder.is_symlink() and state.st_uid == os.getuid() and not state.st_mode & 0o022
