"""Which commit holds the files of a base as they lie on the disk: remembered as long as neither they nor it change."""

from functools import partial
from typing import Final

from kvtool.aside import aside
from kvtool.settings import FILE, Settings
from kvtool.store.cache import opened
from kvtool.store.digests import sum_of
from kvtool.store.glance import glance
from kvtool.store.sweep import Sweep, beside
from kvtool.worktree import head, version

TEMPLATES: Final = "templates"
PATHS: Final = ("data", TEMPLATES, FILE)
KEPT, SEEN = "commit", "seen"
"""The sort of a heap, and its name: when the files were looked at."""


def version_of(settings: Settings, swept: Sweep | None) -> str:
    """The state of the files of a base, with what a look at them gave before they were read."""
    at, others = head(settings.root), beside(settings)
    if at is None or swept is None or others is None:
        return str(version(settings.root, PATHS, at))
    made = sum_of(at.commit, swept.state, swept.hidden.state, others.state)
    newest = max(swept.newest, swept.hidden.newest, others.newest)
    swept = swept._replace(newest=newest)
    if _is_known(settings, made, swept):
        return at.commit
    found = version(settings.root, PATHS, at)
    if found.alone and swept.settled(swept.seen):
        aside(partial(_keep, settings, made, swept.seen))
    return str(found)


def version_at(settings: Settings, commit: str) -> str:
    """The state of a base whose files are asked for as they were in a commit, while its templates are those on the disk.

    Where these are other ones, it is `id+templates` with a hash of what they hold.
    """
    at = head(settings.root)
    if at is None:
        return commit
    found = version(settings.root, [TEMPLATES], at._replace(commit=commit))
    return str(found._replace(commit=f"{commit}+{TEMPLATES}") if found.content else found)


def _is_known(settings: Settings, made: str, swept: Sweep) -> bool:
    """Whether it was found before that there is nothing but what the commit has."""
    try:
        cache = glance(settings)
        return cache is not None and swept.settled(int(cache.heap(KEPT, SEEN, made)))
    except (LookupError, ValueError):
        return False


def _keep(settings: Settings, made: str, seen: int) -> None:
    if cache := opened(settings):
        cache.shelve(KEPT, made, {SEEN: str(seen)})
