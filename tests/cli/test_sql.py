"""`kvtool sql`: tables, kept queries, what is refused, what takes too long, what is wrong and how it is told."""

import json
from pathlib import Path

import pytest

from tests.cli import TODAY, in_folder, ran, tree
from tests.test_git import git

BASE = """\
# partners/lyra.yaml
id: lyra
aliases: [old-lyra]
type: city
names: {en: Lyra, sv: Lyrås, proposed: [sv]}
standing: [{status: key, source: plan, from: 2020-06}]
agreements: [{id: lyra-pact, type: cooperation, signed: 2020, actions: [{en: Ferries}, {en: Fairs}]}]
mapping: {influence: 3}
# partners/vela.yaml
{id: vela, type: group, names: {en: Véla}, members: [{partner: old-lyra}]}
# partners/aster.yaml
{id: aster, type: city, names: {en: Åster}}
# needs/pilot.yaml
{id: pilot, type: euros, title: {en: A pilot}, state: sized, amount: 1.50}
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2020-01-01, act: approved}], treats: [partners]}
"""
BROKEN = "# partners/broken.yaml\nid: broken\ntype: town\nnames: {en: Broken}\n"
STEP = "hex(zeroblob(2000000)) LIKE '%' || substr(hex(zeroblob(20000)), 1, 39990) || '1'"
"""One step of a query, which SQLite lets nobody interrupt."""
ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT "


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return in_folder(tmp_path_factory.mktemp("base"), BASE)


def rows(root: Path, query: str, *options: str) -> list[dict[str, object]]:
    done = ran("--root", root, "sql", query, "--format", "json", "--as-of", TODAY, *options)
    assert (0, "") == (done.code, done.err)
    found: list[dict[str, object]] = json.loads(done.out)["rows"]
    return found


def test_the_answer_has_the_columns_that_are_asked_for(root: Path) -> None:
    done = ran("--root", root, "sql", "SELECT id, names_en FROM partner ORDER BY names_en COLLATE names")
    assert (0, "ID     NAMES_EN\nlyra   Lyra\nvela   Véla\naster  Åster\n", "") == done


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "SELECT standing AS s, since, since_last FROM partner WHERE id = 'lyra'",
            {"s": "key", "since": "2020-06", "since_last": "2020-06-30"},
        ),
        (
            'SELECT at, nth, "from", from_first FROM partner_standing',
            {"at": "standing[0]", "nth": 0, "from": "2020-06", "from_first": "2020-06-01"},
        ),
        (
            "SELECT a.id, t.inside, t.value_en FROM partner_agreements a JOIN partner_agreements_actions t "
            "ON t.partner_id = a.partner_id AND t.inside = a.at WHERE t.nth = 1",
            {"id": "lyra-pact", "inside": "agreements[0]", "value_en": "Fairs"},
        ),
        (
            "SELECT mapping_influence AS i, typeof(mapping_influence) AS t FROM partner WHERE i",
            {"i": 3, "t": "integer"},
        ),
        ("SELECT reaffirmed FROM partner WHERE standing = 'key'", {"reaffirmed": 1}),
        ("SELECT amount, typeof(amount) AS t FROM need", {"amount": 1.5, "t": "real"}),
        (
            "SELECT field, target, target_kind FROM links WHERE source = 'vela'",
            {"field": "members[0].partner", "target": "lyra", "target_kind": "partner"},
        ),
        (
            "SELECT * FROM texts WHERE lang = 'sv'",
            {"id": "lyra", "kind": "partner", "field": "names", "lang": "sv", "text": "Lyrås", "proposed": 1},
        ),
        ("SELECT today() AS day, fold('LYRÅS-Véla') AS folded", {"day": TODAY, "folded": "lyras vela"}),
        (
            "SELECT 1, 2 AS '1', x'00ff' AS b, 9e999 AS e, CAST(x'ff' AS TEXT) AS t, NULL AS n",
            {"1": 1, "1_2": 2, "b": "x'00ff'", "e": "inf", "t": "\ufffd", "n": None},
        ),
    ],
)
def test_what_stands_in_the_tables(root: Path, query: str, expected: dict[str, object]) -> None:
    assert [expected] == rows(root, query)


def test_the_day_is_the_one_that_is_asked_about(root: Path) -> None:
    query = "SELECT count(standing) AS n FROM partner WHERE id = 'lyra'"
    assert ([{"n": 1}], [{"n": 0}]) == (rows(root, query), rows(root, query, "--as-of", "2019-01-01"))


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM partner",
        "INSERT INTO partner (id) VALUES ('x')",
        "UPDATE partner SET id = 'x'",
        "WITH x AS (SELECT 1) DELETE FROM partner",
        "DROP TABLE partner",
        "CREATE TABLE x (y)",
        "CREATE TEMP TABLE x AS SELECT 1",
        "ATTACH 'stolen.db' AS x",
        "VACUUM INTO 'stolen.db'",
        "PRAGMA query_only = off",
        "SELECT * FROM pragma_table_info('partner')",
        "SELECT load_extension('stolen')",
        "SELECT fts3_tokenizer('simple')",
        "SELECT writefile('stolen', 'x')",
        "BEGIN",
        "REINDEX",
        "SELECT 1; DROP TABLE partner",
        "EXPLAIN SELECT 1",
    ],
)
def test_nothing_but_reading_is_done(root: Path, monkeypatch: pytest.MonkeyPatch, query: str) -> None:
    before = tree(root)
    monkeypatch.chdir(root)
    done = ran("sql", query)
    assert (2, "") == (done.code, done.out)
    assert before == tree(root)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("DELETE FROM partner", "sql only reads the base's tables, and this would do more\n    help: write one SELECT"),
        ("SELECT load_extension('x')", "sql only reads the base's tables"),
        ("VACUUM", "that is no query\n    help: write one SELECT"),
        ("SELECT 1; SELECT 2", "sql takes one statement\n    help: write one SELECT"),
        ("SELECT * FROM partners", "sql: no such table: partners\n    help: did you mean partner or"),
        ("SELECT p.nmaes_en FROM partner p", "sql: no such column: p.nmaes_en\n    help: did you mean names_en"),
        (
            "SELECT from FROM partner",
            'sql: near "from": syntax error\n    help: a field with a name that is a word of SQL',
        ),
        ("SELECT id FROM partner WHERE id REGEXP '(a+)+$'", "sql has no regular expressions\n    help: use LIKE"),
        ("SELECT id FROM", "sql: incomplete input\n    help: 'kvtool sql --schema' prints"),
        ("SELECT ?", "sql: Incorrect number of bindings"),
        ("SELECT zeroblob(1000000000)", "sql: string or blob too big\n"),
        ("SELECT '\udcff'", "the query is not UTF-8\n"),
        ("@nothing", "no kept query 'nothing'\n    help: write it into queries/NAME.sql"),
        ("@../kvtool", "no kept query '../kvtool'\n"),
        ("@", "no kept query ''\n"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(root: Path, query: str, says: str) -> None:
    code, out, err = ran("--root", root, "sql", query)
    assert (2, "") == (code, out)
    assert err.startswith(f"kvtool: {says}")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("count(*) FROM c", "the query took longer than 0.2 seconds\n    help: ask for less"),
        ("x FROM c", "the answer is too large\n    help: ask for fewer rows"),
        (f"{STEP} AS count FROM c LIMIT 1", "the query took longer than 0.2 seconds\n    help: ask for less"),
        (f"{'randomblob(4000000), ' * 400} x FROM c", "the query needs too much memory\n    help: ask for fewer rows"),
    ],
)
def test_a_query_without_an_end_is_stopped(root: Path, monkeypatch: pytest.MonkeyPatch, query: str, says: str) -> None:
    monkeypatch.setattr("kvtool.queries.sql.PATIENCE", 0.2 if "count" in query else 60.0)
    monkeypatch.setattr("kvtool.queries.sql.LARGEST", 100_000)
    monkeypatch.setattr("kvtool.queries.sql.MEMORY", 1 << 27)
    code, out, err = ran("--root", root, "sql", ENDLESS + query)
    assert (2, "") == (code, out)
    assert err.startswith(f"kvtool: {says}")


def test_no_pattern_runs_for_ever(root: Path) -> None:
    """No limit of time reaches into a comparison, so LIKE and GLOB must be quick on whatever they are given."""
    long = "replace(hex(zeroblob(100000)), '0', 'a')"
    query = f"SELECT {long} LIKE '%a_%a%a_%a%a%a%ab' AS l, {long} GLOB '*[a]*a?*[a]a*a*ab' AS g"
    assert [{"l": 0, "g": 0}] == rows(root, query)


def test_the_schema_of_all_and_of_one(root: Path) -> None:
    def schema(*arguments: str) -> list[dict[str, str]]:
        done = ran("--root", root, "sql", "--schema", *arguments, "--format", "json")
        assert 0 == done.code
        found: list[dict[str, str]] = json.loads(done.out)["rows"]
        return found

    every = schema()
    names = {row["table"] for row in every}
    assert {"partner", "network_membership_reviews_scores", "links", "texts"} <= names
    assert {"table": "need", "column": "amount", "type": "NUMERIC", "field": "amount"} in every
    assert schema("partner") == schema("partners") == schema("Partners") == schema("PARTNER")
    assert {row["table"] for row in schema("partner")} == {name for name in names if name.startswith("partner")}
    assert [
        {"table": "partner_aliases", "column": "partner_id", "type": "TEXT", "field": ""},
        {"table": "partner_aliases", "column": "at", "type": "TEXT", "field": ""},
        {"table": "partner_aliases", "column": "nth", "type": "INTEGER", "field": ""},
        {"table": "partner_aliases", "column": "value", "type": "TEXT", "field": "aliases"},
    ] == schema("partner_aliases")
    for table in sorted(names):  # each column can be asked for, by this name
        columns = ", ".join(f'"{row["column"]}"' for row in every if row["table"] == table)
        assert 0 == ran("--root", root, "sql", f"SELECT {columns} FROM {table}").code  # noqa: S608
    assert "help: did you mean partner?" in ran("--root", root, "sql", "--schema", "partnr").err


def test_a_broken_record_is_left_out_and_named(tmp_path: Path) -> None:
    code, out, err = ran("--root", in_folder(tmp_path, BASE + BROKEN), "sql", "SELECT count(*) AS n FROM partner")
    assert (3, "N\n3\n") == (code, out)
    assert err.startswith("kvtool: left out: data/partners/broken.yaml:2:7:")


def test_a_base_keeps_queries_for_now_and_then(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    assert (0, "NAME\n", "kvtool: no kept queries: write one into queries/NAME.sql\n") == ran(
        "--root", root, "sql", "--lang", "en"
    )
    (root / "queries").mkdir()
    kept = root / "queries" / "cities.sql"
    kept.write_text(
        "-- How many cities there are\nSELECT count(*) AS n\nFROM partner WHERE type = 'city';\n", encoding="utf-8"
    )
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "first")
    (root / "data/partners/aster.yaml").unlink()
    kept.write_text("SELECT count(*) AS cities FROM partner WHERE type = 'city'", encoding="utf-8")
    assert "N\n2\n" == ran("--root", root, "sql", "@cities", "--at", "main").out
    assert "CITIES\n     1\n" == ran("--root", root, "sql", "@cities").out
    assert (
        "NAME\n@cities  How many cities there are\n" == ran("--root", root, "sql", "--at", "main", "--lang", "en").out
    )
    assert "help: did you mean cities?" in ran("--root", root, "sql", "@citis", "--at", "main").err


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("folder", "not a regular file"),
        ("linked", "symbolic link"),
        ("latin", "the file is not UTF-8"),
        ("large", "the file is larger than 1 MiB"),
    ],
)
@pytest.mark.parametrize("committed", [False, True], ids=["now", "then"])
def test_one_odd_entry_among_the_queries_hides_no_other(tmp_path: Path, how: str, says: str, committed: bool) -> None:
    root = in_folder(tmp_path, BASE)
    odd, folder = root / "queries" / "odd.sql", root / "queries"
    folder.mkdir()
    (folder / "cities.sql").write_text("-- Cities\nSELECT 1", encoding="utf-8")
    if how == "folder":
        odd.mkdir()
        (odd / "inside.sql").write_text("SELECT 2", encoding="utf-8")
    elif how == "linked":
        odd.symlink_to("cities.sql")
    else:
        odd.write_bytes(b"SELECT '\xe4'" if how == "latin" else b"SELECT 1" + b" " * 2**20)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "first")
    at = ["--at", "main"] if committed else []
    code, out, err = ran("--root", root, "sql", "--lang", "en", *at)
    assert (code, out) == (0, "NAME\n@cities  Cities\n")
    assert err == f"kvtool: queries/odd.sql: {says}\n"
    assert (2, "") == ran("--root", root, "sql", "@odd", *at)[:2]
    assert (0, "1\n1\n") == ran("--root", root, "sql", "@cities", *at)[:2]


def test_a_query_of_one_s_own_needs_no_folder_of_queries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = in_folder(tmp_path, BASE)
    (root / "queries").mkdir()

    def refused(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refused)
    assert (0, "N\n1\n", "") == ran("--root", root, "sql", "SELECT 1 AS n")


@pytest.mark.parametrize("how", ["linked", "large", "latin", "folder", "linked folder", "capitals"])
def test_a_kept_query_is_a_file_of_the_base(tmp_path: Path, how: str) -> None:
    root = in_folder(tmp_path / "base", BASE)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "stolen.sql").write_text("SELECT 1", encoding="utf-8")
    folder = root / "queries"
    if how == "linked folder":
        folder.symlink_to(outside)
    else:
        folder.mkdir()
    if how == "linked":
        (folder / "stolen.sql").symlink_to(outside / "stolen.sql")
    elif how == "folder":
        (folder / "stolen.sql").mkdir()
    elif how == "capitals":
        (folder / "Stolen.sql").write_text("SELECT 1", encoding="utf-8")
    elif how != "linked folder":
        (folder / "stolen.sql").write_bytes(b"SELECT '\xe4'" if how == "latin" else b"SELECT 1" + b" " * 2**20)
    code, out, err = ran("--root", root, "sql", "@stolen" if how != "capitals" else "@Stolen")
    assert (2, "") == (code, out)
    assert err.startswith("kvtool: ")


def test_a_folder_of_queries_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = in_folder(tmp_path, BASE)
    (root / "queries").mkdir()

    def refused(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refused)
    assert (2, "", "kvtool: queries/: Permission denied\n    help: give yourself the right to read it\n") == ran(
        "--root", root, "sql", "@cities"
    )
