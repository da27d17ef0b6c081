"""Bases that a test shows whole, in memory or in a folder, and commands that run on them."""

import contextlib
import io
import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from kvtool.cli.app import run
from kvtool.model.message import Message
from kvtool.queries.approvals import approval_hash
from kvtool.settings import Settings
from kvtool.store.base import KnowledgeBase
from kvtool.store.files import Found
from kvtool.store.load import assemble

HEAD = re.compile(r"^# (\S+\.(?:yaml|toml))\n", re.MULTILINE)
LANGUAGES = ("en", "fi", "sv")
SETTINGS = '[base]\nname = "Vega"\nlanguages = ["en", "fi", "sv"]\n'
"""What stands in `kvtool.toml` where a test shows none."""

TODAY = "2026-11-21"


class Ran(NamedTuple):
    """What came of a command."""

    code: int
    out: str
    err: str


def files_of(text: str) -> dict[str, str]:
    """The files of a text; each starts below a comment with its path, records below `data/`."""
    _, *pieces = HEAD.split(text)
    named = zip(pieces[::2], pieces[1::2], strict=True)
    return {path if path.endswith(".toml") else f"data/{path}": content for path, content in named}


def in_memory(text: str) -> KnowledgeBase:
    """A knowledge base of a text's files."""
    files = files_of(text)
    said = tomllib.loads(files.pop("kvtool.toml", "[base]")).get("base", {})
    settings = Settings(Path("vega"), languages=tuple(said.get("languages", LANGUAGES)))
    found = [(Path(path), content.encode()) for path, content in sorted(files.items())]
    return assemble(settings, [Found(path.as_posix(), path.parts[1], path.stem, data) for path, data in found])


def whole(text: str) -> KnowledgeBase:
    """The same, of files without any fault."""
    kb = in_memory(text)
    assert [(entry.path, fault) for entry in kb.entries for fault in entry.faults] == []
    return kb


def in_folder(folder: Path, text: str) -> Path:
    """A text's files in a folder, which is the root of a base then."""
    for path, content in {"kvtool.toml": SETTINGS, **files_of(text)}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    return folder


def stamped(text: str) -> str:
    """A text with the hash of the words in each approval whose own is only digits: 000000000000, 000000000001, …"""
    for message in in_memory(text).all(Message):
        for approval in message.approvals:
            if approval.of.isdecimal():
                text = text.replace(f"of: {approval.of}", f"of: {approval_hash(message, approval.lang)}")
    return text


def ran(*arguments: str | Path) -> Ran:
    """Runs a command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([str(argument) for argument in arguments])
    return Ran(int(code), out.getvalue(), err.getvalue())


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder, with their bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
