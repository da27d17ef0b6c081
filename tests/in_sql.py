"""Filters of `list` as conditions in SQL, and a base that fills tables of all sorts; nothing here knows the filters' code."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from kvtool.model import KINDS, kind
from kvtool.model.dates import Day
from kvtool.model.rhythm import Interval
from kvtool.queries.fields import paths_of, plain
from kvtool.queries.filters import Row
from kvtool.queries.listing import Choice, listed
from kvtool.queries.reading import Reader
from kvtool.queries.tables import Column, column_of, listed_columns, sheets
from kvtool.words.labels import labels
from tests.cli import TODAY, in_memory

BASE = """\
# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra, sv: Lyrås, fi: Lyyra}
country: SE
standing: [{status: key, source: plan, from: 2019}, {status: partner, source: page, from: 2021-03-04, basis: inferred}]
lead: harbour-unit
users: [harbour-unit, sea-unit]
themes: [clean-sea]
cooperation: [{form: projects, priority: clean-sea, gains: {en: "Salt, 20 tons", fi: Suola}}, {form: events}]
agreements:
- {id: lyra-pact, type: cooperation, signed: 2020-02, from: 2020-03-01, to: 2024, actions: [{en: Ferries}, {en: Fairs, fi: Messut}]}
- {id: lyra-letter, type: letter-of-intent, signed: 2025-11-20}
mapping: {influence: 3, interest: 2}
contact_rhythm: 12m
# partners/norma.yaml
id: norma
type: city
names: {en: Ñorma-by-the-Sea, fi: Norma}
country: NO
standing: [{status: special, source: page, from: 2022-06}]
mapping: {influence: 1}
visibility: public
contact_rhythm: 9w
# partners/vela.yaml
id: vela
type: group
names: {en: Véla}
members: [{partner: lyra, source: page}, {partner: norma}]
standing: [{status: prioritised, source: plan, to: 2023-12-31}]
agreements: [{id: vela-pact, type: declaration, signed: 2022}]
notes: Looks, after, boats
# partners/corvus.yaml
{id: corvus, type: company, names: {en: Corvus}, lead: sea-unit, users: [sea-unit], notes: It looks far}
# networks/northern-harbours.yaml
id: northern-harbours
names: {en: Northern Harbours, fi: Pohjoiset satamat}
host: vela
members: [{partner: lyra, from: 2020-05, to: 2026-11-21}, {partner: corvus, from: 2018}]
membership:
  statements: [{status: member, form: full, source: plan, from: 2018}]
  owner: harbour-unit
  goals: [{text: {en: Cheaper Pilots, sv: Lotsar}, by: 2027}, {text: {en: A Quay}}]
  fees: [{year: 2024, euros: 1200.50}, {year: 2025, euros: 1300}]
  effort: [{year: 2025, person_days: 12}]
  reviews:
  - {on: 2024-06-12, role: harbour-master, verdict: continue, cost: 99.90,
     scores: [{criterion: learning, value: 3, evidence: [fair]}, {criterion: funding, value: 0}]}
# networks/open-seas.yaml
id: open-seas
names: {en: Open Seas}
parent: northern-harbours
membership: {scope: city-wide, statements: [{status: aim, source: page, deadline: 2027-02}], reviews: [{on: 2025, role: harbour-master, verdict: leave}]}
# networks/still-waters.yaml
{id: still-waters, names: {en: Still Waters, sv: Lugna vatten}}
# messages/clean.yaml
{id: clean, scope: {priority: clean-sea}, headline: {en: A clean sea, fi: Puhdas meri}, owner: sea-unit, from: 2024, audiences: [cities],
 points: [{text: {en: Fewer spills}, proofs: [spills]}, {text: {en: More fish}}]}
# messages/hello.yaml
{id: hello, scope: {general: true}, headline: {en: Hello}, from: 2025-05-05, to: 2026-12}
# messages/to-lyra.yaml
{id: to-lyra, scope: {partner: lyra}, headline: {en: Dear Lyra}, visibility: public}
# engagements/fair.yaml
id: fair
type: event
title: {en: Harbour Fair, sv: Hamnmässa}
from: 2025-09
to: 2025-10-02
state: held
partners: [lyra, corvus]
event: {place: abroad, type: participation}
commitments: [{by: us, text: {en: Send maps}, state: open, due: 2026-12}, {by: partner, text: {en: Send ships}, state: done}]
outcomes: [{id: fair-pilots, changed: {en: Pilots share charts}, level: result, expected: true, on: 2026}, {id: fair-ice, changed: {en: Ice}, level: impact, expected: false}]
# engagements/visit.yaml
{id: visit, type: visit-in, title: {en: Visit}, from: 2026-08-23, state: planned, partners: [lyra], visit-in: {requested: 2026-06, topic: {en: Locks}}}
# engagements/talks.yaml
{id: talks, type: meeting, title: {en: Talks}, from: 2026, state: cancelled, networks: [open-seas], objectives: [{en: Learn}, {en: Teach, fi: Opettaa}]}
# engagements/dredging.yaml
{id: dredging, type: project, title: {en: Dredging}, from: 2024-01-01, state: held, country: SE, project: {total: 100000, grant: 50000.25, state: running, appropriations: [{year: 2025, euros: 20000}]}}
# facts/spills.yaml
{id: spills, claim: {en: Spills in a year}, value: -5, as_of: 2025, unit: {en: spills, fi: vuotoa}, refresh: year}
# facts/boats.yaml
{id: boats, claim: {en: Boats}, value: "1 200", as_of: 2026-01-31, source: page}
# needs/pilot.yaml
{id: pilot, type: person-years, title: {en: A pilot}, state: sized, amount: 1.5, years: [2026, 2027], priority: clean-sea}
# needs/dock.yaml
{id: dock, type: euros, title: {en: A dock}, state: proposed, amount: 250000, years: [2027], used: -10}
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2018-05-01, act: tabled}, {on: 2019, act: approved, by: harbour-unit}], treats: [partners, networks]}
# sources/page.yaml
{id: page, title: {en: Page}, acts: [{on: 2021-02, act: web-page}], treats: [partners], language: sv, updates: [plan]}
# units/harbour-unit.yaml
{id: harbour-unit, type: unit, names: {en: Harbour Unit}, offices: [{id: harbour-master, names: {en: Harbour Master}, from: 2011-11}], parents: [{unit: sea-unit, from: 2017-06-01}]}
# units/sea-unit.yaml
{id: sea-unit, type: division, names: {en: Sea Unit, fi: Meri}, from: 2017-06, members: [{member: harbour-master, chair: true}]}
# frameworks/sea-plan.yaml
id: sea-plan
type: strategy
names: {en: Sea Plan}
from: 2019
source: plan
priorities: [{id: clean-sea, names: {en: Clean Sea}, sdgs: [14, 6], from: 2020}]
measures: [{id: booms, text: {en: Booms}, due: 2023-06, state: running, partners: [lyra, vela]}]
"""  # noqa: E501
KB = in_memory(BASE)
READER = Reader(KB, date.fromisoformat(TODAY), labels("en"))
TABLES = sheets(KB.settings.languages)
RELATIVE = {
    "today": "today()",
    "today-90d": "date(today(), '-90 days')",
    "-12m": "date(today(), '-12 months')",
    "+2w": "date(today(), '+14 days')",
}
DATES = ("2019", "2020-05", "2021-03-04", "2024", "2025-10", "2026-12-31", *RELATIVE)
CLOSING = ("to", "until", "due", "deadline", "by")
LETTERS = ("", "a", "ORM", "ó", "s", "20", "-")


class Asked(NamedTuple):
    """A field of a kind with the values that stand in it somewhere."""

    kind: str
    field: str
    values: tuple[Any, ...]

    @property
    def computed(self) -> bool:
        """Whether it follows from others."""
        return column_of(self.field) in TABLES[self.kind].computed


def fields() -> Iterator[Asked]:
    """Every field that anything gives, and every computed column."""
    for name in KINDS:
        rows = {row["id"]: row for row in listed(READER, name, Choice(columns=listed_columns(name))).rows}
        records = [Row(plain(record), rows[record.id]) for record in KB.all(kind(name))]
        texts = [path for path in paths_of(kind(name)) if f"{column_of(path)}_fi" in names_in(name)]
        for path in sorted(
            {*paths_of(kind(name)), *(f"{path}.fi" for path in texts), *rows[next(iter(rows))]} - {"kind"}
        ):
            found = [value for record in records for value in record.values(path)]
            if found:
                yield Asked(name, path, tuple(dict.fromkeys(found)))


def names_in(table: str) -> dict[str, Column]:
    """The columns of a table by their names."""
    return {column.name: column for column in TABLES[table].columns}


def place(asked: Asked) -> tuple[str, list[str]]:
    """The table in which a field stands, and its columns: of a part those in it, of a list of parts none."""
    steps = [] if asked.computed else asked.field.split(".")
    for end in range(len(steps), 0, -1):
        table = f"{asked.kind}_{column_of('.'.join(steps[:end]))}"
        if table in TABLES:
            rest = column_of(".".join(steps[end:]))
            return table, columns_of(table, rest) if rest else items_of(table)
    return asked.kind, columns_of(asked.kind, column_of(asked.field))


def columns_of(table: str, name: str) -> list[str]:
    columns = names_in(table)
    return [name] if name in columns else [column for column in columns if column.startswith(f"{name}_")]


def holds_parts(columns: list[str]) -> bool:
    """Whether a field holds no plain values nor texts, but parts."""
    return len(columns) != 1 and not (columns and all(column.endswith(("_en", "_fi", "_sv")) for column in columns))


def items_of(table: str) -> list[str]:
    """The columns that hold the items of a list, where they are no parts with a field called so."""
    return [name for name in columns_of(table, "value") if names_in(table)[name].field != "value"]


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def bound(word: str, end: str) -> str:
    """The first or last day that a date can mean, in SQL."""
    if word in RELATIVE:
        return RELATIVE[word]
    if end == "first":
        return literal((word + "-01-01")[:10])
    return {4: literal(f"{word}-12-31"), 7: f"date('{word}-01', '+1 month', '-1 day')"}.get(len(word), literal(word))


def condition(column: str, sort: type, sign: str, value: str) -> str:
    """What a column must be, in SQL."""
    if value == "" and sign in ("=", "!="):
        return f"{column} IS NOT NULL"
    if sign == "~":
        return "(" + " OR ".join(contains(column, part) for part in re.split(",(?! )", value)) + ")"
    if sign in ("=", "!="):
        words = dict.fromkeys((value, *map(str.strip, value.split(","))))
        return "(" + " OR ".join(equal(column, sort, word) for word in words if exists(sort, word)) + ")"
    if sort is Interval:
        return f"{in_days(column)} {sign} {in_days(literal(value))}"
    if sort is Day:
        own = "last" if column[1:-1].rpartition("_")[2] in CLOSING else "first"
        return f'"{column[1:-1]}_{own}" {sign} {bound(value, "last" if sign in ("<=", ">") else "first")}'
    if value.replace(" ", "").removeprefix("-").isdecimal():  # it is compared as a number with whatever is one
        number, text = f"replace({column}, ' ', '')", f"fold({column}) {sign} fold({literal(value)})"
        return f"iif({number} GLOB '*[^0-9-]*', {text}, {number} * 1 {sign} {value.replace(' ', '')})"
    if sort in (int, Decimal):
        return f"{column} {sign} {value}"
    return f"fold({column}) {sign} fold({literal(value)})"


def contains(column: str, part: str) -> str:
    """That a column contains a text, whatever is written for a hyphen, or a space."""
    if part == "-":
        return f"{column} GLOB '*[- ]*'"
    return f"instr(fold({column}), fold({literal(part)})) > 0"


def in_days(rhythm: str) -> str:
    """How many days a rhythm has, in SQL."""
    unit = f"substr({rhythm}, -1)"
    days = f"CASE {unit} WHEN 'd' THEN 1 WHEN 'w' THEN 7 WHEN 'm' THEN 30.4375 ELSE 365.25 END"
    return f"(CAST({rhythm} AS INTEGER) * {days})"


def exists(sort: type, word: str) -> bool:
    """Whether a word can be asked for."""
    return "," not in word or sort not in (Day, Decimal, bool, int)


def equal(column: str, sort: type, word: str) -> str:
    if sort is Day:
        given = RELATIVE.get(word, literal(word))
        return f"substr({column}, 1, length({given})) = {given}"
    if sort is bool:
        return f"{column} = {int(word == 'true')}"
    return f"{column} = {word if sort in (int, Decimal) else literal(word)}"


def in_sql(asked: Asked, sign: str, value: str) -> str:
    """A filter as a condition on a row of the kind's table."""
    table, columns = place(asked)
    sort = type(asked.values[0])
    holds = " OR ".join(condition(f'"{column}"', sort, sign, value) for column in columns) or "1"
    if table != asked.kind:
        holds = f"EXISTS (SELECT 1 FROM {table} WHERE {asked.kind}_id = k.id AND ({holds}))"  # noqa: S608
    negated = (sign == "!=") != (value == "" and sign in ("=", "!="))
    return f"(({holds}) IS {'NOT ' if negated else ''}TRUE)"
