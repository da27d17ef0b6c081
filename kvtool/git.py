"""Git, called safely: no shell, no pager, no command of the repository's own configuration, refs only as object ids."""

import os
import re
import stat
import subprocess
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from hashlib import sha1, sha256
from pathlib import Path
from typing import Final, NamedTuple

from kvtool.errors import Exit, KvtoolError

SAFE: Final = (
    "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-c", "color.ui=never", "-c", "log.showSignature=false",
    "--no-pager", "--literal-pathspecs",
)  # fmt: skip
KEPT: Final = (
    "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH",
    "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM",
)  # fmt: skip
"""What Git is told by the environment; all else that starts with GIT_ leads it elsewhere, as hooks do."""
SET: Final = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # a clone in part would fetch what is missing, by commands of its own configuration
    "LC_ALL": "C",
}
PATIENCE: Final = 60
LARGEST: Final = 1 << 20

LINK: Final = "120000"
"""How Git calls a symbolic link."""
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


def run(root: Path, arguments: Sequence[str], given: bytes = b"") -> bytes:
    """What a Git command prints to what it is given; raises KvtoolError with exit 5 where Git cannot be used."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key in KEPT}
    try:
        done = subprocess.run(
            ["git", *SAFE, *arguments],
            cwd=root,
            env=environment | SET,
            input=given,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except FileNotFoundError:
        raise KvtoolError("git is not on the PATH", Exit.GIT, remedy="install git") from None
    except OSError as error:
        raise KvtoolError(f"git cannot be run: {error.strerror}", Exit.GIT, remedy="install git") from None
    except subprocess.TimeoutExpired:
        raise KvtoolError(f"git did not answer within {PATIENCE} seconds", Exit.GIT) from None
    if done.returncode != 0:
        raise KvtoolError(_said(done.stderr), Exit.GIT, remedy=_remedy(done.stderr))
    return done.stdout


def _said(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").strip().split("\n")
    first = next((line for line in lines if line.startswith("fatal: ")), lines[0])
    return f"git: {first.removeprefix('fatal: ')}" if first else "git failed"


def _remedy(stderr: bytes) -> str:
    if b"dubious ownership" in stderr:
        return "look whose repository it is; git names the safe.directory setting that trusts it"
    if any(words in stderr for words in (b"' not allowed", b"promisor remote", b"could not get object info")):
        return "clone the whole repository: some of its objects are not here"
    if b"not a git repository" in stderr:
        return "run 'git init' there, or do without the history"
    return ""


def blobs(root: Path, ids: Sequence[str]) -> Iterator[bytes]:
    """The contents of some blobs, in the order of their ids, by one process."""
    answer = run(root, ["cat-file", "--batch", "--buffer"], _lines(ids))
    start = 0
    for one in ids:
        end = answer.index(b"\n", start)
        said = answer[start:end].split(b" ")
        if len(said) != 3 or said[1] != b"blob":
            raise KvtoolError(f"git: no blob {one[:12]}", Exit.GIT, remedy="'git fsck' tells what is missing")
        start = end + 1 + int(said[2]) + 1
        yield answer[end + 1 : start - 1]


def _lines(ids: Iterable[str]) -> bytes:
    return "".join(f"{one}\n" for one in ids).encode("ascii")


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


def holds(data: bytes | None, blob: str) -> bool:
    """Whether a file's bytes are a blob, or become it when line ends are made as Git stores them."""
    return data is not None and any(blob_id(one, len(blob)) == blob for one in _stored(data))


def _stored(data: bytes) -> Iterator[bytes]:
    yield data
    if b"\r\n" in data:
        yield data.replace(b"\r\n", b"\n")


def blob_id(data: bytes, length: int) -> str:
    """The id of the blob that holds some bytes; its length tells by which digest a repository calls them."""
    digest = sha256 if length == 64 else sha1
    return digest(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


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
