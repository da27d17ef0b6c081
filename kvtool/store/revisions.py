"""Revisions of a base: which commit somebody means, and which files of it differ from those in the work tree.

Git compares nothing here: the filters that a repository can name for that are programs.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from kvtool.errors import Exit, KvtoolError
from kvtool.git import LINK, blobs, holds, run
from kvtool.model.dates import Day, exists
from kvtool.settings import FILE, Settings, parsed, today
from kvtool.store.files import TOO_LARGE, Found, Listed, found_at, is_yaml, misplaced
from kvtool.text.fault import LARGEST
from kvtool.words.safe import safe_text

DATED: Final = re.compile(r"@\{([0-9]{4}(?:-[0-9]{2}){0,2})\}")
ID: Final = re.compile(rb"(?m)(?:^|[\s{,-])id:[ ]+[\"']?([a-z0-9][a-z0-9-]*)")
"""An id in a record's text, be it whole or broken."""
FETCH: Final = "fetch the history: git fetch --unshallow"
WHOLE: Final = "clone the whole repository, unfiltered"
NAME_ONE: Final = "name a commit, a branch, a tag or @{2022-06-01}"
AT_ONCE: Final = 16 << 20
"""How many bytes are fetched at once."""


class Change(NamedTuple):
    """A file that is not what it was: `how` is new, changed or removed; `ids` are those that stood in it before."""

    path: str
    how: str
    ids: frozenset[str]


def commit_of(root: Path, revision: str, timezone: str) -> str:
    """The id of the commit that a revision names; `@{2022-06-01}` is the last one on the main line by that day."""
    shown = safe_text(revision[:80])
    if not revision or revision[0] in "-^" or not revision.isprintable() or ".." in revision:
        raise KvtoolError(f"'{shown}' names no revision", remedy=NAME_ONE)
    need_work_tree(root)
    if "@{" in revision:
        dated = DATED.fullmatch(revision)
        if dated is None:  # what else stands there, Git looks up in the log of this clone alone
            remedy = "write @{2022-06-01}, @{2022-06} or @{2022}: the last commit of this branch by then"
            raise KvtoolError(f"'{shown}' names no revision", remedy=remedy)
        return _by_day(root, dated[1], timezone)
    commit = _known(root, f"{revision}^{{commit}}")
    if not commit:
        _need_commits(root)
        raise KvtoolError(f"git knows no revision '{shown}'", Exit.GIT, remedy=FETCH if is_shallow(root) else NAME_ONE)
    return commit


def need_work_tree(root: Path) -> None:
    """Raises KvtoolError where a base is no part of what a commit holds: in a bare repository, or without any."""
    if run(root, ["rev-parse", "--is-inside-work-tree"]).strip() != b"true":
        raise KvtoolError("the base lies in no work tree of Git", Exit.GIT, remedy="clone the repository, and go there")


def _known(root: Path, revision: str) -> str:
    """The id that a revision stands for; nothing where Git knows none."""
    try:
        return run(root, ["rev-parse", "--verify", "--end-of-options", revision]).decode("ascii").strip()
    except KvtoolError:
        return ""


def _need_commits(root: Path) -> None:
    """Raises KvtoolError where nothing was committed yet."""
    if not _known(root, "HEAD"):
        raise KvtoolError(
            "the current branch has no commit yet", Exit.GIT, remedy="commit the base, or name a branch that has one"
        )


def _by_day(root: Path, day: str, timezone: str) -> str:
    if not exists(day):
        raise KvtoolError(f"no such date: {day}", remedy="look it up in a calendar")
    _need_commits(root)
    wanted, zone = Day(day).last, zone_of(timezone)
    for line in run(root, ["log", "--first-parent", "--format=%H %ct", "HEAD", "--"]).decode("ascii").splitlines():
        commit, _, seconds = line.partition(" ")
        made = day_at(seconds, zone)
        if made and made <= wanted:
            return commit
    remedy = FETCH if is_shallow(root) else "name a later day"
    raise KvtoolError(f"no commit is as old as {day}", Exit.GIT, remedy=remedy)


def zone_of(timezone: str) -> ZoneInfo:
    """The time zone of a base; raises KvtoolError where there is none of that name."""
    today(timezone, f"{FILE}: base.timezone ")
    return ZoneInfo(timezone)


def day_at(seconds: str, zone: ZoneInfo) -> date | None:
    """The day of a commit by its clock; nothing where it has a time that cannot be."""
    try:
        return datetime.fromtimestamp(int(seconds), zone).date()
    except (ValueError, OverflowError, OSError):
        return None


def is_shallow(root: Path) -> bool:
    """Whether the repository holds only a part of its history."""
    return bool(boundary(root))


def boundary(root: Path) -> frozenset[str]:
    """The oldest commits of a repository that holds only a part of its history: what was before them is not here."""
    said = run(root, ["rev-parse", "--is-shallow-repository", "--git-path", "shallow"])
    shallow, _, place = os.fsdecode(said).rstrip("\n").partition("\n")
    return frozenset((root / place).read_text(encoding="ascii").split()) if shallow == "true" else frozenset()


def fork_of(root: Path, commit: str) -> str:
    """The commit at which the work tree's history left that of another commit."""
    cut = boundary(root)
    try:
        fork = run(root, ["merge-base", "--", commit, "HEAD"]).decode("ascii").strip()
    except KvtoolError:
        _need_commits(root)
        remedy = FETCH if cut else "compare with a commit of the same history"
        raise KvtoolError(f"{commit[:12]} and HEAD have no commit in common", Exit.GIT, remedy=remedy) from None
    if cut and not cut.isdisjoint(run(root, ["rev-list", commit, "HEAD", f"^{fork}", "--"]).decode("ascii").split()):
        raise KvtoolError(
            f"the history is cut: {commit[:12]} and HEAD may have parted later than is seen here",
            Exit.GIT,
            remedy=FETCH,
        )
    return fork


def changes(root: Path, commit: str, now: Mapping[str, bytes | None]) -> list[Change]:
    """What differs between a commit and the files of a base by their paths; one that cannot be read has changed."""
    before = _blobs(root, commit, "data", FILE)
    found = [Change(path, "new", frozenset()) for path in now if path not in before]
    differing = [
        (path, blob)
        for path, blob in before.items()
        if path not in now or not holds(now[path], blob)  # only what the loader reads counts
    ]
    contents = blobs(root, [blob for _, blob in differing])
    for (path, _), data in zip(differing, contents, strict=True):
        ids = frozenset(word.decode() for word in ID.findall(data))
        found.append(Change(path, "changed" if path in now else "removed", ids))
    return sorted(found)


def settings_at(settings: Settings, commit: str) -> Settings:
    """The settings of a base as they were in a commit."""
    place, written = settings.root / FILE, settings_in(settings.root, commit)
    try:
        return parsed(place, written)
    except KvtoolError as error:
        said = error.message.removeprefix(f"{place}")
        raise KvtoolError(
            f"{FILE} at {commit[:12]}{said}", error.exit_code, remedy="name a revision in which it is in order"
        ) from None


def settings_in(root: Path, commit: str) -> bytes:
    """The bytes of the settings of a base in a commit; raises KvtoolError where it has none."""
    blob = _blobs(root, commit, FILE).get(FILE)
    if blob is None:
        raise KvtoolError(f"no base in {commit[:12]}: it has no {FILE}", Exit.GIT, remedy="name a later revision")
    return next(blobs(root, [blob]))


def files_at(root: Path, commit: str) -> list[Found]:
    """The files of a base as they were in a commit, sorted by path."""
    tree = tree_at(root, commit)
    contents = blobs(root, [one for one in tree.values() if isinstance(one, str)])
    return [found_at(path, next(contents)) if isinstance(one, str) else one for path, one in tree.items()]


def tree_at(root: Path, commit: str) -> dict[str, str | Found]:
    """The files of a base in a commit, sorted by path: the blob of each, or the file with what forbids to read it."""
    found: dict[str, str | Found] = {}
    for mode, blob, size, path in _listed(root, commit, "data"):
        if path == "data" and mode == LINK:
            found["data/"] = Listed("data/", misplaced(path, link=True)).read(root)
        if not is_yaml(path) or any(step.startswith(".") for step in path.split("/")):
            continue
        if problem := misplaced(path, link=mode == LINK):
            found[path] = Listed(path, problem).read(root)
        else:
            found[path] = found_at(path, None, TOO_LARGE) if size > LARGEST else blob
    return dict(sorted(found.items()))


def _listed(root: Path, commit: str, *paths: str) -> Iterator[tuple[str, str, int, str]]:
    """Mode, blob, size and path of all files of a commit below some paths."""
    for entry in filter(None, run(root, ["ls-tree", "-r", "-z", "-l", commit, "--", *paths]).split(b"\0")):
        head, _, path = entry.partition(b"\t")
        mode, sort, blob, size = head.decode("ascii").split()
        if size == "BAD":
            raise KvtoolError(f"the history is not whole: no blob {blob[:12]}", Exit.GIT, remedy=WHOLE)
        if sort == "commit":
            place = path.decode("utf-8", "replace")
            said = f"{safe_text(place)} is a submodule: its files are in a repository of its own"
            raise KvtoolError(said, Exit.GIT, remedy="keep the whole base in one repository, or ask without a revision")
        if sort == "blob":
            yield mode, blob, int(size), path.decode("utf-8", "surrogateescape")


def _blobs(root: Path, commit: str, *paths: str) -> dict[str, str]:
    """The regular files of a base in a commit, below some paths: their blobs by their paths from its root."""
    return {
        path: blob
        for mode, blob, _, path in _listed(root, commit, *paths)
        if mode.startswith("100") and (path == FILE or path.endswith(".yaml"))
    }


def contents(root: Path, ids: Sequence[str], largest: int | None = None) -> Iterator[bytes | None]:
    """The contents of any number of blobs, a few at once; nothing of one that is larger than is asked for.

    Raises KvtoolError with exit 5 where one of them is not here.
    """
    asked = "".join(f"{one}\n" for one in ids).encode("ascii")
    said = run(root, ["cat-file", "--batch-check=%(objectsize)"], asked).decode("ascii").splitlines()
    if missing := next((line for line in said if not line.isdecimal()), ""):
        raise KvtoolError(f"the history is not whole: {missing}", Exit.GIT, remedy=WHOLE)
    batch: list[str] = []
    weight = 0
    for one, size in zip(ids, map(int, said), strict=True):
        large = largest is not None and size > largest
        if batch and (large or weight + size > AT_ONCE):
            yield from blobs(root, batch)
            batch, weight = [], 0
        if large:
            yield None
        else:
            batch.append(one)
            weight += size
    yield from blobs(root, batch) if batch else ()
