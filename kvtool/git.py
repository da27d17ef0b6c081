"""Git, called safely: no shell, no pager, no command of the repository's own configuration, refs only as object ids."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from kvtool.errors import Exit, KvtoolError

SAFE = (
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.quotePath=false",
    "-c",
    "color.ui=never",
    "-c",
    "log.showSignature=false",
    "-c",
    "protocol.allow=never",  # a clone in part would fetch what is missing, by commands of its own configuration
    "--no-pager",
)
INHERITED = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_EXTERNAL_DIFF",
    "GIT_PAGER",
    "GIT_CONFIG_PARAMETERS",
    "GIT_CONFIG_COUNT",
    "GIT_TRACE",
)
PATIENCE = 60
LARGEST = 1 << 20


class Version(NamedTuple):
    """Which state of the base something was made from: a commit's id, `id+changes` with a content hash, or `none`."""

    commit: str
    content: str = ""

    def __str__(self) -> str:
        return f"{self.commit} {self.content}".strip()


def run(root: Path, arguments: Sequence[str], given: bytes = b"") -> bytes:
    """What a Git command prints to what it is given; raises KvtoolError with exit 5 where Git cannot be used."""
    environment = {key: value for key, value in os.environ.items() if key not in INHERITED}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C"}
    command = ["git", *SAFE, "--literal-pathspecs", *arguments]
    try:
        done = subprocess.run(
            command,
            cwd=root,
            env=environment,
            input=given,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except FileNotFoundError:
        raise KvtoolError("git is not on the PATH", Exit.GIT, remedy="install git") from None
    except subprocess.TimeoutExpired:
        raise KvtoolError(f"git did not answer within {PATIENCE} seconds", Exit.GIT) from None
    if done.returncode != 0:
        raise KvtoolError(_said(done.stderr), Exit.GIT, remedy=_remedy(done.stderr))
    return done.stdout


def blobs(root: Path, ids: Sequence[str]) -> Iterator[bytes]:
    """The contents of some blobs, in the order of their ids, by one process."""
    answer = run(root, ["cat-file", "--batch", "--buffer"], "".join(f"{one}\n" for one in ids).encode("ascii"))
    start = 0
    for one in ids:
        end = answer.index(b"\n", start)
        said = answer[start:end].split(b" ")
        if len(said) != 3 or said[1] != b"blob":
            raise KvtoolError(f"git: no blob {one[:12]}", Exit.GIT, remedy="'git fsck' tells what is missing")
        start = end + 1 + int(said[2]) + 1
        yield answer[end + 1 : start - 1]


def _said(stderr: bytes) -> str:
    first = stderr.decode("utf-8", "replace").strip().split("\n")[0]
    return f"git: {first.removeprefix('fatal: ')}" if first else "git failed"


def _remedy(stderr: bytes) -> str:
    if b"dubious ownership" in stderr:
        return "look whose repository it is; git names the safe.directory setting that trusts it"
    if b"transport" in stderr and b"not allowed" in stderr:
        return "clone the whole repository: some of its objects are not here"
    if b"not a git repository" in stderr:
        return "run 'git init' there, or do without the history"
    return ""


def version(root: Path, paths: Sequence[str]) -> Version:
    """The state of a base's files below `root`; `none` without a repository or a commit."""
    try:
        commit = run(root, ["rev-parse", "--verify", "--end-of-options", "HEAD^{commit}"]).decode("ascii").strip()
        changed = run(
            root,
            [
                "status",
                "--porcelain=v1",
                "-z",
                "--untracked-files=all",
                "--ignore-submodules=all",
                "--",
                *paths,
            ],
        )
    except KvtoolError:
        return Version("none")
    return Version(f"{commit}+changes", content_hash(root, paths)) if changed else Version(commit)


def content_hash(root: Path, paths: Sequence[str]) -> str:
    """Twelve hexadecimal digits that stand for the bytes of all files under some paths."""
    digest = sha256()
    for path in paths:
        start = root / path
        for file in sorted(start.rglob("*")) if start.is_dir() else [start]:
            if file.is_file() and not file.is_symlink():
                name = os.fsencode(file.relative_to(root).as_posix())
                digest.update(len(name).to_bytes(4, "big") + name)
                size = file.stat().st_size  # a file too large for a record stands for its size
                digest.update(sha256(file.read_bytes()).digest() if size <= LARGEST else str(size).encode())
    return digest.hexdigest()[:12]
