"""Revisions of a base: which commit somebody means, and which files of it differ from those in the work tree.

Git compares nothing here: the filters that a repository can name for that are programs.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from hashlib import sha1, sha256
from pathlib import Path
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from kvtool.errors import Exit, KvtoolError
from kvtool.git import blobs, run
from kvtool.model.dates import exists
from kvtool.settings import FILE, Settings, parsed
from kvtool.store.files import TOO_LARGE, Found, Listed, found_at, is_yaml, misplaced
from kvtool.text.characters import LARGEST
from kvtool.words.safe import safe_text

DATED: Final = re.compile(r"@\{([0-9-]{10})\}")
ID: Final = re.compile(rb"(?m)(?:^|[\s{,-])id:[ ]+[\"']?([a-z0-9][a-z0-9-]*)")
"""An id in a record's text, be it whole or broken."""
FETCH: Final = "fetch the history: git fetch --unshallow"


class Change(NamedTuple):
    """A file that is not what it was: `how` is new, changed or removed; `ids` are those that stood in it before."""

    path: str
    how: str
    ids: frozenset[str]


def commit_of(root: Path, revision: str, timezone: str) -> str:
    """The id of the commit that a revision names; `@{2022-06-01}` is the last one on the main line by that day."""
    shown = safe_text(revision[:80])
    if not revision or revision.startswith("-") or not revision.isprintable() or ".." in revision:
        raise KvtoolError(f"'{shown}' names no revision", remedy="name a commit, a branch, a tag or @{2022-06-01}")
    if dated := DATED.fullmatch(revision):
        return _by_day(root, dated[1], timezone)
    try:
        return (
            run(root, ["rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}"]).decode("ascii").strip()
        )
    except KvtoolError as error:
        if "not a git repository" in error.message or "dubious ownership" in error.message:
            raise
        remedy = FETCH if is_shallow(root) else "name a commit, a branch, a tag or @{2022-06-01}"
        raise KvtoolError(f"git knows no revision '{shown}'", Exit.GIT, remedy=remedy) from None


def _by_day(root: Path, day: str, timezone: str) -> str:
    if not exists(day):
        raise KvtoolError(f"no such date: {day}", remedy="look it up in a calendar")
    wanted = date.fromisoformat(day)
    for line in run(root, ["log", "--first-parent", "--format=%H %ct", "HEAD"]).decode("ascii").splitlines():
        commit, _, seconds = line.partition(" ")
        if datetime.fromtimestamp(int(seconds), ZoneInfo(timezone)).date() <= wanted:
            return commit
    remedy = FETCH if is_shallow(root) else "name a later day"
    raise KvtoolError(f"no commit is as old as {day}", Exit.GIT, remedy=remedy)


def is_shallow(root: Path) -> bool:
    """Whether the repository holds only a part of its history."""
    return run(root, ["rev-parse", "--is-shallow-repository"]).strip() == b"true"


def fork_of(root: Path, commit: str) -> str:
    """The commit at which the work tree's history left that of another commit."""
    try:
        return run(root, ["merge-base", "--", commit, "HEAD"]).decode("ascii").strip()
    except KvtoolError:
        remedy = FETCH if is_shallow(root) else "compare with a commit of the same history"
        raise KvtoolError(f"{commit[:12]} and HEAD have no commit in common", Exit.GIT, remedy=remedy) from None


def changes(root: Path, commit: str, now: Mapping[str, bytes | None]) -> list[Change]:
    """What differs between a commit and the files of a base by their paths; one that cannot be read has changed."""
    before = _blobs(root, commit)
    found = [Change(path, "new", frozenset()) for path in now if path not in before]
    differing = [
        (path, blob)
        for path, blob in before.items()
        if path not in now or not _is(now[path], blob)  # only what the loader reads counts
    ]
    contents = blobs(root, [blob for _, blob in differing])
    for (path, _), data in zip(differing, contents, strict=True):
        ids = frozenset(word.decode() for word in ID.findall(data))
        found.append(Change(path, "changed" if path in now else "removed", ids))
    return sorted(found)


def settings_at(settings: Settings, commit: str) -> Settings:
    """The settings of a base as they were in a commit."""
    blob = _blobs(settings.root, commit).get(FILE)
    if blob is None:
        raise KvtoolError(f"no base in {commit[:12]}: it has no {FILE}", Exit.GIT, remedy="name a later revision")
    return parsed(settings.root / FILE, next(blobs(settings.root, [blob])))


def files_at(root: Path, commit: str) -> list[Found]:
    """The files of a base as they were in a commit, sorted by path."""
    found: dict[str, Found] = {}
    wanted: dict[str, str] = {}
    for mode, blob, size, path in _listed(root, commit, "data"):
        if not is_yaml(path) or any(step.startswith(".") for step in path.split("/")):
            continue
        if problem := misplaced(path, link=mode == "120000"):
            found[path] = Listed(path, None, problem).read(root)
        elif size > LARGEST:
            found[path] = found_at(path, None, TOO_LARGE)
        else:
            wanted[path] = blob
    contents = blobs(root, list(wanted.values()))
    found |= {path: found_at(path, data) for path, data in zip(wanted, contents, strict=True)}
    return [found[path] for path in sorted(found)]


def _listed(root: Path, commit: str, *paths: str) -> Iterator[tuple[str, str, int, str]]:
    """Mode, blob, size and path of all files of a commit below some paths."""
    for entry in filter(None, run(root, ["ls-tree", "-r", "-z", "-l", commit, "--", *paths]).split(b"\0")):
        head, _, path = entry.partition(b"\t")
        mode, sort, blob, size = head.decode("ascii").split()
        if sort == "blob":
            yield mode, blob, int(size), path.decode("utf-8", "surrogateescape")


def _blobs(root: Path, commit: str) -> dict[str, str]:
    """The regular files of a base in a commit: their blobs by their paths from its root."""
    return {
        path: blob
        for mode, blob, _, path in _listed(root, commit, "data", FILE)
        if mode.startswith("100") and (path == FILE or path.endswith(".yaml"))
    }


def _is(data: bytes | None, blob: str) -> bool:
    """Whether a file's bytes are a blob, or become it when line ends are made as Git stores them."""
    return data is not None and any(_blob_id(one, len(blob)) == blob for one in _stored(data))


def _stored(data: bytes) -> Iterable[bytes]:
    yield data
    if b"\r\n" in data:
        yield data.replace(b"\r\n", b"\n")


def _blob_id(data: bytes, length: int) -> str:
    digest = sha256 if length == 64 else sha1
    return digest(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
