"""Whether the files of a base, as they lie on the disk, are those of a commit."""

import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from kvtool.errors import KvtoolError
from kvtool.git import LINK, holds, run
from kvtool.text.fault import LARGEST

STAMPED: Final = re.compile(
    r"\d+ ([0-9a-f]+) 0\t([^\0]+)\0  ctime: (\d+):(\d+)\n  mtime: (\d+):(\d+)\n.*\n.*\n  size: (\d+)\t"
)
"""An entry of Git's index: the blob, the path, and when and how large Git saw the file that holds it."""


Stamp = tuple[str, int, int, int]


class Version(NamedTuple):
    """Which state of the base something was made from: a commit's id, `id+changes` with a content hash, or `none`."""

    commit: str
    content: str = ""
    alone: bool = False
    """Whether there is nothing but what the commit has, not even what Git is told to ignore."""

    def __str__(self) -> str:
        return f"{self.commit} {self.content}".strip()


class Head(NamedTuple):
    """The commit that a work tree is at, and the file of Git's index."""

    commit: str
    stamps: Path


def head(root: Path) -> Head | None:
    """What the work tree around a folder is at; nothing without a repository, a commit or a work tree."""
    try:
        said = run(root, ["rev-parse", "--is-inside-work-tree", "--git-path", "index", "HEAD^{commit}", "--"])
    except KvtoolError:
        return None
    inside, *index, commit, _ = os.fsdecode(said).rstrip("\n").split("\n")
    return Head(commit, root / "\n".join(index)) if inside == "true" else None


def version(root: Path, paths: Sequence[str], at: Head | None = None) -> Version:
    """The state of a base's files below `root`, whose head may be known; `none` where there is no head.

    Git compares nothing here: the filters that a repository can name for that are programs. A file is what the commit has
    where its bytes are, line ends apart, or where Git's index says so of a file of its very times and size. What Git is
    told to ignore is no change, but for records, which are read nevertheless.
    """
    at = at or head(root)
    if at is None:
        return Version("none")
    try:
        new = _new(root, at, paths)
    except KvtoolError:
        return Version("none")
    if new is None:
        return Version(f"{at.commit}+changes", content_hash(root, paths))
    return Version(at.commit, alone=not new)


def _new(root: Path, at: Head, paths: Sequence[str]) -> Collection[str] | None:
    """The files on disk that the commit does not have and need not; nothing where the others are not those of the commit."""
    found = dict(_on_disk(root, paths))
    stamps = _stamps(root, paths, at.stamps)
    listed = os.fsdecode(run(root, ["ls-tree", "-r", "-z", at.commit, "--", *paths])).split("\0")
    kept = {path: said for said, _, path in (one.partition("\t") for one in listed) if path}
    for path, said in kept.items():
        mode, _, blob = said.split(" ")
        state = found.get(path)
        if state is None or (stamps.get(path) != _stamp(blob, state) and not _is_blob(root / path, mode, blob)):
            return None
    new = found.keys() - kept.keys()
    if any(path in stamps or path.endswith(".yaml") for path in new):
        return None
    return None if new and run(root, ["ls-files", "--others", "--exclude-standard", "-z", "--", *paths]) else new


def _stamps(root: Path, paths: Sequence[str], index: Path) -> dict[str, Stamp]:
    """What Git's index says of each file: its blob, and the times and size of the file that had its bytes.

    No blob is said of a file that changed when the index was written, or later: it may have changed twice within one tick.
    """
    listed = run(root, ["ls-files", "--stage", "--debug", "-z", "--", *paths])
    try:
        written = index.stat().st_mtime_ns
    except OSError:
        return {}
    found = {}
    for blob, path, *numbers in STAMPED.findall(os.fsdecode(listed)):
        changed, changed_too, modified, modified_too, size = map(int, numbers)
        stamp = modified * 10**9 + modified_too
        found[path] = (blob if stamp < written else "", changed * 10**9 + changed_too, stamp, size)
    return found


def _stamp(blob: str, state: os.stat_result) -> Stamp:
    return (blob, state.st_ctime_ns, state.st_mtime_ns, state.st_size)


def _is_blob(path: Path, mode: str, blob: str) -> bool:
    """Whether a file, or a link by what it says, is a blob; what cannot be read, or is too large to be a record, is none."""
    try:
        state = path.lstat()
        if mode == LINK:
            return stat.S_ISLNK(state.st_mode) and holds(os.fsencode(path.readlink()), blob)
        return stat.S_ISREG(state.st_mode) and state.st_size <= LARGEST and holds(path.read_bytes(), blob)
    except OSError:
        return False


def content_hash(root: Path, paths: Sequence[str]) -> str:
    """Twelve hexadecimal digits that stand for the bytes of all files under some paths."""
    digest = sha256()
    for path, state in sorted(_on_disk(root, paths)):
        if stat.S_ISREG(state.st_mode):
            name = os.fsencode(path)
            digest.update(len(name).to_bytes(4, "big") + name)
            digest.update(_stand_in(root / path, state.st_size))
    return digest.hexdigest()[:12]


def _stand_in(path: Path, size: int) -> bytes:
    """What stands for a file's bytes: their hash, or the size of one that is too large for a record."""
    try:
        return str(size).encode() if size > LARGEST else sha256(path.read_bytes()).digest()
    except OSError:
        return b"unreadable"


def _on_disk(root: Path, paths: Iterable[str]) -> Iterator[tuple[str, os.stat_result]]:
    """The files and links at and below some paths with their states; a link is not followed."""
    for path in paths:
        with suppress(OSError):
            state = (root / path).lstat()
            if stat.S_ISDIR(state.st_mode):
                yield from _below(root, path)
            elif stat.S_ISREG(state.st_mode) or stat.S_ISLNK(state.st_mode):
                yield path, state


def _below(root: Path, folder: str) -> Iterator[tuple[str, os.stat_result]]:
    waiting = [folder]
    while waiting:
        folder = waiting.pop()
        with suppress(OSError), os.scandir(root / folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting += [f"{folder}/{entry.name}"] if entry.name != ".git" else []
                elif entry.is_file(follow_symlinks=False) or entry.is_symlink():
                    yield f"{folder}/{entry.name}", entry.stat(follow_symlinks=False)
