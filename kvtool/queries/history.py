"""When each field of a record got which value, by which commit."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from kvtool.model import kind
from kvtool.model.schema import validator
from kvtool.queries.addressed import Addressed, addressed, check
from kvtool.queries.comparing import ADDED, BROKEN, CHANGED, MENDED, REMOVED, RENAMED, Difference, between
from kvtool.queries.following import path_before, value_at
from kvtool.queries.reading import Reader
from kvtool.queries.telling import Told as InWords
from kvtool.queries.telling import told
from kvtool.queries.versions import WORK_TREE, Version, kind_of, lineage
from kvtool.store.revisions import zone_of
from kvtool.table import Table
from kvtool.text.fault import Path, spell

MOVED: Final = "moved"
COLUMNS: Final = ("commit", "date", "id", "path", "change", "field", "old", "new")
SHOWN: Final = ("date", "commit", "change", "field", "old", "new")


class Turn(NamedTuple):
    """What a version did to a field, or to the whole record where `path` is empty."""

    before: Version
    version: Version
    change: str
    path: Path = ()
    old: Any = None
    new: Any = None


class _Step(NamedTuple):
    """A version that can be read, and the one before it that can be; `mended` says whether there were others between."""

    before: Version
    version: Version
    mended: bool = False


class Answer(NamedTuple):
    """What came of a question, what is to be said besides, and whether more may have been done before this clone begins."""

    table: Table
    notes: Sequence[str]
    cut: bool


class Told(NamedTuple):
    """What the versions of a record did, newest first, and whether older ones, which are not here, may have done more."""

    turns: Sequence[Turn]
    cut: bool


def history(reader: Reader, words: str, tip: str, *, work_tree: bool, limit: int = 0) -> Answer:
    """When the record or the field that is meant got which values, back from a commit, or from the work tree above it."""
    kb = reader.kb
    meant = addressed(kb, words, tip, work_tree=work_tree)
    zone = zone_of(kb.settings.timezone)
    versions = list(lineage(kb.settings.root, tip, meant.file, zone, work_tree=work_tree))
    found, cut = turns(versions, meant.field)
    if meant.field:
        check(meant.field, versions, any(one.path for one in found))
    shown = found[: limit or None]
    cut = cut and len(shown) == len(found)
    return Answer(as_table(reader, shown), list(_notes(reader, meant, versions, cut, bool(found))), cut)


def _notes(reader: Reader, meant: Addressed, versions: Sequence[Version], cut: bool, given: bool) -> Iterator[str]:
    say = reader.labels.say
    if meant.former:
        yield f"{meant.former}: {say('former id of {id}', id=versions[0].id)}"
    if cut:
        start = reader.date(versions[-1].day) or versions[-1].commit[:12]
        yield say("the history is cut at {date}: git fetch --unshallow, or fetch-depth: 0 in CI", date=start)
    elif not given:
        yield say("{field} was never given", field=f"{versions[0].id}.{spell(meant.field)}")


def turns(versions: Sequence[Version], asked: Path = ()) -> Told:
    """What the versions of a record, newest first, did to all of it, or to the field that a path leads to in the newest."""
    found: list[Turn] = []
    path = asked
    fields: Any = None  # in which the path leads to the field
    for step in _steps(versions):
        if step.version.fault:
            found.append(Turn(step.before, step.version, BROKEN))
            continue
        if step.mended and step.version.there:
            found.append(Turn(step.before, step.version, MENDED))
        if not asked:
            found += _of_record(step)
            continue
        fields = step.version.fields or fields or step.before.fields
        earlier = path_before(step.before.fields, fields, path) if step.before.there else path
        found += _of_field(step, path, earlier)
        if earlier is None:  # it came with an item that is new here
            return Told(found, False)
        path, fields = earlier, step.before.fields or fields
    return Told(found, versions[-1].cut)


def _steps(versions: Sequence[Version]) -> Iterator[_Step]:
    """The steps from version to version; a version that nobody can read is a step of its own."""
    waiting: Version | None = None
    broken: list[Version] = []
    for version in versions:
        if version.fault:
            broken.append(version)
            continue
        if waiting:
            yield _Step(version, waiting, bool(broken))
        yield from (_Step(one, one) for one in broken)
        waiting, broken = version, []
    if waiting and not waiting.cut:
        yield _Step(waiting if versions[-1].cut else Version(waiting.path), waiting, bool(broken))
    yield from (_Step(one, one) for one in broken if not one.cut)


def _of_record(step: _Step) -> Iterator[Turn]:
    before, version, mended = step
    if not version.there:
        if before.there or mended:
            yield Turn(before, version, REMOVED, old=before.fields)
        return
    if before.there and before.path != version.path and before.id == version.id:
        yield Turn(before, version, MOVED, old=before.path, new=version.path)
    came = not before.there and not mended
    for path, old, new in between(before.fields or {}, version.fields or {}):
        yield Turn(before, version, ADDED if came else _change(path, old, new), path, old, new)


def _of_field(step: _Step, path: Path, earlier: Path | None) -> Iterator[Turn]:
    before, version, mended = step
    old = None if earlier is None else value_at(before.fields, earlier)
    new = value_at(version.fields, path)
    came, went = not before.there and not mended, not version.there
    for place, was, now in between(old, new, path if version.there or earlier is None else earlier):
        change = REMOVED if went else ADDED if came else _change(place, was, now)
        yield Turn(before, version, change, place, was, now)


def _change(path: Path, old: Any, new: Any) -> str:
    return RENAMED if path == ("id",) and old and new else CHANGED


def as_table(reader: Reader, found: Sequence[Turn]) -> Table:
    """What was done as rows; in words, names of today stand for ids."""
    teller = _Teller(reader)
    rows = [dict(zip(COLUMNS, _row(one), strict=True)) for one in found]
    shown = [dict(zip(SHOWN, teller.row(one), strict=True)) for one in found]
    titles = {column: reader.labels.code("column", column) for column in SHOWN}
    return Table(COLUMNS, rows, shown, titles, SHOWN)


def _row(one: Turn) -> tuple[Any, ...]:
    version = one.version
    day = version.day.isoformat() if version.day else None
    commit = version.commit or WORK_TREE
    return (commit, day, version.id, version.path, one.change, spell(one.path), one.old, one.new)


class _Teller:
    """Tells what was done in the words of a reader, and what the schema does not know as it is written."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._sound: dict[tuple[str, str], bool] = {}

    def row(self, one: Turn) -> tuple[str, ...]:
        labels = self.reader.labels
        commit = one.version.commit[:12] or labels.say("work tree")
        return (self.reader.date(one.version.day), commit, labels.code("change", one.change), *self._words(one))

    def _words(self, one: Turn) -> tuple[str, str, str]:
        """The field, what it said, what it says."""
        if one.change == BROKEN:
            return "", "", one.version.fault
        if one.change == MOVED:
            return "", one.old, one.new
        if not one.path:
            return "", "", ""
        old, new = self._said(one.before, one, one.old), self._said(one.version, one, one.new)
        return self._told(one, None).field if kind_of(one.version) else spell(one.path), old, new

    def _said(self, version: Version, one: Turn, value: Any) -> str:
        if value is None:
            return ""
        return self._told(one, value).new if self._is_sound(version) else _written(value)

    def _told(self, one: Turn, value: Any) -> InWords:
        difference = Difference(one.version.id, kind_of(one.version), CHANGED, one.path, None, value)
        return told(self.reader, self.reader, difference)

    def _is_sound(self, version: Version) -> bool:
        """Whether the schema of today knows all that a version says, in whatever languages."""
        key = (version.path, version.commit)
        if key not in self._sound:
            name = kind_of(version)
            fields = version.fields
            self._sound[key] = bool(
                name and fields and validator(kind(name)).isinstance_python(fields, context={"languages": ()})
            )
        return self._sound[key]


def _written(value: Any) -> str:
    """A value in one line, as it is written."""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_written(inner)}" for name, inner in value.items())
    return ", ".join(map(_written, value)) if isinstance(value, list) else " ".join(str(value).split())
