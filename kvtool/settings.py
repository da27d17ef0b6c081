"""The settings of a base: `kvtool.toml` beside its data."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kvtool.errors import KvtoolError

FILE = "kvtool.toml"
INTERFACE_LANGUAGES = ("en", "fi", "sv")
PUBLIC_AUTHORITIES = ("approved", "noted", "web-page", "external")


@dataclass(frozen=True)
class Settings:
    """What a base says of itself; `policy` holds the values that rules read, `raw` the whole file."""

    root: Path
    name: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)
    source_language: str = "en"
    output_language: str = "en"
    timezone: str = "UTC"
    public_authorities: tuple[str, ...] = PUBLIC_AUTHORITIES
    policy: Mapping[str, Any] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    audiences: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def data(self) -> Path:
        """The folder of the records."""
        return self.root / "data"

    def called(self, language: str) -> str:
        """The base's own name in a language, else in its source language, else its folder's."""
        return self.name.get(language) or self.name.get(self.source_language) or self.root.name

    def audience(self, code: str, language: str) -> str:
        """Those for whom a message is by their name in a language, else in the source language, else by their code."""
        names = self.audiences.get(code, {})
        return names.get(language) or names.get(self.source_language) or code


def today(timezone: str, said_by: str = "") -> date:
    """The day that it is in a time zone; raises KvtoolError for a zone that there is not, with who named it."""
    from zoneinfo import ZoneInfo

    try:
        return datetime.now(ZoneInfo(timezone)).date()
    except (KeyError, ValueError, OSError):
        raise KvtoolError(f"{said_by}'{timezone}' is no time zone", remedy="write one such as 'Europe/Riga'") from None


def whole_day(written: str) -> date:
    """A day from its text; raises KvtoolError for what is no whole day."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        raise KvtoolError(f"'{written[:40]}' is not a day", remedy="write it as 2026-11-21")
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise KvtoolError(f"no such date: {written}", remedy="look it up in a calendar") from None


def find_root(start: Path | None = None) -> Path:
    """The nearest folder upwards that has a `kvtool.toml`; raises KvtoolError when there is none."""
    try:
        here = Path(os.path.realpath(start or Path.cwd()))
    except FileNotFoundError:
        raise KvtoolError("the current folder is gone", remedy="go to a base, or name one with --root DIR") from None
    for folder in (here, *here.parents):
        if (folder / FILE).is_file():
            return folder
    raise KvtoolError(
        f"no base here: neither {here} nor a folder above it has a {FILE}",
        remedy="go to a base, name one with --root DIR, or make one with 'kvtool init DIR'",
    )


def root_of(root: Path | None = None) -> Path:
    """The base at a folder, that of KVTOOL_ROOT, or the one around the current folder; raises KvtoolError without any."""
    named = root or (Path(os.environ["KVTOOL_ROOT"]) if os.environ.get("KVTOOL_ROOT") else None)
    if named is None:
        return find_root()
    folder = Path(os.path.realpath(named))
    if not os.path.isfile(folder / FILE):  # noqa: PTH113 - says no to a name that no file system takes
        raise KvtoolError(f"{named} is not a base: it has no {FILE}", remedy="make one with 'kvtool init DIR'")
    return folder


def load(root: Path | None = None) -> Settings:
    """The settings of the base at a folder, of KVTOOL_ROOT's, or of the one around the current folder."""
    return read(root_of(root) / FILE)


def read(path: Path) -> Settings:
    """Reads a settings file; an unknown word or a wrong type is an error that names it."""
    try:
        return parsed(path, path.read_bytes())
    except OSError as error:
        raise KvtoolError(f"{path}: {error.strerror}") from None


def parsed(path: Path, data: bytes) -> Settings:
    """The settings that the bytes of a settings file hold."""
    try:
        raw = tomllib.loads(data.decode("utf-8"))
    except RecursionError:
        raise KvtoolError(f"{path}: nested too deep") from None
    except UnicodeDecodeError:
        raise KvtoolError(f"{path}: the file is not UTF-8", remedy="save it as UTF-8") from None
    except ValueError as error:
        raise KvtoolError(f"{path}: {error}", remedy="mend the line that it names") from None
    return _settings(path, raw)


def _settings(path: Path, raw: dict[str, Any]) -> Settings:
    reader = _Reader(path, raw)
    base = reader.table(
        "base", {"name", "languages", "source_language", "output_language", "timezone", "public_authorities"}
    )
    reader.only({"audiences", "base", "policy", "rules"})
    languages = tuple(reader.strings(base, "languages", ["en"]))
    if odd := next(
        (code for code in languages if not re.fullmatch(r"[a-z]{2,3}", code) or languages.count(code) > 1), None
    ):
        reader.fail(f"base.languages: '{odd[:20]}' is no code of a language, such as en, or stands twice")
    source = reader.string(base, "source_language", languages[0] if languages else "en")
    if source not in languages:
        reader.fail(f"base.source_language '{source}' is not among base.languages")
    spoken = next((code for code in (source, *languages) if code in INTERFACE_LANGUAGES), "en")
    output = reader.string(base, "output_language", spoken)
    if output not in INTERFACE_LANGUAGES:
        reader.fail(f"base.output_language '{output}' is none of {', '.join(INTERFACE_LANGUAGES)}")
    name = base.get("name", {})
    return Settings(
        root=path.parent,
        name=reader.names("base.name", name, source),
        languages=languages,
        source_language=source,
        output_language=output,
        timezone=reader.string(base, "timezone", "UTC"),
        public_authorities=tuple(reader.strings(base, "public_authorities", list(PUBLIC_AUTHORITIES))),
        policy=MappingProxyType(reader.table("policy", None)),
        rules=MappingProxyType(reader.severities()),
        audiences={
            code: reader.names(f"audiences.{code[:64]}", names, source)
            for code, names in reader.table("audiences", None).items()
        },
    )


class _Reader:
    """Takes values out of the parsed file and says what is wrong with them."""

    def __init__(self, path: Path, raw: dict[str, Any]) -> None:
        self.path = path
        self.raw = raw

    def fail(self, message: str) -> None:
        raise KvtoolError(f"{self.path}: {message}")

    def only(self, known: set[str]) -> None:
        for key in self.raw:
            if key not in known:
                self.fail(f"unknown table [{key}]; known are {', '.join(sorted(known))}")

    def table(self, key: str, known: set[str] | None) -> dict[str, Any]:
        value = self.raw.get(key, {})
        if not isinstance(value, dict):
            self.fail(f"{key} is not a table")
        for word in value:
            if known is not None and word not in known:
                self.fail(f"unknown setting {key}.{word}; known are {', '.join(sorted(known))}")
        return dict(value)

    def string(self, table: dict[str, Any], key: str, default: str) -> str:
        value = table.get(key, default)
        if not isinstance(value, str):
            self.fail(f"{key} is not text")
        return str(value)

    def strings(self, table: dict[str, Any], key: str, default: list[str]) -> list[str]:
        value = table.get(key, default)
        if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
            self.fail(f"{key} is not a list of words")
        return list(value)

    def names(self, setting: str, value: Any, source: str) -> dict[str, str]:
        if isinstance(value, str):
            return {source: value}
        if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
            self.fail(f"{setting} is neither text nor a table of texts by language")
        return dict(value)

    def severities(self) -> dict[str, str]:
        rules = self.table("rules", None)
        for rule, severity in rules.items():
            if severity not in ("error", "warning", "off"):
                self.fail(f"rules.{rule} is '{severity}', not one of error, warning, off")
        return rules
