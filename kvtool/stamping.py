"""The stamp of a paper: what it was asked for, of which base, and which records went into it in which state.

It is one comment at the end of the Markdown that no renderer shows. Whoever reads it back trusts nothing in it.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Final, NamedTuple
from urllib.parse import quote, unquote_to_bytes

from kvtool import __version__
from kvtool.errors import KvtoolError
from kvtool.model import KINDS
from kvtool.papers import OPTIONS, Made, Order, names
from kvtool.queries.audience import AUDIENCES, PUBLIC
from kvtool.queries.fields import plain
from kvtool.settings import FILE, INTERFACE_LANGUAGES, Settings, whole_day
from kvtool.store.commits import TEMPLATES
from kvtool.store.entry import Entry
from kvtool.store.files import read_bytes
from kvtool.store.revisions import files_at, settings_in
from kvtool.words.safe import safe_text

FORM: Final = 1
"""The number of the stamp's form: another one is another kvtool's."""
OPENING: Final = "<!-- kvtool stamp"
STAMP: Final = re.compile(
    r"^<!-- kvtool stamp (?P<form>\d{1,4}): .*\n(?P<lines>(?:(?!<!--|-->).*\n)*)-->$", re.MULTILINE
)
CLOSING: Final = "-->"
HINT: Final = "kvtool verify reads this, please leave it as it is"
DIGITS: Final = 16
"""How many hexadecimal digits stand for some bytes."""

NONE: Final = "none"
"""What stands for the commit of a base that is in none."""
SLUG: Final = "[a-z0-9]+(?:-[a-z0-9]+)*"
VALUES: Final = {
    "made by": r"kvtool [\w.+]{1,40}",
    "paper": SLUG,
    "about": rf"(?:{SLUG}(?: {SLUG})*)?",
    "language": "|".join(INTERFACE_LANGUAGES),
    "audience": "|".join(AUDIENCES),
    "as of": "[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "base": r"(?:none|(?:[0-9a-f]{40}|[0-9a-f]{64})(?:\+(?:changes|templates))?)(?: [0-9a-f]{12})?",
    "settings": rf"(?:[0-9a-f]{{{DIGITS}}})?",
}
"""The lines that each stamp has, in their order, with what may stand in them."""
OPTION: Final = re.compile(rf"({'|'.join(OPTIONS)}) ({SLUG}|[0-9]{{4}}(?:-[0-9]{{2}}){{0,2}})")
NAME: Final = "[A-Za-z0-9_.~%/-]{1,4000}"
"""An id or a path as it stands in a stamp; that of a broken record may be anything that a file can be called."""
RECORD: Final = re.compile(rf"({'|'.join(KINDS)}) ({NAME}) ([0-9a-f]{{{DIGITS}}})(?: ({NAME}))?")


class State(NamedTuple):
    """A record as it went into a paper: its kind and id, what stands for its bytes, and where its file was."""

    kind: str
    id: str
    hash: str
    path: str = ""


class Stamp(NamedTuple):
    """What a paper carries: its order, language and day, the state of the base, its settings and records."""

    order: Order
    language: str
    day: date
    base: str
    """A commit's id, with `+changes` or `+templates` and what stands for them where those were others; or `none`."""
    settings: str
    records: Sequence[State]

    @property
    def commit(self) -> str:
        """The commit whose records the paper was made of; nothing where they were in none."""
        commit, _, others = self.base.partition(" ")[0].partition("+")
        return commit if commit != NONE and others in ("", TEMPLATES) else ""


def stamp_of(made: Made, base: str, files: Mapping[str, bytes]) -> Stamp:
    """The stamp of a paper; `files` are the bytes of the base's files by their paths.

    A public one names nothing else and gives no hash of anything else than what the public sees.
    """
    public = made.order.audience == PUBLIC
    settings = "" if public or FILE not in files else hash_of(files[FILE])
    records = [state_of(entry, made.order.audience, files) for entry in made.entries]
    said = base.split(" ")[0] if public else base
    return Stamp(made.order, made.reader.labels.language, made.reader.day, said, settings, records)


def files_of(settings: Settings, commit: str, paths: Iterable[str]) -> dict[str, bytes]:
    """The bytes of some files of a base by their paths, and those of its settings; as they are, or were in a commit."""
    wanted = {*paths}
    if commit:
        found = {file.path: file.data or b"" for file in files_at(settings.root, commit) if file.path in wanted}
        return {FILE: settings_in(settings.root, commit), **found}
    return {path: read_bytes(settings.root / path)[0] for path in sorted(wanted | {FILE})}


def state_of(entry: Entry, audience: str, files: Mapping[str, bytes]) -> State:
    """A record as an audience may know it: by its file's bytes, line ends apart, or by what the public sees of it."""
    if audience != PUBLIC:
        return State(entry.kind, entry.id, hash_of(files.get(entry.path, b"")), entry.path)
    seen = plain(entry.record) if entry.record else {}
    return State(entry.kind, entry.id, hash_of(json.dumps(seen, ensure_ascii=False, default=str).encode()))


def hash_of(data: bytes) -> str:
    """What stands for some bytes, however their lines end."""
    return sha256(data.replace(b"\r\n", b"\n")).hexdigest()[:DIGITS]


def stamped(text: str, stamp: Stamp) -> str:
    """A paper with its stamp at the end, in the place of any that it has."""
    lines = [line.rstrip().replace("--", "-%2D") for line in _lines(stamp)]
    head = f"{OPENING} {FORM}: {HINT}"
    return "\n".join((unstamped(text).rstrip("\n"), "", head, *lines, _seal(lines), CLOSING, ""))


def unstamped(text: str) -> str:
    """A paper without its stamp."""
    return STAMP.sub("", text).rstrip("\n") + "\n" if OPENING in text else text


def _lines(stamp: Stamp) -> Iterator[str]:
    values = (
        f"kvtool {__version__}",
        stamp.order.name,
        " ".join(stamp.order.ids),
        stamp.language,
        stamp.order.audience,
        stamp.day.isoformat(),
        stamp.base,
        stamp.settings,
    )
    yield from (f"{key}: {value}" for key, value in zip(VALUES, values, strict=True))
    yield from (f"option: {key} {value}" for key, value in stamp.order.options.items())
    for kind, record, hashed, path in stamp.records:
        yield f"record: {kind} {_spelt(record)} {hashed} {_spelt(path)}"


def _spelt(name: str) -> str:
    """A name in plain letters, whatever a file system takes."""
    return quote(name.encode("utf-8", "surrogateescape"))


def _name(spelt: str) -> str:
    return unquote_to_bytes(spelt).decode("utf-8", "surrogateescape")


def _seal(lines: Sequence[str]) -> str:
    """The last line: what stands for the others."""
    return "seal: " + hash_of("\n".join(lines).encode())


def read_stamp(text: str) -> Stamp:
    """The stamp of a paper; raises KvtoolError where it has none, several, or one that cannot be relied on."""
    text = text.replace("\r\n", "\n")
    if not text.count(OPENING):
        raise unusable("it has no stamp", "kvtool 0.1 and later stamps what 'kvtool brief' and 'kvtool report' make")
    if text.count(OPENING) > 1:
        raise unusable("it has several stamps", "verify each paper in a file of its own")
    found = STAMP.search(text)
    if found is None:
        raise unusable("its stamp is broken: the comment is not whole")
    if int(found["form"]) != FORM:
        raise unusable("its stamp is of another kvtool's form", "use the kvtool that made it, or a newer one")
    *lines, last = found["lines"].rstrip("\n").split("\n")
    if last != _seal(lines):
        raise unusable("its stamp is broken: it does not say what it said when it was made")
    return _read(lines)


def _read(lines: Sequence[str]) -> Stamp:
    said: dict[str, str] = {}
    for line, (key, pattern) in zip(lines, VALUES.items(), strict=False):
        name, _, value = line.partition(":")
        if name != key or not re.fullmatch(pattern, value.strip()):
            raise unusable(f"its stamp is broken: '{safe_text(line[:60])}'")
        said[key] = value.strip()
    if len(said) < len(VALUES) or said["paper"] not in names():
        raise unusable("its stamp is broken: it is of no paper that there is")
    options, records = {}, []
    for line in lines[len(VALUES) :]:
        key, _, value = line.partition(": ")
        if key == "option" and (option := OPTION.fullmatch(value)):
            options[option[1]] = option[2]
        elif key == "record" and (record := RECORD.fullmatch(value)):
            records.append(State(record[1], _name(record[2]), record[3], _name(record[4] or "")))
        else:
            raise unusable(f"its stamp is broken: '{safe_text(line[:60])}'")
    order = Order(said["paper"], said["about"].split(), options, said["audience"])
    return Stamp(order, said["language"], whole_day(said["as of"]), said["base"], said["settings"], records)


def unusable(said: str, remedy: str = "make the paper again") -> KvtoolError:
    """What stops somebody who relies on a stamp."""
    return KvtoolError(said, remedy=remedy)
