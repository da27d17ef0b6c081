"""How much there is in a base: records by kind, how often each field is given, what the priorities are covered by."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from kvtool.errors import KvtoolError
from kvtool.model import KINDS, kind
from kvtool.model.engagement import Engagement
from kvtool.model.framework import Framework
from kvtool.model.message import Message
from kvtool.model.part import Part
from kvtool.model.texts import Text
from kvtool.queries.listing import counts
from kvtool.queries.reading import Reader
from kvtool.store.base import KnowledgeBase
from kvtool.store.periods import Placed, start_of
from kvtool.store.statements import authority_on
from kvtool.table import Table
from kvtool.words.safe import safe_text

DEEPEST = 2
"""How many names the path of a field has at most: `standing.source`, `names.sv`."""

COVERING: Mapping[str, str] = {
    "message": "messages",
    "engagement": "engagements",
    "partner": "partners",
    "network": "networks",
}
"""The kinds whose records advance a priority, and the columns with their numbers."""


def sections(reader: Reader, name: str = "", of_kind: str = "") -> list[Table]:
    """The tables of one section, or of all; raises KvtoolError for a section that there is not."""
    made: Mapping[str, Callable[[], Table]] = {
        "kinds": lambda: counts(reader),
        "fields": lambda: filled(reader, [of_kind] if of_kind else KINDS),
        "coverage": lambda: covered(reader),
    }
    chosen = [name] if name else ["fields"] if of_kind else list(made)
    if chosen[0] not in made:
        near = get_close_matches(name, made, 1, 0.5)
        remedy = f"did you mean {near[0]}?" if near else f"use one of {', '.join(made)}"
        raise KvtoolError(f"no section '{safe_text(name[:40])}'", remedy=remedy)
    if of_kind and chosen != ["fields"]:
        raise KvtoolError("--kind goes with fields", remedy=f"write 'kvtool stats fields --kind {of_kind}'")
    return [_marked(made[one](), one) for one in chosen]


def joined(tables: Sequence[Table]) -> Table:
    """Several tables as one for machines: each row says of which section it is."""
    columns = dict.fromkeys(column for table in tables for column in table.columns)
    rows = [row for table in tables for row in table.rows]
    return Table(tuple(columns), rows, rows)


def _marked(table: Table, section: str) -> Table:
    rows = [{"section": section, **row} for row in table.rows]
    people = table.for_people
    return table._replace(columns=("section", *table.columns), rows=rows, shown_columns=people)


def filled(reader: Reader, kinds: Sequence[str]) -> Table:
    """How often each field is given: of the records, or of the parts that could hold it."""
    rows = []
    for name in kinds:
        given: Counter[str] = Counter()
        able: Counter[str] = Counter()
        for record in reader.kb.all(kind(name)):
            for path, is_given in _fields(record, reader.kb.settings.languages):
                able[path] += 1
                given[path] += is_given
        order = list(kind(name).fields)
        for path in sorted(able, key=lambda path: order.index(path.split(".")[0])):
            rate = round(given[path] / able[path], 3)
            rows.append({"kind": name, "field": path, "given": given[path], "of": able[path], "rate": rate})
    shown = [
        {**row, "kind": reader.labels.code("kind", str(row["kind"])), "rate": _percent(reader, row)} for row in rows
    ]
    return _table(reader, ("kind", "field", "given", "of", "rate"), rows, shown)


def _fields(part: Part, languages: Sequence[str], prefix: str = "", depth: int = 1) -> Iterator[tuple[str, bool]]:
    """The paths of all fields that a part could give, and whether it does."""
    values = vars(part)
    for field in type(part).fields.values():
        value, path = values.get(field.attribute), f"{prefix}{field.name}"
        yield path, value not in (None, [], ())
        if depth == DEEPEST:
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, Part):
                yield from _fields(item, languages, f"{path}.", depth + 1)
            elif isinstance(item, Text):
                yield from ((f"{path}.{code}", code in item.strings) for code in languages)


def _percent(reader: Reader, row: Mapping[str, Any]) -> str:
    """A share in whole percent; all is never said of nearly all, nor nothing of hardly any."""
    number = min(99, max(1, round(100 * row["given"] / row["of"])))
    whole = 100 if row["given"] == row["of"] else number if row["given"] else 0
    return reader.labels.say("{number}%", number=whole)


def covered(reader: Reader) -> Table:
    """How many records name each priority of the latest strategy, by kind, with the strategy's authority.

    Those priorities count that it sets on the day; where it is over, on its last. Engagements that are cancelled or have
    not begun do not, nor do messages that hold no longer or not yet.
    """
    kb, day = reader.kb, reader.day
    framework = _latest(kb, day)
    then = min(day, framework.to.last) if framework and framework.to else day
    authority = authority_on(kb, framework.source, day) if framework and framework.source else ""
    rows = []
    for aim in framework.priorities if framework else ():
        if framework is None or not Placed(framework, aim).holds_on(then):
            continue
        naming = {(tie.entry.kind, tie.entry.id) for tie in kb.pointing.get(aim.id, ()) if _counts(tie.record, day)}
        numbers = Counter(name for name, _ in naming)
        found: dict[str, Any] = {column: numbers[name] for name, column in COVERING.items()}
        of = {"framework": framework.id, "authority": authority}
        rows.append({"priority": aim.id, "name": reader.plain(aim.names), **found, **of})
    columns = ("priority", "name", *COVERING.values())
    table = _table(reader, (*columns, "framework", "authority"), rows, rows)
    kinds = {column: reader.labels.code("kind", name) for name, column in COVERING.items()}
    note = _resting(reader, framework, authority) if rows else _lacking(reader, framework)
    return table._replace(titles={**table.titles, **kinds}, shown_columns=columns, note=note)


def _lacking(reader: Reader, framework: Framework | None) -> str:
    """Why there are no priorities."""
    if framework is None:
        return reader.labels.say("no strategy with priorities has begun")
    return reader.labels.say("none of the priorities of {name} holds any more, or yet", name=reader.name(framework.id))


def _resting(reader: Reader, framework: Framework | None, authority: str) -> str:
    """What somebody has to know who reads of priorities that nobody has approved, or whose time is over."""
    if framework is None:
        return ""
    said = [] if authority in ("", "approved") else [reader.authority(authority)]
    if framework.to and framework.to.last < reader.day:
        said.append(reader.labels.say("until {date}", date=reader.date(framework.to)))
    name, more = reader.name(framework.id), ", ".join(said)
    return reader.labels.say("the priorities are those of {name}: {more}", name=name, more=more) if said else ""


def _counts(record: Any, day: date) -> bool:
    if isinstance(record, Engagement):
        return record.state != "cancelled" and record.from_.first <= day
    return record.holds_on(day) if isinstance(record, Message) else True


def _latest(kb: KnowledgeBase, day: date) -> Framework | None:
    """The strategy with priorities that began last, not after a day."""
    begun = [
        one
        for one in kb.all(Framework)
        if one.type == "strategy" and one.priorities and one.from_ and one.from_.first <= day
    ]
    return max(begun, key=start_of, default=None)


def _table(
    reader: Reader, columns: tuple[str, ...], rows: Sequence[Mapping[str, Any]], shown: Sequence[Mapping[str, Any]]
) -> Table:
    return Table(columns, rows, shown, {column: reader.labels.code("column", column) for column in columns})
