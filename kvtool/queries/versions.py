"""The versions of a record that Git keeps, newest first, followed through other places of its file and other ids.

Commits are followed as `git log --simplify-merges` shows them, by their first parents. A branch that alone changed the
record is followed to its own commits; where both sides did, the merge is one step, and what the other side did is told there.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from kvtool.git import holds, run
from kvtool.model import FOLDERS
from kvtool.model.values import SLUG
from kvtool.queries.following import are_near, likeness
from kvtool.store.files import TOO_LARGE, id_of, read_bytes
from kvtool.store.revisions import boundary, contents, day_at
from kvtool.text.fault import LARGEST
from kvtool.text.reader import read

DATA: Final = "data"
RAW: Final = (
    "diff-tree", "-r", "-m", "--root", "--raw", "-z",
    "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--relative",
)  # fmt: skip
WORK_TREE: Final = "work tree"
UNREGULAR: Final = "not a regular file"
NOTES: Final = ("KV013", "KV017")
"""What is said of a text that can be read all the same."""


class Version(NamedTuple):
    """A record's file as a commit left it; without a commit, as it is in the work tree.

    `fields` are as they are written, whatever the schema says of them; there are none where the file is not there, or
    where `fault` says why nobody can read it.
    """

    path: str
    commit: str = ""
    day: date | None = None
    blob: str = ""
    fields: dict[str, Any] | None = None
    fault: str = ""
    cut: bool = False
    """Whether what was before is not in this clone."""

    @property
    def id(self) -> str:
        """The record's id, which is the name of its file."""
        return id_of(self.path)

    @property
    def there(self) -> bool:
        """Whether there is a file."""
        return bool(self.blob)

    @property
    def aliases(self) -> list[str]:
        """The ids that the record had before, as it says itself."""
        said = (self.fields or {}).get("aliases")
        return [one for one in said if re.fullmatch(SLUG, str(one))] if isinstance(said, list) else []


class _Git(NamedTuple):
    """A base's folder, the time zone of its days, and the commits before which this clone knows nothing."""

    root: Path
    zone: ZoneInfo
    cut: frozenset[str]


def kind_of(version: Version) -> str:
    """The kind of record that a version's folder holds; nothing where it holds none."""
    return FOLDERS.get(version.path.split("/")[1], "")


def lineage(root: Path, tip: str, path: str, zone: ZoneInfo, *, work_tree: bool) -> Iterator[Version]:
    """The versions of the record at a path, from a commit, or from the work tree where that is asked for, to the first.

    Raises KvtoolError with exit 5 where one of them is not in this clone.
    """
    newest: Version | None = None
    for version in _every(_Git(root, zone, boundary(root)), tip, path, work_tree):
        if newest and (newest.path, newest.blob) != (version.path, version.blob):
            yield newest
        newest = version  # of those that are alike, the oldest made it so
    if newest:
        yield newest


def _every(git: _Git, tip: str, path: str, work_tree: bool) -> Iterator[Version]:
    line = _line(git, tip, path)
    first: Version | None = None
    names: set[str] = set()
    if work_tree:
        first = _on_disk(git.root, path, line[0].blob if line else "")
        names.update(first.aliases)
        yield first
    while True:
        for first in _read_all(git.root, line):
            names.update(first.aliases)
            yield first
        if first is None or first.cut or not first.there:
            return
        tip = _parent(git.root, first.commit) if first.commit else tip
        path = _origin(git.root, first, names, tip) if tip else ""
        if not path:
            return
        line = _line(git, tip, path)


def _line(git: _Git, tip: str, path: str) -> list[Version]:
    """The versions of a path in the history of a commit, not read yet."""
    asked = ["rev-list", "--simplify-merges", "--parents", "--format=@%ct", tip, "--", path]
    said = run(git.root, asked).decode("ascii").splitlines()
    commits: dict[str, tuple[str, str]] = {}
    for head, seconds in zip(said[::2], said[1::2], strict=True):
        _, commit, *parents = head.split(" ")
        commits[commit] = (next(iter(parents), ""), seconds)
    kept = {}
    commit = next(iter(commits), "")
    while commit:
        kept[commit] = day_at(commits[commit][1].removeprefix("@"), git.zone)
        commit = commits[commit][0]
    changes = _changes(git.root, ["--stdin", "--", path], "".join(f"{one}\n" for one in kept))
    found = {commit: (mode, blob) for commit, mode, blob, changed in changes if changed == path}
    return [
        _unread(path, commit, day, *found[commit], commit in git.cut) for commit, day in kept.items() if commit in found
    ]


def _unread(path: str, commit: str, day: date | None, mode: str, blob: str, cut: bool) -> Version:
    regular = mode.startswith("100")
    there = mode != "000000"
    return Version(path, commit, day, blob if there else "", fault="" if regular or not there else UNREGULAR, cut=cut)


def _changes(root: Path, asked: Sequence[str], given: str = "") -> Iterator[tuple[str, str, str, str]]:
    """What commits did to files: the commit, where it is said, the file's new mode and blob, its path."""
    words = iter(os.fsdecode(run(root, [*RAW, *asked], given.encode("ascii"))).split("\0"))
    commit = ""
    for word in words:
        if word.startswith(":"):
            said = word.removeprefix(":").split(" ")
            yield commit, said[1], said[3] if said[4] != "D" else said[2], next(words)
        else:
            commit = word


def _read_all(root: Path, line: Sequence[Version]) -> Iterator[Version]:
    """The versions with what stands in them."""
    texts = contents(root, [one.blob for one in line if one.there and not one.fault], LARGEST)
    for one in line:
        yield _read(one, next(texts)) if one.there and not one.fault else one


def _read(version: Version, data: bytes | None) -> Version:
    if data is None:
        return version._replace(fault=TOO_LARGE.message)
    reading = read(data)
    if reading.tree is None:
        fault = next(one for one in reading.faults if one.code not in NOTES)
        return version._replace(fault=f"{version.path}:{fault.line}:{fault.column}: {fault.message}")
    return version._replace(fields=_plain(reading.fields))


def _plain(node: Any) -> Any:
    """Values as they are written; a field that is empty is none."""
    if isinstance(node, dict):
        return {name: _plain(inner) for name, inner in node.items() if inner is not None}
    return ["" if item is None else _plain(item) for item in node] if isinstance(node, list) else node


def _on_disk(root: Path, path: str, committed: str) -> Version:
    """The file in the work tree; one that is as it was committed has the blob of that."""
    if not os.path.lexists(root / path):
        return Version(path)
    data, fault = read_bytes(root / path)
    if fault:
        return Version(path, blob=WORK_TREE, fault=fault.message)
    same = bool(committed) and holds(data, committed)
    return _read(Version(path, blob=committed if same else WORK_TREE), data)


def _parent(root: Path, commit: str) -> str:
    """The first parent of a commit; nothing where it is the first of all."""
    said = run(root, ["rev-list", "--parents", "--max-count=1", commit, "--"]).decode("ascii").split()
    return said[1] if len(said) > 1 else ""


def _origin(root: Path, first: Version, names: set[str], parent: str) -> str:
    """The path that a record had before the first version of its file; nothing where it was new.

    It is that of a file which went away as this one came: one whose id is among the record's, or which shares its name
    and most of what it says. Else one that went away before, if the record came with its id as a former one.
    """
    folder = "/".join(first.path.split("/")[:2])
    names = {first.id, *names}
    gone = [
        Version(path, parent, blob=blob)
        for path, blob in (_gone(root, parent, first.commit) if first.commit else _missing(root, parent)).items()
        if path.endswith(".yaml") and (id_of(path) in names or path.startswith(f"{folder}/"))
    ]
    near = [(_nearness(old, first, names), old.path) for old in _read_all(root, gone)]
    best, path = max(near, default=(0.0, ""))
    if best > 0:
        return path
    former = (f"{folder}/{alias}.yaml" for alias in first.aliases)
    return next((path for path in former if run(root, ["rev-list", "--max-count=1", parent, "--", path])), "")


def _nearness(old: Version, new: Version, names: set[str]) -> float:
    """How near an older file is to a newer one; 0 where they are not of one record."""
    if old.id in names:
        return 2 + likeness(old.fields, new.fields)
    if old.blob == new.blob:
        return 2
    return likeness(old.fields, new.fields) if are_near(old.fields, new.fields) else 0


def _gone(root: Path, parent: str, commit: str) -> Mapping[str, str]:
    """The files of a base that a commit took away, each with its blob."""
    return {path: blob for _, _, blob, path in _changes(root, ["--diff-filter=D", parent, commit, "--", DATA])}


def _missing(root: Path, commit: str) -> Mapping[str, str]:
    """The files of a base that a commit has and the work tree has not, each with its blob."""
    listed = os.fsdecode(run(root, ["ls-tree", "-r", "-z", commit, "--", DATA])).split("\0")
    blobs = {path: head.split(" ")[2] for head, _, path in (one.partition("\t") for one in listed) if path}
    return {path: blob for path, blob in blobs.items() if not os.path.lexists(root / path)}


def departed(root: Path, tip: str, *, work_tree: bool) -> Mapping[str, str]:
    """The records that are gone, by their ids, each with the path that it had last."""
    commits = run(root, ["rev-list", "--full-history", tip, "--", DATA]).decode("ascii")
    found = [path for _, _, _, path in _changes(root, ["--stdin", "--diff-filter=D", "--", DATA], commits)]
    paths = [*(_missing(root, tip) if work_tree else ()), *found]
    return {id_of(path): path for path in reversed(paths) if path.endswith(".yaml")}
