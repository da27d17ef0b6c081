"""Git, called safely: no shell, no pager, no command of the repository's own configuration, refs only as object ids."""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha1, sha256
from pathlib import Path
from typing import Final

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

TRUSTING: Final = re.compile(r"git config --global --add safe\.directory .*")
"""What Git advises where a repository is somebody else's."""
NOT_WHOLE: Final = (
    b"' not allowed", b"promisor remote", b"could not get object info", b"Could not read", b"unable to read tree",
    b"Failed to traverse",
)  # fmt: skip
"""What Git says where objects are missing."""
LINK: Final = "120000"
"""How Git calls a symbolic link."""


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
        trusting = TRUSTING.search(stderr.decode("utf-8", "replace"))
        return f"look whose repository it is; to trust it: {trusting[0]}" if trusting else "look whose repository it is"
    if any(words in stderr for words in NOT_WHOLE):
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
