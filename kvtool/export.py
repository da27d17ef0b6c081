"""What an export is: a module of `exports/` that makes a file or a folder of the records, for other programs.

It has one of three functions: `text` gives the text of one file, which can also be printed, `data` the bytes of one file,
`files` those of all files of a folder. A folder is a Data Package (datapackage.org): `datapackage.json` tells what its
tables and columns hold, how they belong together, and of which day and commit they are.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

from kvtool import __version__
from kvtool.errors import KvtoolError
from kvtool.format import as_json
from kvtool.model import KINDS, kind
from kvtool.model.base import Record
from kvtool.queries.audience import heard_by
from kvtool.queries.describing import described
from kvtool.queries.fields import plain
from kvtool.queries.keys import Filled, filled
from kvtool.queries.reading import Reader
from kvtool.queries.showing import computed
from kvtool.registry import member, names
from kvtool.store.base import KnowledgeBase
from kvtool.store.entry import Entry
from kvtool.text.folder import check_folder, write_folder
from kvtool.text.write import check_answer, write_answer
from kvtool.words.safe import safe_text

FAMILY: Final = "kvtool.exports"
FORMS: Final = ("text", "data", "files")
VERSION: Final = 1
"""The version of what all exports promise: it changes where a reader must."""

PACKAGE: Final = "datapackage.json"
LARGEST: Final = 8 << 20
"""How many bytes of a file that calls itself a data package are read."""
TYPES: Final = {"TEXT": "string", "INTEGER": "integer", "NUMERIC": "number"}
MARK: Final = "\x01"
NUMBER: Final = re.compile(r'"\\u0001(-?[0-9.]+)"')
"""A number as `_marked` leaves it in JSON, and nothing else."""


class Asked(NamedTuple):
    """What is exported: the records of some kinds, as an audience sees them on a day, and the state of their files."""

    reader: Reader
    audience: str
    version: str
    kinds: Sequence[str] = KINDS

    @property
    def about(self) -> dict[str, Any]:
        """What must be known of an export to read it, or to make it once more."""
        return {
            "version": VERSION,
            "made_by": f"kvtool {__version__}",
            "base": self.reader.kb.settings.called(self.reader.language),
            "as_of": self.reader.day.isoformat(),
            "commit": self.version,
            "audience": self.audience,
            "language": self.reader.language,
            "kinds": list(self.kinds),
        }

    def records(self) -> Iterator[Record]:
        """The records, kind by kind, in the order of their files."""
        for name in self.kinds:
            yield from self.reader.kb.all(kind(name))

    def shown(self) -> Iterator[dict[str, Any]]:
        """The records as they are written, each with what follows from it on the day."""
        for record in self.records():
            yield {"kind": record.kind, "record": plain(record), "computed": computed(self.reader, record)}

    def tables(self) -> list[Filled]:
        """The tables that `sql --schema` prints, with their rows."""
        return filled(self.reader, self.kinds)


def asked(reader: Reader, audience: str, version: str, kinds: Collection[str] = ()) -> Asked:
    """What is asked for; where nobody names a kind, it is all of them."""
    chosen = [name for name in KINDS if name in kinds] if kinds else KINDS
    if doubles := left_out(reader.kb):
        kept = [entry for entry in reader.kb.entries if entry not in doubles]
        reader = reader._replace(kb=KnowledgeBase(reader.kb.settings, kept))
    return Asked(heard_by(reader, audience), audience, version, chosen)


def left_out(kb: KnowledgeBase) -> dict[Entry, str]:
    """The whole files that no export holds, since another has their id, each with the path of that one."""
    first: dict[str, str] = {}
    return {
        entry: path
        for entry in kb.entries
        if not entry.broken and (path := first.setdefault(entry.id, entry.path)) != entry.path
    }


class Export(NamedTuple):
    """One way of exporting: its name, its form, and the function that makes it."""

    name: str
    form: str
    make: Callable[[Asked], Any]

    def check(self, output: Path | None) -> None:
        """Raises KvtoolError where it cannot go where it shall, as far as it can be told before."""
        if output is None:
            if self.form != "text":
                what = "folder" if self.form == "files" else "file"
                raise KvtoolError(f"the export {self.name} is no text to print", remedy=f"name a {what} with -o")
        elif self.form == "files":
            check_folder(output, self.is_earlier)
        else:
            check_answer(output)

    def write(self, made: Any, output: Path) -> None:
        """Writes what was made into a file, or into a folder of its own, in one step."""
        if self.form == "files":
            write_folder(output, made, self.is_earlier)
        else:
            write_answer(output, made.encode("utf-8") if self.form == "text" else made)

    def is_earlier(self, folder: Path, found: Collection[str]) -> bool:
        """Whether a folder is an export of this name as it was written, with nothing added to it or changed in it."""
        return PACKAGE in found and _as_written(folder, set(found) - {PACKAGE}, self.name)


def export_of(name: str) -> Export:
    """The export of a name; raises KvtoolError with the names that there are."""
    every = names(FAMILY)
    if name not in every:
        raise KvtoolError(f"no export '{safe_text(name[:40])}'", remedy=f"use one of {', '.join(every)}")
    module = member(FAMILY, name)
    form = next(one for one in FORMS if hasattr(module, one))
    return Export(name, form, getattr(module, form))


def as_written(content: Any) -> str:
    """Content as JSON, in which a number keeps all its digits."""
    return NUMBER.sub(r"\1", as_json(_marked(content)))


def _marked(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{MARK}{value:f}"
    if isinstance(value, str):
        return value.replace(MARK, "␁")
    if isinstance(value, dict):
        return {key: _marked(one) for key, one in value.items()}
    return [_marked(one) for one in value] if isinstance(value, list) else value


def packed(asked: Asked, name: str, mediatype: str, write: Callable[[Filled], bytes]) -> dict[str, bytes]:
    """A Data Package: a file for each table, and the one that describes them."""
    said = described(asked.reader)
    words = {(row["table"], row["column"]): shown["field"] for row, shown in zip(said.rows, said.shown, strict=True)}
    files, resources = {}, []
    for table in asked.tables():
        path = f"{table.name}.{name}"
        files[path] = write(table)
        place = {"name": table.name, "path": path, "format": name, "mediatype": mediatype}
        size = {"bytes": len(files[path]), "hash": _hash(files[path]), "rows": len(table.rows)}
        resources.append({**place, **size, "schema": _schema(table, words)})
    head = {"name": f"kvtool-{name}", "kvtool": {**asked.about, "export": name}}
    return {**files, PACKAGE: as_json({**head, "resources": resources}).encode("utf-8")}


def _schema(table: Filled, words: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    """What the columns of a table hold, as a Table Schema says it."""
    fields = [
        {"name": one.name, "type": TYPES[one.type], "title": words[table.name, one.name]} for one in table.sheet.columns
    ]
    foreign = [
        {"fields": list(one.columns), "reference": {"resource": one.table, "fields": list(one.key)}}
        for one in table.foreign
    ]
    return {"fields": fields, "primaryKey": list(table.primary), "foreignKeys": foreign}


def _hash(data: bytes) -> str:
    return f"sha256:{sha256(data).hexdigest()}"


def _as_written(folder: Path, found: Collection[str], name: str) -> bool:
    """Whether the files of a folder are those that its package describes, and this is an export of that name."""
    try:
        if (folder / PACKAGE).stat().st_size > LARGEST:
            return False
        said = json.loads((folder / PACKAGE).read_bytes())
        ours = bool(said["kvtool"]["export"] == name)
        known = {one["path"]: (one["bytes"], one["hash"]) for one in said["resources"]}
    except (ValueError, RecursionError, LookupError, TypeError):
        return False
    return ours and all(path in known and _is(folder / path, *known[path]) for path in found)


def _is(file: Path, size: Any, hashed: Any) -> bool:
    return bool(file.stat().st_size == size and _hash(file.read_bytes()) == hashed)
