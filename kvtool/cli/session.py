"""One run of a reading command: the base, the day, the language, and what could not be read."""

import os
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from kvtool.errors import Exit, KvtoolError
from kvtool.settings import FILE, Settings, find_root, load, today, whole_day
from kvtool.words.labels import labels
from kvtool.words.safe import safe_text

if TYPE_CHECKING:  # what remembers its answer needs no records
    from kvtool.queries.reading import Reader
    from kvtool.store.base import KnowledgeBase
    from kvtool.store.entry import Entry
    from kvtool.store.sweep import Sweep


FEW: Final = 1_000
"""Fewer files than so many are opened sooner all at once."""


class Session(NamedTuple):
    """An opened base with its reader."""

    settings: Settings
    kb: "KnowledgeBase"
    reader: "Reader"
    commit: str = ""
    """The commit whose files are asked about; empty for the work tree."""
    swept: "Sweep | None" = None
    """What a look at the files gave before they were read, where there was one."""

    def end(self, exit_code: Exit = Exit.DONE, among: "Iterable[Entry] | None" = None) -> None:
        """Names broken files, of all or of some, on stderr and leaves with the exit code that follows."""
        broken = self.kb.broken if among is None else [entry for entry in among if entry.broken]
        for entry in broken:
            fault = next((fault for fault in entry.faults), None)
            place = f"{entry.path}:{fault.line}:{fault.column}: {fault.message}" if fault else entry.path
            sys.stderr.write(f"kvtool: left out: {safe_text(place)}\n")
        leave(Exit.INCOMPLETE if broken and exit_code in (Exit.DONE, Exit.FINDINGS) else exit_code)


def leave(code: Exit) -> None:
    """Ends the command with an exit code."""
    import typer

    if code is not Exit.DONE:
        raise typer.Exit(code)


def open_base(
    root: Path | None, as_of: str, language: str, at: str = "", *, some: bool = False, dated: bool = False
) -> Session:
    """Opens the base, on a day (today in the base's time zone where none is given), for a reader of a language.

    Its files are those of the work tree, or of the commit that `at` names. `some` is for whoever asks about
    few of them, `dated` for whoever asks for their state in Git.
    """
    settings = load(root)
    day = day_of(as_of, settings)
    if at:
        return _opened_at(settings, day, language, at)
    from kvtool.queries.reading import Reader
    from kvtool.store.files import are_many
    from kvtool.store.load import load as load_base

    words, swept = labels(language or settings.output_language), None
    some = some and are_many(settings.data, FEW)
    if some or dated:
        from kvtool.store.sweep import sweep

        swept = sweep(settings)
    if some and swept:
        from kvtool.store.directory import open_some

        kb = open_some(settings, swept)
    else:
        kb = load_base(settings)
    return Session(settings, kb, Reader(kb, day, words), swept=swept)


def _opened_at(settings: Settings, day: date, language: str, at: str) -> Session:
    from kvtool.queries.reading import Reader
    from kvtool.store.load import assemble
    from kvtool.store.revisions import commit_of, files_at, settings_at

    commit = commit_of(settings.root, at, settings.timezone)
    then = settings_at(settings, commit)
    words = labels(language or then.output_language)
    kb = assemble(then, files_at(then.root, commit))
    return Session(then, kb, Reader(kb, day, words), commit)


def open_pair(
    root: Path | None, as_of: str, language: str, ends: tuple[str, str]
) -> tuple[Session, Session, list["Entry"]]:
    """Two states of a base, and the files of the second that differ from the first; of the others only what is asked is read.

    Each end is a revision; an empty one is the work tree.
    """
    from kvtool.queries.reading import Reader
    from kvtool.store.revisions import commit_of, settings_at
    from kvtool.store.states import State, compared

    settings = load(root)
    day = day_of(as_of, settings)
    states = []
    for revision in ends:
        commit = commit_of(settings.root, revision, settings.timezone) if revision else ""
        states.append(State(settings_at(settings, commit) if commit else settings, commit))
    both = compared(*states)
    old, new = (
        Session(state.settings, kb, Reader(kb, day, labels(language or state.settings.output_language)), state.commit)
        for state, kb in zip(states, both[:2], strict=True)
    )
    return old, new, [entry for entry in both.new.entries if entry.path in both.differing]


def open_explained(root: Path | None, as_of: str, language: str) -> "Reader":
    """A reader of the base where there is one, of an empty one where there is none: rules explain themselves anywhere."""
    if root is None and not os.environ.get("KVTOOL_ROOT"):
        try:
            find_root()
        except KvtoolError:
            from kvtool.queries.reading import Reader
            from kvtool.store.base import KnowledgeBase

            nowhere = Settings(Path.cwd())
            words = labels(language or nowhere.output_language)
            return Reader(KnowledgeBase(nowhere, []), day_of(as_of, nowhere), words)
    return open_base(root, as_of, language).reader


def day_of(written: str, settings: Settings) -> date:
    """A whole day from its text; today in the base's time zone where there is none."""
    if not written:
        return today(settings.timezone, f"{FILE}: base.timezone ")
    return whole_day(written)


def state(session: Session) -> str:
    """The state of the base's files in Git, for the header of a paper."""
    from kvtool.store.commits import version_at, version_of

    if session.commit:
        return version_at(session.settings, session.commit)
    return version_of(session.settings, session.swept)


def text_of(session: Session, path: str) -> str:
    """The text of a readable file of the base."""
    if not session.commit:
        return (session.settings.root / path).read_text(encoding="utf-8")
    from kvtool.store.revisions import files_at

    return next(
        file.data or b"" for file in files_at(session.settings.root, session.commit) if file.path == path
    ).decode()


def put(text: str, output: Path | None) -> None:
    """Prints text, or writes it to a file in one step; what belongs to a base is never written over."""
    if output is None:
        sys.stdout.write(text)
    else:
        from kvtool.text.write import write_answer

        write_answer(output, text.encode("utf-8", "backslashreplace"))
