"""What the exports make of a small base, and the page on their columns: `python -m tests.exports` writes both anew."""

import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from importlib import import_module
from pathlib import Path

from kvtool import __version__
from kvtool.export import FAMILY
from kvtool.queries.describing import described
from kvtool.queries.keys import possible, primary
from kvtool.queries.reading import Reader
from kvtool.queries.tables import sheets
from kvtool.registry import names
from kvtool.settings import Settings
from kvtool.store.base import KnowledgeBase
from kvtool.words.labels import labels
from tests.cli import in_folder, ran

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "exports.md"
GOLDEN = Path(__file__).parent / "golden" / "exports"
SAMPLE = Path(__file__).parent / "sample"
DAY, SAMPLE_DAY = "2026-11-21", "2026-03-01"

BASE = """\
# kvtool.toml
[base]
name = {en = "City of Vega", sv = "Vega stad"}
languages = ["en", "sv"]
[policy]
agreement_notice_days = 365
code_owners = { value = { sea-unit = "@vega/sea" } }
# partners/lyra.yaml
id: lyra
visibility: public
aliases: [lyra-city]
type: city
names: {en: Lyra, sv: Lyrås, proposed: [sv]}
country: SE
standing: [{status: key, from: 2020-06, source: plan, quote: Lyra is key}]
lead: sea-unit
agreements: [{id: lyra-pact, type: cooperation, signed: 2020, to: 2027-05-31, source: plan, actions: [{en: Ferries}, {en: Fairs}]}]
sensitivities: [{text: {en: The bridge}, handling: never-raise}]
mapping: {influence: 3}
# networks/ports.yaml
id: ports
names: {en: "Northern, Ports"}
membership:
  statements: [{status: member, from: 2019, source: plan}]
  coordinator: port-unit
  fees: [{year: 2026, euros: 1200.50}]
  roles: [{title: {en: Chair}, from: 2026, to: 2027-06, source: plan}]
# messages/hello.yaml
{id: hello, scope: {partner: lyra}, headline: {en: "=Hello; all, of \\\\ you"}, owner: old-unit}
# engagements/2026/fair.yaml
{id: fair, visibility: public, type: event, title: {en: Harbour Fair}, from: 2026-10, state: proposed, partners: [lyra-city], networks: [ports]}
# engagements/2026/talks.yaml
id: talks
type: meeting
title: {en: "Talks; on ice, tides and the longest title that any calendar has ever had to fold"}
from: 2026-05-12
to: 2026-05-14
state: held
place: {en: Lyra Town Hall}
lead: sea-unit
partners: [lyra]
commitments: [{by: us, text: {en: Send maps}, state: open, due: 2026-12}]
# engagements/2026/visit.yaml
{id: visit, type: visit-in, title: {en: Visit}, from: 2026-12-24, state: cancelled, partners: [lyra]}
# sources/plan.yaml
{id: plan, visibility: public, title: {en: Plan}, acts: [{on: 2019-02-01, act: approved}], treats: [partners]}
# units/sea-unit.yaml
id: sea-unit
visibility: public
type: unit
names: {en: Sea Unit}
offices: [{id: sea-chief, names: {en: Sea Chief}, responsibilities: [{text: {en: "-2+3 duties", sv: Plikter}}, {text: {en: Rest}}]}]
# units/port-unit.yaml
{id: port-unit, type: unit, names: {en: Port Unit}, mailbox: ports@vega.example}
# units/old-unit.yaml
{id: old-unit, type: unit, names: {en: Old Unit}, to: 2025, successors: [{to: sea-unit, kind: merged}]}
# units/quay-unit.yaml
{id: quay-unit, type: unit, names: {en: Quay Unit}}
# needs/pilot.yaml
{id: pilot, type: euros, title: {en: A pilot}, state: sized, amount: 1200.50, years: [2026, 2027], proposer: sea-unit, source: plan}
# needs/dock.yaml
{id: dock, type: person-years, title: {en: A dock}, state: identified, amount: -7, proposer: no-such-unit}
"""  # noqa: E501

TABLED = ("--kind", "unit", "--kind", "need")
"""The kinds whose tables are kept: those of all would change with every field."""

CASES = {
    "base.json": ("json",),
    "base.jsonl": ("jsonl",),
    "base.ics": ("ics",),
    "CODEOWNERS": ("codeowners",),
    "public.json": ("json", "--audience", "public"),
    "public.ics": ("ics", "--audience", "public", "--lang", "sv"),
    "csv": ("csv", *TABLED),
    "sqlite.sql": ("sqlite", *TABLED),
    "parquet.txt": ("parquet", "--kind", "need"),
}
"""The golden files with what is asked for; `csv` is a folder, the others are one file, made plain where it is no text."""


def made(name: str, root: Path, scratch: Path) -> dict[str, bytes]:
    """The golden files of a case by their paths, of a base in a folder."""
    export, *options = CASES[name]
    target = scratch / name
    done = ran("--root", root, "export", export, *options, "--as-of", DAY, "-o", target)
    assert done == (0, "", ""), (name, done)
    if export == "csv":
        found = {f"{name}/{path.name}": path.read_bytes() for path in target.iterdir()}
    elif export in PLAIN:
        found = {name: PLAIN[export](target).encode()}
    else:
        found = {name: target.read_bytes()}
    return {path: content.replace(__version__.encode(), b"VERSION") for path, content in found.items()}


def golden(name: str) -> dict[str, bytes]:
    """What stands in the golden files of a case."""
    place = GOLDEN / name
    paths = place.iterdir() if place.is_dir() else [place]
    return {path.relative_to(GOLDEN).as_posix(): path.read_bytes() for path in paths}


def dumped(file: Path) -> str:
    """The statements that make a database."""
    with closing(sqlite3.connect(file)) as connection:
        return "".join(f"{statement}\n" for statement in connection.iterdump())


def told(folder: Path) -> str:
    """The schema, the metadata and the rows of each Parquet file of a folder."""
    from pyarrow import parquet

    lines = []
    for path in sorted(folder.glob("*.parquet")):
        table = parquet.read_table(path)
        columns = ", ".join(f"{field.name}: {field.type}" for field in table.schema)
        lines += [f"{path.name} ({columns})", *map(str, table.to_pylist())]
        assert set(table.schema.metadata) == {b"kvtool"}
        lines.append(table.schema.metadata[b"kvtool"].decode())
    return "".join(f"{line}\n" for line in lines)


PLAIN: dict[str, Callable[[Path], str]] = {"sqlite": dumped, "parquet": told}


def sizes(scratch: Path) -> str:
    """How much the exports hold of the sample base: the rows of each table that has any, the other things by name."""
    sample = scratch / "sample.sqlite"
    asked = ("--root", SAMPLE, "export")
    for audience in ("internal", "public"):
        done = ran(*asked, "sqlite", "--as-of", SAMPLE_DAY, "--audience", audience, "-o", f"{sample}-{audience}")
        assert done == (0, "", ""), done
    counted = [rows_of(Path(f"{sample}-{audience}")) for audience in ("internal", "public")]
    lines = [f"{name}: {number}, public {counted[1][name]}\n" for name, number in counted[0].items() if number]
    for name, mark in (("jsonl", "\n"), ("ics", "BEGIN:VEVENT\r\n"), ("codeowners", "/data/")):
        out = ran(*asked, name, "--as-of", SAMPLE_DAY).out
        lines.append(f"{name}: {out.count(mark)}\n")
    return "".join(lines)


def rows_of(file: Path) -> dict[str, int]:
    """The number of rows in each table of a database, but for `meta`."""
    with closing(sqlite3.connect(file)) as connection:
        named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'meta'").fetchall()
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in named}  # noqa: S608


def page() -> str:
    """The page: what each export makes, then the tables with their keys and columns."""
    parts = [INTRODUCTION]
    for name in names(FAMILY):
        said = (import_module(f"{FAMILY}.{name}").__doc__ or "").strip()
        parts.append(f"### {name}\n\n{said}\n")
    parts.append(TABLES)
    reader = Reader(KnowledgeBase(Settings(ROOT), []), date.min, labels("en"))
    every = described(reader)
    holds = {(row["table"], row["column"]): shown["field"] for row, shown in zip(every.rows, every.shown, strict=True)}
    for name, sheet in sheets(("en",)).items():
        leads = {one.columns: one.table for one in possible(name)}
        lines = [f"### {name}\n\nKey: {', '.join(primary(sheet))}\n"]
        lines += ["| column | type | holds | leads to |", "|---|---|---|---|"]
        for one in sheet.columns:
            lines.append(f"| {one.name} | {one.type} | {holds[name, one.name]} | {leads.get((one.name,), '')} |")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


INTRODUCTION = """\
# Exports

`kvtool export NAME -o FILE` gives the records to other programs; made of the code by `make docs`.

- `--as-of DATE` and `--at REV` choose the day and the files, `--kind KIND` (more than once) the records, `--lang` the
  language of names and labels; `--audience public` leaves out what is internal, as everywhere.
- The same commit, day, audience and language give the same bytes. All but ics and CODEOWNERS bear them: the latter would
  change with each commit.
- json, jsonl, ics and codeowners are printed without `-o` (or with `-o -`). A file is written at once or not at all, and so
  is a folder: over an earlier export of the same name as it was written, and over nothing else.
- A record that is broken, or whose id another has, is named on standard error and left out: exit code 3.

## What each makes
"""

TABLES = """\
## Tables

csv, sqlite and parquet have the tables of `kvtool sql`, and `kvtool sql --schema` prints them for a base: a text has a
column for each of its languages, here English only. A date stands in three columns: as it is written, and the first and
last day that it can mean. Each list is a table of its own: `at` is the path of an item, `nth` its number from 0, `inside`
the path of the item that holds it, in the table of the list around it.

`links` has every reference: the record that refers and its kind, the path of the field, the id that its target has now and
what that is. `texts` has every text that has languages: its record, field and language, the words, and whether they are a
translation that nobody has confirmed yet (`proposed`).

INTEGER is a whole number, or 0 and 1 for no and yes; NUMERIC an amount; all else is text. What a column leads to is a
foreign key where each of its ids stands there: no former id, no link to nothing, no kind that is left out.
"""


def main() -> None:
    """Writes the page and the golden files anew, and removes those of no case."""
    PAGE.write_text(page(), encoding="utf-8")
    with tempfile.TemporaryDirectory() as scratch:
        base = in_folder(Path(scratch) / "base", BASE)
        new = {"sample.txt": sizes(Path(scratch)).encode()}
        for name in CASES:
            new |= made(name, base, Path(scratch))
    for path in [path for path in GOLDEN.rglob("*") if path.is_file()]:
        if path.relative_to(GOLDEN).as_posix() not in new:
            path.unlink()
    for name, content in new.items():
        (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
        (GOLDEN / name).write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
