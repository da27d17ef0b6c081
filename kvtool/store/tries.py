"""Dictionaries as tries in the cache's folder, made once a machine: then a process needs 20 MB for them, and no time.

Beside each lies a note of its bytes and of the file's state. A trie whose bytes are not those that were written would
answer wrongly, or end the process: so it is only read where the note says that it is whole, and else made anew.
"""

import logging
import os
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kvtool.store.cachefolder import trusted
from kvtool.store.digests import hash_of, sum_of
from kvtool.words.lemmas import LIBRARY, installed

FORM: Final = "1"
"""The number of the form of notes: another one is another kvtool's."""


class Tries:
    """The dictionaries of a folder, one a language."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, Mapping[str, str]] = {}

    def whole(self, code: str) -> bool:
        """Whether a dictionary is there, as it was made; its bytes are only looked at where the file's state is another."""
        with suppress(OSError, ValueError):
            file = self._file(code)
            state = _state(file)
            if not (state and _state(self._note(code)) and trusted(self._folder)):
                return False
            of, known, said = self._note(code).read_text(encoding="utf-8").split("\n")
            if said == self._sum(code, of, known):
                if known == state:
                    return True
                if of == hash_of(file.read_bytes()) and state == _state(file):
                    self._write_note(code, of, state)
                    return True
        return False

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        """The dictionary of a language, made where it is not there as it was made."""
        if lang not in self._read:
            self._read[lang] = self._opened(lang)
        return self._read[lang]

    def _opened(self, code: str) -> Mapping[str, str]:
        from simplemma.strategies import dictionaries

        # what the library says of its files is nothing that anybody can do something about
        logging.getLogger(LIBRARY).addHandler(logging.NullHandler())
        without: Callable[[str], Mapping[str, str]] = dictionaries.LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary
        try:
            if self.whole(code):
                kept: Mapping[str, str] = dictionaries.TrieDictionaryFactory(
                    disk_cache_dir=str(self._folder)
                ).get_dictionary(code)
                return kept
            if not self._usable() or stat.S_ISDIR(_mode(self._file(code))):
                return without(code)
            with TemporaryDirectory(dir=self._folder, ignore_cleanup_errors=True) as folder:
                made: Mapping[str, str] = dictionaries.TrieDictionaryFactory(disk_cache_dir=folder).get_dictionary(code)
                with suppress(OSError):
                    self._keep(code, Path(folder, self._file(code).name))
                return made
        except (ImportError, OSError):
            return without(code)

    def _usable(self) -> bool:
        """Whether something can be kept in the folder, made where there is none; what others could write is not believed."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        if not trusted(self._folder) and stat.S_ISDIR(_mode(self._folder)):
            for note in self._folder.glob("*.note"):
                note.unlink()
            self._folder.chmod(0o700)
        return trusted(self._folder) is not None

    def _keep(self, code: str, made: Path) -> None:
        of = hash_of(made.read_bytes())
        made.chmod(0o600)
        made.replace(self._file(code))
        self._write_note(code, of, _state(self._file(code)))

    def _write_note(self, code: str, of: str, state: str) -> None:
        new = self._note(code).with_suffix(f".{os.getpid()}")
        try:
            new.write_text("\n".join((of, state, self._sum(code, of, state))), encoding="utf-8")
            new.replace(self._note(code))
        finally:
            new.unlink(missing_ok=True)

    @cached_property
    def _made_by(self) -> str:
        return " ".join(installed())

    def _sum(self, code: str, of: str, state: str) -> str:
        return sum_of(FORM, self._made_by, code, of, state)

    def _file(self, code: str) -> Path:
        return self._folder / f"{code}.dic"

    def _note(self, code: str) -> Path:
        return self._folder / f"{code}.note"


def _mode(path: Path) -> int:
    return path.lstat().st_mode if os.path.lexists(path) else 0


def _state(file: Path) -> str:
    """What changes when a file does; empty where it is none of its own: a link, a folder, a file with two names."""
    found = file.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1:
        return ""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"
