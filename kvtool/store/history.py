"""Looks for personal data and secrets in every version of every file of a base that Git keeps.

What was removed from a file is still in each clone. Each version is looked at once, and each thing found is told once
a file, with the commit that brought it in.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import yaml

from kvtool.diagnostics import Diagnostic, Severity
from kvtool.errors import Exit, KvtoolError
from kvtool.git import run
from kvtool.model.unit import Unit
from kvtool.settings import FILE
from kvtool.store.base import KnowledgeBase
from kvtool.store.privacy import Privacy, privacy
from kvtool.store.revisions import FETCH, contents, is_shallow, need_work_tree
from kvtool.text.characters import BOM, UTF16_OR_32, place
from kvtool.text.comments import allowances
from kvtool.text.personal import IDENTITY, MAIL, PASSPORT, PHONE, SECRET, Hit, address, looks_personal
from kvtool.text.spans import scalars
from kvtool.text.suspicion import suspicious

PLACES: Final = ("data", "templates", FILE)
NAMES: Final = {
    IDENTITY: "identity-number",
    PHONE: "phone-number",
    MAIL: "personal-e-mail",
    SECRET: "secret",
    PASSPORT: "passport-number",
}
"""The rules that speak of what is found, by their codes."""

CHANGES: Final = (
    "diff-tree", "--stdin", "-r", "-c", "--root", "--raw", "-z",
    "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--relative",
)  # fmt: skip
"""Asks for what each of some commits brought; of a merge, what none of its parents had."""
MAILBOX: Final = re.compile(r"\bmailbox:[ ]*[\"']?$")
ERASE: Final = "'git filter-repo --replace-text' rewrites the history, and every clone is made anew"
SECRET_HELP: Final = f"take the secret out of use where it is valid; then {ERASE}"
PERSONAL_HELP: Final = f"tell the data protection officer; if it is to go, {ERASE}"


class Version(NamedTuple):
    """A version of a file, and the commit that first brought it in."""

    blob: str
    path: str
    commit: str
    day: str


class Scan(NamedTuple):
    """What the history holds, in order, how much of it is allowed, and how many versions were looked at."""

    findings: Sequence[Diagnostic]
    suppressed: int
    versions: int


def scan(kb: KnowledgeBase) -> Scan:
    """Looks through the history of a base; raises KvtoolError with exit 5 where Git has none or only a part."""
    root = kb.settings.root
    need_work_tree(root)
    if is_shallow(root):
        raise KvtoolError("the history is cut: this clone holds only its end", Exit.GIT, remedy=FETCH)
    judge = privacy(kb.settings, kb.all(Unit))
    versions = _versions(root)
    found: dict[tuple[str, str, str], Diagnostic] = {}
    allowed = set()
    for version, data in zip(versions, contents(root, [one.blob for one in versions]), strict=True):
        for hit, text, excused in _looked_through(data or b"", judge):
            key = (version.path, hit.code, text[hit.start : hit.end])
            found.setdefault(key, _diagnostic(version, text, hit))
            if excused:
                allowed.add(key)
    left = [one for key, one in found.items() if key not in allowed]
    return Scan(sorted(left, key=lambda one: one.order), len(allowed), len(versions))


def _versions(root: Path) -> list[Version]:
    """The versions of a base's files in all commits, older ones first."""
    listed = run(root, ["rev-list", "--all", "--topo-order", "--reverse", "--format=%cs"]).decode("ascii").split("\n")
    days = {line.removeprefix("commit "): day for line, day in zip(listed[::2], listed[1::2], strict=False)}
    if not days:
        raise KvtoolError(
            "there is no commit yet", Exit.GIT, remedy="commit the base; 'kvtool lint' checks what is there"
        )
    changes = run(root, [*CHANGES, "--", *PLACES], "".join(f"{commit}\n" for commit in days).encode("ascii"))
    found: dict[str, Version] = {}
    words = iter(changes.split(b"\0"))
    commit = ""
    for word in words:
        if not word.startswith(b":"):
            commit = word.decode("ascii")
            continue
        parents = len(word) - len(word.lstrip(b":"))
        said = word.lstrip(b":").decode("ascii").split(" ")
        mode, blob, path = said[parents], said[2 * parents + 1], next(words).decode("utf-8", "replace")
        if mode.startswith("10") and blob not in found:
            found[blob] = Version(blob, path, commit, days[commit])
    return list(found.values())


def _looked_through(data: bytes, judge: Privacy) -> Iterator[tuple[Hit, str, bool]]:
    """What one version of a file holds, with its text and whether a comment in it allows it."""
    text = _text(data)
    if not suspicious(text.encode()):
        return
    hits = [hit for hit in judge.hits(text) if not _is_mailbox(text, hit)]
    excuses = _excuses(data) if hits else []
    for hit in hits:
        yield hit, text, any(hit.code in names and start <= hit.start < end for names, start, end in excuses)


def _text(data: bytes) -> str:
    """A version's characters; none where it is no text."""
    if data[:2] in UTF16_OR_32:
        return data.decode("utf-16", "replace")
    return "" if b"\0" in data[:8192] else data.decode("utf-8", "replace").removeprefix(BOM)


def _is_mailbox(text: str, hit: Hit) -> bool:
    """Whether it is the mailbox of a unit, and made of no person's name."""
    here = text[hit.start : hit.end]
    named = MAILBOX.search(text, text.rfind("\n", 0, hit.start) + 1, hit.start)
    return hit.code == MAIL and named is not None and not looks_personal(address(here))


def _excuses(data: bytes) -> list[tuple[set[str], int, int]]:
    """What the comments of a version allow: the codes, and from where to where; nothing where it is no YAML."""
    try:
        said = allowances(data)
        text = _text(data)
        spans = scalars(text) if said else []
    except (yaml.YAMLError, ValueError):
        return []
    lines = [0, *(found.end() for found in re.finditer("\n", text)), len(text) + 1]
    excuses = []
    for one in said:
        codes = {code for code, name in NAMES.items() if name in one.names or code in one.names}
        if codes and one.because and one.speaks_of == 0:
            excuses.append((codes, 0, len(text)))
        elif codes and one.because and one.speaks_of < len(lines):
            start, end = lines[one.speaks_of - 1 : one.speaks_of + 1]
            values = [last for first, last in spans if start <= first < end]  # a text may go on below
            excuses.append((codes, start, max([end, *values])))
    return excuses


def _diagnostic(version: Version, text: str, hit: Hit) -> Diagnostic:
    line, column = place(text, hit.start)
    day = f" of {version.day}" if version.day[:1].isdecimal() else ""  # Git says %cs where a commit has none
    said = f"{hit.said}, in Git since commit {version.commit[:12]}{day}"
    remedy = SECRET_HELP if hit.code == SECRET else PERSONAL_HELP
    return Diagnostic(version.path, line, column, hit.code, NAMES[hit.code], Severity.ERROR, said, help=remedy)
