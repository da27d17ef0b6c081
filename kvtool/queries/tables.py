"""The base as SQL tables: one for each kind, one for each list in it, `links` and `texts`.

A column has the name that the field has in the YAML, with `_` for each `.` and `-`: `membership.owner` is
`membership_owner`, `names.fi` is `names_fi`. A date stands in three columns: as it is written, and the first and
last day that it can mean. A list is a table of its own, with the record's id (`partner_id`), the path of the item (`at`),
its number from 0 (`nth`) and, in a list within a list, the path of the item that holds it (`inside`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from kvtool.model import KINDS, kind
from kvtool.model.dates import Day
from kvtool.model.part import Part
from kvtool.model.texts import Text
from kvtool.queries.columns import DATES, LAST_ENGAGEMENT, MEETING
from kvtool.queries.listing import COLUMNS, Choice, listed
from kvtool.queries.reading import Reader
from kvtool.text.fault import spell

NUMBERS: Mapping[type, str] = {bool: "INTEGER", int: "INTEGER", Decimal: "NUMERIC"}


class Column(NamedTuple):
    """A column: its name and type in SQL, and the path of the field whose value it holds; none where it is computed."""

    name: str
    type: str
    field: str = ""


class Sheet(NamedTuple):
    """A table."""

    name: str
    columns: Sequence[Column]
    computed: Collection[str] = ()
    """Those of its columns that are computed as `list` computes them."""


SHARED = (
    Sheet("links", [Column(name, "TEXT") for name in ("source", "kind", "field", "target", "target_kind")]),
    Sheet(
        "texts",
        [*(Column(name, "TEXT") for name in ("id", "kind", "field", "lang", "text")), Column("proposed", "INTEGER")],
    ),
)
"""All references, with the ids that their targets have now, and all texts in several languages."""


@cache
def sheets(languages: tuple[str, ...]) -> Mapping[str, Sheet]:
    """All tables of a base by their names."""
    made: dict[str, Sheet] = {}
    for name in KINDS:
        model = kind(name)
        computed = [column for column in listed_columns(name) if column not in dict(_plain_fields(model))]
        columns = [one for column in computed for one in _computed(column)]
        start = Sheet(name, [Column("id", "TEXT", "id"), *columns], {one.name for one in columns})
        _lay(made, start, model, languages, name)
    return made | {sheet.name: sheet for sheet in SHARED}


def listed_columns(name: str) -> tuple[str, ...]:
    """The columns of a kind in `list` that its table has, too: the usual ones, and when something was last done."""
    return (*COLUMNS[name], LAST_ENGAGEMENT) if name in MEETING else COLUMNS[name]


def _computed(column: str) -> Iterator[Column]:
    if column in DATES:
        return _cells(Day, column, (), "")
    return iter([Column(column, "INTEGER" if column == "reaffirmed" else "TEXT")])


def _plain_fields(model: type[Part]) -> Iterator[tuple[str, type]]:
    """The fields that hold one plain value each."""
    for field in model.fields.values():
        sort, many = sort_of(field.annotation)
        if not many and not issubclass(sort, Part | Text):
            yield field.name, sort


def _lay(made: dict[str, Sheet], start: Sheet, model: type[Part], languages: Sequence[str], owner: str) -> None:
    """Makes the table of a part, and those of the lists in it."""
    columns = list(start.columns)
    made[start.name] = Sheet(start.name, columns, start.computed)
    for path, sort, many in _fields(model):
        if not many:
            columns.extend(one for one in _cells(sort, column_of(path), languages, path) if one not in start.columns)
            continue
        keys = [f"{owner}_id", "at", *(["inside"] if start.name != owner else [])]
        head = [*(Column(key, "TEXT") for key in keys), Column("nth", "INTEGER")]
        inner = Sheet(f"{start.name}_{column_of(path)}", head)
        if issubclass(sort, Part):
            _lay(made, inner, sort, languages, owner)
        else:
            made[inner.name] = Sheet(inner.name, [*head, *_cells(sort, "value", languages, path)])


def _fields(model: type[Part], prefix: str = "") -> Iterator[tuple[str, type, bool]]:
    """The paths of a part's fields, those of single parts in it too, with the sort of value and whether there are many."""
    for field in model.fields.values():
        sort, many = sort_of(field.annotation)
        if issubclass(sort, Part) and not many:
            yield from _fields(sort, f"{prefix}{field.name}.")
        else:
            yield f"{prefix}{field.name}", sort, many


def _cells(sort: type, name: str, languages: Sequence[str], path: str) -> Iterator[Column]:
    """The columns of one field."""
    if sort is Text:
        yield from (Column(f"{name}_{code}", "TEXT", f"{path}.{code}") for code in languages)
        return
    yield Column(name, NUMBERS.get(sort, "TEXT"), path)
    if sort is Day:
        yield from (Column(f"{name}_{end}", "TEXT", path) for end in ("first", "last"))


def sort_of(annotation: Any) -> tuple[type, bool]:
    """The sort of value that a field holds, and whether it holds a list of them."""
    many = False
    while not isinstance(annotation, type):
        origin, inner = get_origin(annotation), get_args(annotation)
        if origin is Literal:
            return str, many
        many = many or origin is list
        annotation = inner[0] if origin in (Annotated, list) else next(one for one in inner if one is not NoneType)
    return annotation, many


def column_of(path: str) -> str:
    """The name in SQL of a field."""
    return path.replace(".", "_").replace("-", "_")


Cells = dict[str, Any]


def rows(reader: Reader, wanted: Mapping[str, Collection[str]]) -> dict[str, list[Cells]]:
    """The rows of some tables by their names, when of each these columns are asked for; in the order of files."""
    found: dict[str, list[Cells]] = defaultdict(list)
    all_sheets = sheets(reader.kb.settings.languages)
    for name in KINDS:
        mine = {sheet for sheet in wanted if sheet == name or sheet.startswith(f"{name}_")}
        if not mine:
            continue
        asked = set(wanted.get(name, ())) & set(all_sheets[name].computed)
        columns = [one for one in listed_columns(name) if asked & {cell.name for cell in _computed(one)}]
        # of two records that claim one id, which lint finds, the later one's values stand for both
        computed = {row["id"]: row for row in listed(reader, name, Choice(columns=columns)).rows} if asked else {}
        for record in reader.kb.all(kind(name)):
            start = dict(cell for field, value in computed.get(record.id, {}).items() for cell in _values(field, value))
            _Walk(found, mine, name, record.id).put(name, record, start)
    found["links"] = list(_links(reader)) if "links" in wanted else []
    found["texts"] = list(_texts(reader)) if "texts" in wanted else []
    return found


class _Walk(NamedTuple):
    """One record on its way into the tables that are wanted."""

    found: dict[str, list[Cells]]
    wanted: Collection[str]
    kind: str
    id: str

    def put(self, name: str, part: Part, start: Cells, at: str = "") -> None:
        """Puts a part into its table, and the lists in it into theirs."""
        cells = dict(start)
        for path, value in _given(part):
            if isinstance(value, list):
                self._put_all(f"{name}_{column_of(path)}", value, at, f"{at}.{path}" if at else path)
            else:
                cells.update(_values(column_of(path), value))
        if name in self.wanted:
            self.found[name].append(cells)

    def _put_all(self, name: str, items: list[Any], inside: str, path: str) -> None:
        if not any(one == name or one.startswith(f"{name}_") for one in self.wanted):
            return
        for nth, item in enumerate(items):
            keys = {f"{self.kind}_id": self.id, "at": f"{path}[{nth}]", "inside": inside, "nth": nth}
            if isinstance(item, Part):
                self.put(name, item, keys, f"{path}[{nth}]")
            else:
                self.found[name].append({**keys, **dict(_values("value", item))})


def _given(part: Part, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The paths of the fields that a part gives, with their values; single parts are gone into."""
    given = vars(part)
    for field in type(part).fields.values():
        value = given.get(field.attribute)
        if isinstance(value, Part):
            yield from _given(value, f"{prefix}{field.name}.")
        elif value is not None:
            yield f"{prefix}{field.name}", value


def _values(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """What stands in the columns of one field."""
    if isinstance(value, Text):
        yield from ((f"{name}_{code}", text) for code, text in value)
    elif isinstance(value, Day):
        yield name, str(value)
        yield f"{name}_first", value.first.isoformat()
        yield f"{name}_last", value.last.isoformat()
    elif isinstance(value, bool):
        yield name, int(value)
    elif value is not None:
        yield name, str(value) if isinstance(value, Decimal) else value


def _links(reader: Reader) -> Iterator[Cells]:
    for entry in reader.kb.entries:
        for link in entry.survey.links:
            target = reader.kb.now(link.target)
            said = (entry.id, entry.kind, spell(link.path), target, reader.kb.kind_of(target))
            yield dict(zip((column.name for column in SHARED[0].columns), said, strict=True))


def _texts(reader: Reader) -> Iterator[Cells]:
    names = [column.name for column in SHARED[1].columns]
    for name in KINDS:
        for record in reader.kb.all(kind(name)):
            for path, text in reader.kb.texts_of(record):
                for code, words in text:
                    said = (record.id, name, spell(path), code, words, int(code in text.proposed))
                    yield dict(zip(names, said, strict=True))
