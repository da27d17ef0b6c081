"""The people overlay: a file outside the base and outside of Git that says who holds an office, for one paper at a time.

It is named by KVTOOL_PEOPLE, or lies as `kvtool/people.yaml` in the user's folder of settings.
"""

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from kvtool.errors import KvtoolError
from kvtool.store.files import read_bytes
from kvtool.text.fault import Fault

if TYPE_CHECKING:
    from kvtool.model.base import Record
    from kvtool.model.person import Person
    from kvtool.text.tree import Tree

NAMED: Final = "KVTOOL_PEOPLE"
FILE: Final = "kvtool/people.yaml"
INSIDE, OPEN = "KV806", "KV807"
OTHERS: Final = 0o077
"""The rights of everybody but the owner."""


class Overlay(NamedTuple):
    """The people of a file, and what is wrong with it."""

    path: Path
    people: "Sequence[Person]" = ()
    tree: "Tree | None" = None
    faults: Sequence[Fault] = ()

    def known(self, on: date, asked: date) -> "list[Person]":
        """Who holds something on a day; not those who should be deleted by the day that it is."""
        return [one for one in self.people if one.holds_on(on) and asked <= one.delete_after.last]


NOBODY: Final = Overlay(Path())


def overlay(root: Path) -> Overlay:
    """The people of the user who works on a base at a folder; nobody where there is no file, or it is not named."""
    named = os.environ.get(NAMED, "")
    path = Path(named).absolute() if named else _by_custom()
    return NOBODY if path is None else _read(path, root)


def people_for(root: Path) -> Overlay:
    """The same, for use in a paper; raises KvtoolError where the file lies or reads wrongly."""
    found = overlay(root)
    fault = next((one for one in found.faults if one.code != OPEN), None)
    if fault:
        raise KvtoolError(f"{found.path}:{fault.line}:{fault.column}: {fault.message}", remedy=fault.help)
    return found


def _by_custom() -> Path | None:
    """The file in the user's folder of settings, where there is one."""
    if sys.platform == "win32":
        folder = os.environ.get("APPDATA", "")
    else:
        named = os.environ.get("XDG_CONFIG_HOME", "")
        folder = named if named.startswith("/") else f"{home}/.config" if (home := _home()) else ""
    path = Path(folder, FILE)
    return path if folder and os.path.lexists(path) else None


def _home() -> str:
    try:
        return str(Path.home())
    except RuntimeError:  # some machines that build and test have nobody at home
        return ""


def _read(path: Path, root: Path) -> Overlay:
    if fault := _inside(path, root):
        return Overlay(path, faults=[fault])
    from kvtool.model.person import People
    from kvtool.store.validation import validate
    from kvtool.text.reader import read

    data, unread = read_bytes(path)
    if unread:
        return Overlay(path, faults=[unread])
    reading = read(data)
    faults = [*_open(path), *reading.faults]
    if reading.tree is None:
        return Overlay(path, faults=faults)
    record, wrong, _ = validate(
        cast("type[Record]", People), reading.tree, ()
    )  # a part like a record, but no kind of one
    people = cast(People, record).people if record else ()
    return Overlay(path, people, reading.tree, [*faults, *wrong])


def _inside(path: Path, root: Path) -> Fault | None:
    """Whether a commit could take the file along: it lies in the base, or in a work tree of Git."""
    whole_path = Path(os.path.realpath(path))
    tree = next((folder for folder in whole_path.parents if (folder / ".git").exists()), None)
    if whole_path.is_relative_to(root):
        said = "the people overlay lies in the base"
    elif tree:
        said = f"the people overlay lies in a work tree of Git, {tree}"
    else:
        return None
    return Fault(INSIDE, 1, 1, said, f"move it out, and name its place in {NAMED}")


def _open(path: Path) -> list[Fault]:
    """Whether others than its owner may read or change the file."""
    rights = path.stat().st_mode & OTHERS if os.name == "posix" else 0
    said = "others than its owner may read or change the people overlay"
    return [Fault(OPEN, 1, 1, said, f"chmod 600 {path}")] if rights else []
