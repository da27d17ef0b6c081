"""What the exports hold: golden files, the same rows as `sql`, records that read back, nothing internal, the same bytes."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvtool.export import FAMILY, asked, export_of
from kvtool.model import KINDS, kind
from kvtool.model.base import Record
from kvtool.queries.audience import INTERNAL, heard_by
from kvtool.queries.fields import plain
from kvtool.queries.reading import Reader
from kvtool.queries.sql import ask
from kvtool.queries.tables import sheets
from kvtool.registry import names
from kvtool.schemas import schema_of
from kvtool.settings import read
from kvtool.store.base import KnowledgeBase
from kvtool.store.load import load
from kvtool.words.labels import labels
from tests.cli import in_folder, in_memory, ran, tree, whole
from tests.exports import BASE, CASES, DAY, GOLDEN, PAGE, SAMPLE, SAMPLE_DAY, golden, made, page, rows_of, sizes
from tests.test_git import git

CANARY = re.compile(r"SISÄINEN-KANARIA-\d{4}")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return in_folder(tmp_path_factory.mktemp("base"), BASE)


@pytest.fixture(scope="module")
def sample() -> KnowledgeBase:
    return load(read(SAMPLE / "kvtool.toml"))


def needs(name: str) -> None:
    """Skips a test of an export whose extra is not installed."""
    if name.startswith("parquet"):
        pytest.importorskip("pyarrow")


@pytest.mark.parametrize("name", CASES)
def test_exports_what_was_read_and_found_good(name: str, root: Path, tmp_path: Path) -> None:
    needs(name)
    assert golden(name) == made(name, root, tmp_path)


def test_no_golden_file_is_left_over() -> None:
    assert {*CASES, "sample.txt"} == {path.name for path in GOLDEN.iterdir()}


def test_every_export_has_a_golden_file() -> None:
    assert set(names(FAMILY)) == {export for export, *_ in CASES.values()}


def test_the_sample_has_the_size_that_was_counted(tmp_path: Path) -> None:
    assert (GOLDEN / "sample.txt").read_text(encoding="utf-8") == sizes(tmp_path)


def test_the_page_tells_of_the_columns_that_there_are() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def exported(name: str, kb: KnowledgeBase, audience: str = "internal", day: str = SAMPLE_DAY) -> Any:
    """What an export makes of a base."""
    reader = Reader(kb, date.fromisoformat(day), labels("en"))
    return export_of(name).make(asked(reader, audience, "none"))


# Totals


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_the_tables_have_as_many_rows_as_sql_counts(sample: KnowledgeBase, tmp_path: Path, audience: str) -> None:
    file = tmp_path / "sample.sqlite"
    file.write_bytes(exported("sqlite", sample, audience))
    reader = heard_by(Reader(sample, date.fromisoformat(SAMPLE_DAY), labels("en")), audience)
    counts = [f"SELECT '{name}' AS t, count(*) AS n FROM {name}" for name in sheets(("sv", "fi", "en"))]  # noqa: S608
    query = " UNION ALL ".join(counts)
    assert rows_of(file) == {row["t"]: row["n"] for row in ask(reader, query).rows}


@pytest.mark.parametrize("table", [*KINDS, "engagement_commitments", "links", "texts"])
def test_the_rows_are_those_of_sql(sample: KnowledgeBase, table: str, tmp_path: Path) -> None:
    (tmp_path / "sample.sqlite").write_bytes(exported("sqlite", sample))
    query = f"SELECT * FROM {table}"  # noqa: S608
    with closing(sqlite3.connect(tmp_path / "sample.sqlite")) as connection:
        rows = connection.execute(query).fetchall()
    reader = Reader(sample, date.fromisoformat(SAMPLE_DAY), labels("en"))
    assert [tuple(row.values()) for row in ask(reader, query).rows] == rows


def test_each_kind_has_as_many_records_in_json_and_in_lines(sample: KnowledgeBase) -> None:
    expected = [(record.kind, record.id) for name in KINDS for record in sample.all(kind(name))]
    records = json.loads(exported("json", sample))["records"]
    lines = [json.loads(line) for line in exported("jsonl", sample).splitlines()]
    assert expected == [(one["kind"], one["record"]["id"]) for one in records]
    assert records == [{name: one[name] for name in ("kind", "record", "computed")} for one in lines]


# Reading back


def test_every_record_of_the_sample_reads_back_as_it_is_written(sample: KnowledgeBase) -> None:
    records = json.loads(exported("json", sample), parse_float=Decimal)["records"]
    written = {record.id: plain(record) for record in sample.all(Record)}
    assert written == {one["record"]["id"]: one["record"] for one in records}
    assert {"lyra", "eurocoast"} <= set(written)


def test_every_record_of_the_sample_is_as_the_schema_of_its_kind_says(sample: KnowledgeBase) -> None:
    schemas = {name: jsonschema.Draft7Validator(schema_of(name, ("sv", "fi", "en"))) for name in KINDS}
    records = json.loads(exported("json", sample))["records"]
    assert [] == [error.message for one in records for error in schemas[one["kind"]].iter_errors(one["record"])]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")), min_size=1),
    st.decimals(-(10**15) + 1, 10**15 - 1, places=4, allow_nan=False),
)
def test_any_text_and_amount_reads_back_in_json_and_as_a_record(text: str, amount: Decimal) -> None:
    title = json.dumps(f"x{text}", ensure_ascii=False)
    kb = whole(f"# needs/x.yaml\n{{id: x, type: euros, title: {{en: {title}}}, state: sized, amount: {amount:f}}}\n")
    written = [plain(record) for record in kb.all(Record)]
    line = exported("jsonl", kb)
    assert written == [json.loads(line, parse_float=Decimal)["record"]]
    record = line.partition('"record": ')[2].rpartition(', "computed": ')[0]
    assert written == [plain(again) for again in whole(f"# needs/x.yaml\n{record}\n").all(Record)]


def test_the_name_of_a_base_is_no_number(tmp_path: Path) -> None:
    root = in_folder(tmp_path, '# kvtool.toml\n[base]\nname = "\\u00010.."\nlanguages = ["en"]\n')
    assert "␁0.." == json.loads(ran("--root", root, "export", "json").out)["base"]


def test_parquet_has_the_values_of_the_database(sample: KnowledgeBase, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    (tmp_path / "sample.sqlite").write_bytes(exported("sqlite", sample))
    files = exported("parquet", sample)
    with closing(sqlite3.connect(tmp_path / "sample.sqlite")) as connection:
        for table in rows_of(tmp_path / "sample.sqlite"):
            (tmp_path / table).write_bytes(files[f"{table}.parquet"])
            rows = [tuple(row.values()) for row in parquet.read_table(tmp_path / table).to_pylist()]
            expected = connection.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608
            assert expected == [tuple(float(one) if isinstance(one, Decimal) else one for one in row) for row in rows]


# The database


def test_the_database_keeps_its_own_promises(sample: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "sample.sqlite").write_bytes(exported("sqlite", sample))
    with closing(sqlite3.connect(tmp_path / "sample.sqlite")) as connection:
        assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
        assert [] == connection.execute("PRAGMA foreign_key_check").fetchall()
        assert [(4096,)] == connection.execute("PRAGMA page_size").fetchall()
        assert [] == [name for name in rows_of(tmp_path / "sample.sqlite") if not keyed(connection, name)]
        leads = "SELECT unit.names_en FROM partner JOIN unit ON unit.id = partner.lead WHERE partner.id = 'lyra'"
        assert [("International Affairs Unit",)] == connection.execute(leads).fetchall()


def keyed(connection: sqlite3.Connection, table: str) -> bool:
    return any(primary for *_, primary in connection.execute(f'PRAGMA table_info("{table}")'))


@pytest.mark.parametrize(
    ("lead", "kinds", "expected"),
    [
        ("port-unit", ("partner", "unit"), ["unit"]),
        ("old-unit", ("partner", "unit"), []),  # a former id
        ("no-unit", ("partner", "unit"), []),
        ("port-unit", ("partner",), []),
    ],
)
def test_a_foreign_key_is_one_only_where_it_holds(
    lead: str, kinds: tuple[str, ...], expected: list[str], tmp_path: Path
) -> None:
    kb = in_memory(
        f"# partners/lyra.yaml\n{{id: lyra, type: city, names: {{en: Lyra}}, lead: {lead}}}\n"
        "# partners/vela.yaml\n{id: vela, type: city, names: {en: Vela}}\n"
        "# units/port-unit.yaml\n{id: port-unit, aliases: [old-unit], type: unit, names: {en: Port Unit}}\n"
    )
    reader = Reader(kb, date.fromisoformat(DAY), labels("en"))
    (tmp_path / "x.sqlite").write_bytes(export_of("sqlite").make(asked(reader, "internal", "none", kinds)))
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as connection:
        keys = {row[3]: row[2] for row in connection.execute("PRAGMA foreign_key_list(partner)")}
        assert expected == [keys[column] for column in keys if column == "lead"]
        assert [] == connection.execute("PRAGMA foreign_key_check").fetchall()


@pytest.mark.parametrize("name", sorted(set(names(FAMILY)) - {"parquet"}))
def test_the_same_question_has_the_same_bytes_anywhere(name: str, root: Path, tmp_path: Path) -> None:
    places = [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "Etc/GMT+12", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
    ]
    for number, place in enumerate(places):
        asking = [sys.executable, "-m", "kvtool", "--root", root, "export", name, "--as-of", DAY]
        done = subprocess.run([*asking, "-o", tmp_path / str(number)], env=os.environ | place, check=False)
        assert done.returncode == 0
    one, other = tmp_path / "0", tmp_path / "1"
    assert tree(one) == tree(other) if one.is_dir() else one.read_bytes() == other.read_bytes()


# The public


def words_of(made: Any, scratch: Path) -> str:
    """All that an export says, whatever its form."""
    if isinstance(made, str):
        return made
    if isinstance(made, bytes):
        (scratch / "x.sqlite").write_bytes(made)
        with closing(sqlite3.connect(scratch / "x.sqlite")) as connection:
            return "\n".join(connection.iterdump()) + made.decode("utf-8", "replace")
    return "\n".join(f"{name} {_words(name, content, scratch)}" for name, content in made.items())


def _words(name: str, content: bytes, scratch: Path) -> str:
    if not name.endswith(".parquet"):
        return content.decode("utf-8")
    from pyarrow import parquet

    (scratch / name).write_bytes(content)
    table = parquet.read_table(scratch / name)
    return f"{table.schema.metadata} {table.to_pylist()}"


@pytest.mark.parametrize("name", names(FAMILY))
def test_no_canary_of_the_sample_sings_to_the_public(name: str, sample: KnowledgeBase, tmp_path: Path) -> None:
    needs(name)
    hidden = [record.id for record in sample.all(Record) if record.visibility != "public"]
    assert len(hidden) >= 10
    said = words_of(exported(name, sample, "public"), tmp_path)
    assert [] == CANARY.findall(said)
    assert set() == set(hidden) & set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", said))


@pytest.mark.parametrize("name", ["json", "jsonl", "csv", "sqlite", "parquet"])
def test_all_canaries_of_the_sample_sing_to_the_office(name: str, sample: KnowledgeBase, tmp_path: Path) -> None:
    needs(name)
    listed = (SAMPLE / "canaries.txt").read_text(encoding="utf-8").split()
    assert set(listed) == set(CANARY.findall(words_of(exported(name, sample), tmp_path)))


SINGING = """\
# kvtool.toml
[base]
name = "Vega"
languages = ["en"]
[policy]
agreement_notice_days = 365
code_owners = { value = { canary-unit = "@canary/unit", open-unit = "@vega/open" } }
# partners/lyra.yaml
# canary in a comment
id: lyra
visibility: public
type: city
names: {en: Lyra}
other_names: [{text: Canary name, source: idea}]
parent: canary-city
standing: [{status: key, source: plan}, {status: special, source: idea, quote: Canary of a draft},
  {status: partner, source: plan, visibility: internal, quote: Canary}]
lead: canary-unit
users: [canary-unit]
cooperation: [{form: events, source: idea, gains: {en: Canary gains}}]
agreements: [{id: pact, type: cooperation, to: 2026-12, source: plan, decision: canary-memo, projects: [canary-talks]}]
sensitivities: [{text: {en: Canary}, handling: never-raise}]
review: {on: 2026-01-02, role: canary-chief, of: "000000000000"}
notes: Canary
# partners/canary-city.yaml
{id: canary-city, type: city, names: {en: Canary City}}
# networks/ports.yaml
id: ports
visibility: public
names: {en: Ports}
membership:
  statements: [{status: member, source: plan, via: canary-city}]
  owner: canary-unit
  roles: [{title: {en: Canary chair}, source: idea, to: 2026-12}]
  fees: [{year: 2026, euros: 77077}]
  reviews: [{on: 2025, role: open-chief, verdict: continue, cost: 77077, losses: [{en: Canary}],
    options: [{verdict: leave, text: {en: Canary}}], proposal: {en: Canary}}]
# messages/hello.yaml
id: hello
visibility: public
scope: {partner: lyra}
headline: {en: Hello}
points: [{text: {en: "Open words of {fact:canary-number}"}}]
avoid: [{text: {en: Canary}, because: {en: Canary}}]
if_asked: [{question: {en: Canary}, answer: {en: Canary}}]
feedback: [{engagement: talks, text: {en: Canary}}]
# engagements/2026/talks.yaml
id: talks
visibility: public
type: meeting
title: {en: Open talks}
from: 2026-12
state: planned
lead: open-unit
partners: [lyra, canary-city]
asks: [{text: {en: Canary}}]
stance: [{issue: canary, position: for}]
travel_cost: 77077
commitments: [{by: us, text: {en: Canary}, state: open, due: 2026-12}]
# engagements/2026/canary-talks.yaml
{id: canary-talks, type: meeting, title: {en: Canary talks}, from: 2026-12-01, state: planned, partners: [lyra]}
# facts/canary-number.yaml
{id: canary-number, claim: {en: Canary number}, value: 77077, as_of: 2026}
# sources/plan.yaml
{id: plan, visibility: public, title: {en: Plan}, acts: [{on: 2019, act: approved}]}
# sources/idea.yaml
{id: idea, visibility: public, title: {en: Idea}, acts: [{on: 2022, act: draft}]}
# sources/canary-memo.yaml
{id: canary-memo, title: {en: Canary memo}, acts: [{on: 2022, act: approved}]}
# units/open-unit.yaml
{id: open-unit, visibility: public, type: unit, names: {en: Open Unit}, offices: [{id: open-chief, names: {en: Chief}}]}
# units/canary-unit.yaml
id: canary-unit
type: unit
names: {en: Canary Unit}
mailbox: canary@vega.example
offices: [{id: canary-chief, names: {en: Canary Chief}}]
# needs/canary-need.yaml
{id: canary-need, type: euros, title: {en: Canary need}, state: sized, amount: 77077}
"""
HEARD = {
    "codeowners": "@vega/open",
    "csv": "Open talks",
    "ics": "Open talks",
    "json": "Open talks",
    "jsonl": "Open talks",
    "parquet": "Open talks",
    "sqlite": "Open talks",
}
"""What each export does tell the public."""


@pytest.mark.parametrize(("audience", "sings"), [("internal", True), ("public", False)])
@pytest.mark.parametrize("name", names(FAMILY))
def test_invented_canaries_sing_to_the_office_only(name: str, audience: str, sings: bool, tmp_path: Path) -> None:
    needs(name)
    root = in_folder(tmp_path / "base", SINGING)
    said = words_of(exported(name, load(read(root / "kvtool.toml")), audience, DAY), tmp_path)
    assert (sings, True) == ("canar" in said.lower() or "77077" in said, HEARD[name] in said)


def test_the_invented_canaries_stand_in_all_internal_fields() -> None:
    assert set() == {field for field in INTERNAL if f"{field}:" not in SINGING}


# CODEOWNERS


NASTY = "we ird\n* @evil"
FOLDERS = ("[Section]", "#no !tå", NASTY, "back\\slash", "a*b?c", "-x")


def test_hostile_names_break_no_line_of_codeowners(tmp_path: Path) -> None:
    """Git itself reads the patterns, as it reads those of a .gitignore: each fits its own record."""
    root = in_folder(
        tmp_path / "r" / "b[1]", "# units/sea.yaml\n{id: sea, type: unit, names: {en: Sea}, mailbox: a@b.example}\n"
    )
    paths = []
    for number, folder in enumerate(FOLDERS):
        place = root / "data" / "partners" / folder
        place.mkdir(parents=True)
        text = f"{{id: p{number}, type: city, names: {{en: '[Section] @evil # x'}}, lead: sea}}\n"
        (place / f"p{number}.yaml").write_text(text, encoding="utf-8")
        paths.append((place / f"p{number}.yaml").relative_to(tmp_path / "r").as_posix())
    git(tmp_path / "r", "init", "-q")
    done = ran("--root", root, "export", "codeowners", "--as-of", DAY)
    lines = done.out.splitlines()[1:]
    assert (0, len(FOLDERS) + 1) == (done.code, len(lines))
    assert [] == [line for line in lines if not re.fullmatch(r"/b\?1\?/[\w./?-]+ a@b\.example", line)]
    (tmp_path / "r" / ".git" / "info" / "exclude").write_text("".join(f"{line.split(' ')[0]}\n" for line in lines))
    asking = ["git", "check-ignore", "--no-index", "-z", "--stdin"]
    given = "\0".join(paths).encode()
    fitting = subprocess.run(asking, cwd=tmp_path / "r", input=given, capture_output=True, check=True).stdout
    assert sorted(paths) == sorted(fitting.decode().rstrip("\0").split("\0"))


@pytest.mark.parametrize(
    ("setting", "code", "says"),
    [
        ('{ sea = "@vega/sea" }', 0, "/data/partners/lyra.yaml @vega/sea\n"),
        ('{ value = { sea = "@vega/a.b/c-d" } }', 0, "/data/partners/lyra.yaml @vega/a.b/c-d\n"),
        ('{ old-sea = "sea@vega.example" }', 0, "/data/partners/lyra.yaml sea@vega.example\n"),
        ('{ sand = "@vega/sand" }', 0, "# /data/partners/lyra.yaml: no team of sea is known\n"),
        ('{ sea = "@vega/sea @evil" }', 2, "kvtool.toml: policy.code_owners.sea: '@vega/sea @evil' is no team"),
        ('{ sea = "@vega\\n* @evil" }', 2, "kvtool.toml: policy.code_owners.sea: '@vega␊* @evil' is no team"),
        ("{ sea = 1 }", 2, "kvtool.toml: policy.code_owners.sea: '1' is no team"),
        ('"@vega/sea"', 2, "kvtool.toml: policy.code_owners is no table"),
    ],
)
def test_the_team_of_a_unit_stands_in_the_settings(setting: str, code: int, says: str, tmp_path: Path) -> None:
    root = in_folder(
        tmp_path,
        f'# kvtool.toml\n[base]\nlanguages = ["en"]\n[policy]\ncode_owners = {setting}\n'
        "# partners/lyra.yaml\n{id: lyra, type: city, names: {en: Lyra}, lead: sea}\n"
        "# units/sea.yaml\n{id: sea, aliases: [old-sea], type: unit, names: {en: Sea}, mailbox: The Sea <x@y>}\n",
    )
    done = ran("--root", root, "export", "codeowners", "--kind", "partner", "--as-of", DAY)
    assert (code, True) == (done.code, says in done.out + done.err), done


@pytest.mark.parametrize(("day", "team"), [("2025-06-30", "@vega/old"), ("2025-07-01", "@vega/new")])
def test_whoever_a_unit_has_become_by_the_day_is_asked(day: str, team: str, tmp_path: Path) -> None:
    root = in_folder(
        tmp_path,
        '# kvtool.toml\n[base]\nlanguages = ["en"]\n[policy]\ncode_owners = { old = "@vega/old", new = "@vega/new" }\n'
        "# partners/lyra.yaml\n{id: lyra, type: city, names: {en: Lyra}, lead: old}\n"
        "# units/old.yaml\n{id: old, type: unit, names: {en: Old}, to: 2025-06, successors: [{to: new, kind: merged}]}\n"
        "# units/new.yaml\n{id: new, type: unit, names: {en: New}}\n",
    )
    out = ran("--root", root, "export", "codeowners", "--kind", "partner", "--as-of", day).out
    assert f"/data/partners/lyra.yaml {team}" == out.splitlines()[1]


# The calendar


def events(text: str) -> Iterator[dict[str, str]]:
    """The events of a calendar as a program reads them: unfolded, each property by its name."""
    for one in text.replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1:]:
        pairs = [line.partition(":") for line in one.partition("\r\nEND:VEVENT\r\n")[0].split("\r\n") if line]
        yield {name: value for name, _, value in pairs}


@pytest.mark.parametrize(
    ("dates", "start", "end", "says"),
    [
        ("from: 2026-05-12", "20260512", "20260513", ""),
        ("from: 2026-05-12, to: 2026-05-14", "20260512", "20260515", ""),
        ("from: 2026-05", "20260501", "20260601", "May 2026"),
        ("from: 2026", "20260101", "20270101", "2026"),
        ("from: 2026-05, to: 2026-06-03", "20260501", "20260604", "May 2026 – 3 June 2026"),
        ("from: 2024-02", "20240201", "20240301", "February 2024"),
        ("from: 9999-12-31", "99991231", None, ""),
        ("from: 0001-01-01", "00010101", "00010102", ""),
    ],
)
def test_an_event_takes_all_days_that_it_may_mean(dates: str, start: str, end: str | None, says: str) -> None:
    kb = in_memory(f"# engagements/fair.yaml\n{{id: fair, type: event, title: {{en: Fair}}, state: held, {dates}}}\n")
    (event, *_) = events(exported("ics", kb))
    assert (start, end) == (event["DTSTART;VALUE=DATE"], event.get("DTEND;VALUE=DATE"))
    assert (says, "State: held") == tuple(f"\\n{event['DESCRIPTION']}".split("\\n")[-2:])


def test_nothing_in_a_text_makes_a_line_of_its_own() -> None:
    nasty = json.dumps("Å" * 60 + "\U0001f6f3" * 20 + "\nEND:VEVENT\n BEGIN:VALARM;,\\", ensure_ascii=False)
    kb = in_memory(
        f"# engagements/fair.yaml\n{{id: fair, type: event, title: {{en: {nasty}}}, place: {{en: {nasty}}}, "
        "state: held, from: 2026-01-01}\n"
    )
    text = exported("ics", kb)
    assert [] == [line for line in text.encode().split(b"\r\n") if len(line) > 75]
    assert (1, 1, 0) == (
        text.count("\r\nBEGIN:VEVENT\r\n"),
        text.count("\r\nEND:VEVENT\r\n"),
        text.count("\r\nBEGIN:VALARM"),
    )
    (event,) = events(text)
    assert event["SUMMARY"] == event["LOCATION"]
    assert event["SUMMARY"].endswith("␊END:VEVENT␊ BEGIN:VALARM\\;\\,\\\\")


def test_what_is_due_is_as_due_tells_it_and_not_for_the_public(root: Path) -> None:
    asking = ("--root", root, "--as-of", DAY)
    due = ran(*asking[:2], "due", *asking[2:], "--within", "365", "--format", "ics").out
    internal, public = (
        ran(*asking[:2], "export", "ics", *asking[2:], "--audience", audience).out
        for audience in ("internal", "public")
    )
    known = list(events(due))
    assert len(known) >= 2
    assert known == [event for event in events(internal) if not event["UID"].startswith("engagement-")]
    assert ["engagement-fair@kvtool"] == [event["UID"] for event in events(public)]


# CSV


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+358 40", "'+358 40"),
        ("@SUM(1)", "'@SUM(1)"),
        ("-2+3|x", "'-2+3|x"),
        ("-5", "-5"),
        ("a=1", "a=1"),
        ('a "b", c', '"a ""b"", c"'),
        ("a\nb", '"a\nb"'),
    ],
)
def test_a_cell_is_inert_and_stays_one(value: str, cell: str) -> None:
    kb = in_memory(f"# facts/x.yaml\n{{id: x, claim: {{en: X}}, value: {json.dumps(value)}, as_of: 2026}}\n")
    content = exported("csv", kb)["fact.csv"].decode("utf-8")
    assert content.endswith("\r\n")
    assert f",{cell}," in content.partition("\r\n")[2]


def test_the_package_describes_every_file_and_column(sample: KnowledgeBase) -> None:
    files = exported("csv", sample)
    package = json.loads(files.pop("datapackage.json"))
    assert list(files) == [one["path"] for one in package["resources"]]
    for one in package["resources"]:
        head, *rows = files[one["path"]].decode("utf-8").split("\r\n")[:-1]
        assert head.split(",") == [field["name"] for field in one["schema"]["fields"]]
        assert one["rows"] <= len(rows)  # a text may hold line ends of its own
        tables = {"", *(other["name"] for other in package["resources"])}
        assert {key["reference"]["resource"] for key in one["schema"]["foreignKeys"]} <= tables
    assert ("2026-03-01", "internal", "csv") == tuple(package["kvtool"][key] for key in ("as_of", "audience", "export"))


def test_the_base_is_as_it_was(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root, tmp_path / "base")
    before = tree(tmp_path / "base")
    for name in sorted(set(names(FAMILY)) - {"parquet"}):
        assert 0 == ran("--root", tmp_path / "base", "export", name, "-o", tmp_path / name).code
    assert before == tree(tmp_path / "base")
