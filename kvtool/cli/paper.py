"""A paper on its way out: in the form that is asked for; as Markdown with its stamp and what was written into it by hand."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kvtool.cli.session import Session, put
from kvtool.errors import Exit, KvtoolError
from kvtool.papers import Made
from kvtool.settings import FILE
from kvtool.words.safe import safe_text

if TYPE_CHECKING:
    from kvtool.stamping import Stamp

LARGEST: Final = 16 << 20
"""How large a file may be into which somebody may have written something by hand."""
NO_PAPER: Final = "name a pack or report, as Markdown"


def form_called(word: str) -> str:
    """A form that there is."""
    from kvtool.forming import FORMS

    if word not in FORMS:
        raise KvtoolError(f"no form '{safe_text(word[:20])}'", remedy=f"use one of {', '.join(FORMS)}")
    return word


def hand_over(session: Session, made: Made, base: str, form: str, output: Path | None) -> None:
    """Prints a paper made of a state of the base, or writes it to a file, whose blocks kept by hand stay."""
    from kvtool.drawing.engine import EXTRA, is_installed
    from kvtool.forming import MARKDOWN, in_form
    from kvtool.papers import pictured_text_of, text_of
    from kvtool.picture import pictures_in
    from kvtool.stamping import NONE, files_of, stamp_of, stamped
    from kvtool.worktree import content_hash

    labels = session.reader.labels
    if form != MARKDOWN:
        need_no_blocks(output)
        pictures = list(pictures_in(made.content))
        if pictures and not is_installed():
            sys.stderr.write(f"kvtool: made without pictures: pip install 'kvtool[{EXTRA}]' brings them\n")
        templates = session.settings.root / "templates"
        text = pictured_text_of(made)
        converted = in_form(text, form, labels.language, made.title, output, templates, pictures)
        if converted is not None:
            put(converted, output)
        return
    if base == NONE:
        base = f"{NONE} {content_hash(session.settings.root, ['data', FILE])}"
    files = files_of(session.settings, session.commit, [entry.path for entry in made.entries])
    kept = with_blocks(text_of(made), output, labels.say("Kept from sections that are gone"))
    put(stamped(kept, stamp_of(made, base, files)), output)


@contextmanager
def about(file: Path | None) -> Iterator[None]:
    """Lets a KvtoolError that is raised within say which file it is about."""
    try:
        yield
    except KvtoolError as error:
        raise KvtoolError(f"{file}: {error.message}", error.exit_code, remedy=error.remedy) from None


def stamp_in(file: Path) -> "Stamp":
    """The stamp of a paper in a file; raises KvtoolError where there is none to rely on."""
    from kvtool.stamping import read_stamp
    from kvtool.store.files import read_bytes

    data, fault = read_bytes(os.path.realpath(file))
    if fault:
        raise KvtoolError(fault.message, remedy=NO_PAPER)
    try:
        return read_stamp(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise KvtoolError("not UTF-8", remedy=NO_PAPER) from None


def with_blocks(text: str, output: Path | None, gone: str) -> str:
    """A paper with the blocks kept by hand in the file that it replaces, where there is one."""
    from kvtool.keeping import kept
    from kvtool.stamping import unstamped

    data = _there(output) if output else None
    if data is None:
        return text
    try:
        old = data.decode("utf-8")
        if "\0" in old:
            raise UnicodeDecodeError("utf-8", data, 0, 1, "NUL")
    except UnicodeDecodeError:
        raise _unwritten(output, "is not UTF-8: nobody can tell what was written into it by hand") from None
    with about(output):
        return kept(unstamped(old), text, gone)


def need_no_blocks(output: Path | None) -> None:
    """Raises KvtoolError where a file that is to be replaced has blocks kept by hand, and its new form has none."""
    from kvtool.keeping import LIKE

    data = _there(output) if output else None
    if data and LIKE.search(data.decode("latin-1")):
        raise _unwritten(output, "has blocks kept by hand, which only Markdown can have")


def _there(path: Path) -> bytes | None:
    """What stands in a regular file; nothing where there is none."""
    try:
        state = os.lstat(path)
        if not stat.S_ISREG(state.st_mode):
            return None  # a stream or a pipe; anything else is refused when it is written to
        if state.st_size > LARGEST:
            raise _unwritten(path, "is too large for a paper")
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unwritten(path, f"cannot be read: {error.strerror}") from None


def _unwritten(path: Path | None, why: str) -> KvtoolError:
    return KvtoolError(f"{path}: the file {why}; nothing written", Exit.NOT_WRITTEN, remedy="name another file")
