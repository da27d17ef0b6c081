"""A new, empty base for another city: settings, folders, a workflow, and a commented example of each kind."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from kvtool import __version__
from kvtool.errors import Exit, KvtoolError
from kvtool.model import FOLDERS
from kvtool.settings import FILE, INTERFACE_LANGUAGES, read, today
from kvtool.text.write import write_new
from kvtool.words.safe import safe_text

BLANK = Path(__file__).parent / "blank"
PLACES = {
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
    "workflow.yml": ".github/workflows/kvtool.yml",
    "gitlab-ci.yml": ".gitlab-ci.yml",
}
"""Where files go whose names would mean something here."""

LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class City:
    """What a new base is told of its city."""

    name: str
    languages: tuple[str, ...]
    timezone: str

    @property
    def words(self) -> Mapping[str, str]:
        """What the blank files leave open."""
        source = self.languages[0]
        return {
            "name": self.name,
            "source": source,
            "languages": ", ".join(f'"{language}"' for language in self.languages),
            "output": next((language for language in self.languages if language in INTERFACE_LANGUAGES), "en"),
            "timezone": self.timezone,
            "version": __version__,
        }


def checked(name: str, languages: str, timezone: str) -> City:
    """A city from what was typed; raises KvtoolError for what cannot be."""
    codes = tuple(dict.fromkeys(code.strip() for code in languages.split(",") if code.strip()))
    wrong = [code for code in codes if not LANGUAGE.fullmatch(code)]
    if wrong or not codes:
        raise KvtoolError(
            f"'{safe_text(languages[:40])}' is no list of languages",
            remedy="write codes such as sv,en; the first is the source language",
        )
    if not name.strip() or not name.isprintable() or set(name) & set('"\\'):
        raise KvtoolError(f"'{safe_text(name[:40])}' is no name for a base", remedy="use letters, spaces and hyphens")
    today(timezone)  # a zone that there is not stops here
    return City(name.strip(), codes, timezone)


def make(folder: Path, city: City) -> list[str]:
    """Makes the base, whole or not at all, and gives the paths of its files; the folder must not hold anything yet."""
    taken = os.path.islink(folder) or os.path.exists(folder)  # noqa: PTH110, PTH114 - these take any name
    if taken and (not folder.is_dir() or folder.is_symlink() or any(folder.iterdir())):
        raise KvtoolError(
            f"{safe_text(str(folder))} exists and is not empty; nothing written",
            Exit.NOT_WRITTEN,
            remedy="name a new folder",
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".kvtool-") as scratch:
            base = Path(scratch, "base")
            written = list(_write(base, city))
            read(base / FILE)  # a setting that cannot be stops here
            base.chmod(0o755)
            if folder.exists():
                folder.rmdir()
            shutil.move(base, folder)
    except OSError as error:
        raise KvtoolError(f"{safe_text(str(folder))}: {error.strerror}; nothing written", Exit.NOT_WRITTEN) from None
    return written


def _write(base: Path, city: City) -> Iterator[str]:
    files = {
        path.relative_to(BLANK).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(BLANK.rglob("*"))
        if path.is_file()
    }
    filled = {PLACES.get(name, name): Template(text).safe_substitute(city.words) for name, text in files.items()}
    empty = {f"data/{folder}/.gitkeep": "" for folder in FOLDERS} | {"templates/.gitkeep": ""}
    for name, text in sorted({**filled, **empty}.items()):
        (base / name).parent.mkdir(parents=True, exist_ok=True)
        write_new(base / name, text.encode("utf-8"))
        yield name
