"""What is remembered of a base never changes an answer: whatever happens to the files, and whatever to the cache."""

import gc
import os
import shutil
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest

from kvtool.aside import finish
from kvtool.linter import lint
from kvtool.model import kind
from kvtool.model.revive import revived
from kvtool.queries.fields import plain
from kvtool.remembering import verdict_on
from kvtool.settings import load
from kvtool.store import cache
from kvtool.store.cachefolder import SETTING
from kvtool.store.glance import glance
from kvtool.store.load import load as load_base
from tests.cli import in_folder, in_memory, ran

HOUSE = Path(__file__).parent.parent
DAY = date(2026, 11, 21)
BASE = """# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra}
lead: harbour-unit
# partners/vega.yaml
id: vega
aliases: [wega]
type: group
names: {en: Vega}
members: [{partner: lyra}]
# units/harbour-unit.yaml
id: harbour-unit
type: unit
names: {en: Harbour Unit}
offices:
  - {id: harbour-master, names: {en: Harbour Master}}
# networks/northern-harbours.yaml
id: northern-harbours
names: {en: Northern Harbours}
members: [{partner: nowhere}]
"""
COMMANDS = (
    ("list",),
    ("list", "partners"),
    ("show", "lyra", "--format", "json"),
    ("show", "wega"),
    ("show", "harbour-master"),
    ("show", "northern-harbours"),
    ("lint",),
)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a cache that believes files at once: its time runs ahead of theirs."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(SETTING, str(folder))
    monkeypatch.setattr(cache, "RACE", -3_600_000_000_000)
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "base").mkdir()
    return in_folder(tmp_path / "base", BASE)


def answers(root: Path) -> list[object]:
    """What the commands say of a base."""
    return [ran("--root", root, *command) for command in COMMANDS]


def without(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The same without a cache."""
    with monkeypatch.context() as patch:
        patch.setenv(SETTING, "")
        return answers(root)


def test_the_second_answer_is_the_first_and_needs_no_file_read(
    root: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = without(root, monkeypatch)
    assert expected == answers(root)
    monkeypatch.setattr("kvtool.store.checking.entry_of", None)
    assert expected == answers(root)
    assert [".sqlite"] == [file.suffix for file in kept.iterdir()]


def test_all_of_the_shipped_base_is_remembered_as_it_is(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(HOUSE)
    fresh = load_base(settings)
    monkeypatch.setattr("kvtool.store.checking.entry_of", None)
    remembered = load_base(settings)
    assert [plain(entry.record) for entry in fresh.entries if entry.record] == [
        plain(entry.record) for entry in remembered.entries if entry.record
    ]
    for one, other in zip(fresh.entries, remembered.entries, strict=True):
        assert vars(one.record).keys() == vars(other.record).keys()
        assert (one.faults, one.survey, one.tree, one.marked) == (other.faults, other.survey, other.tree, other.marked)
    assert lint(fresh, DAY) == lint(remembered, DAY)


EDITS: list[Callable[[Path, Random], None]] = [
    lambda root, random: write(root, "partners/lyra.yaml", f"id: lyra\ntype: city\nnames: {{en: L{random.random()}}}\n"),
    lambda root, random: write(root, "partners/lyra.yaml", "id: lyra\ntype: town\nnames: {en: Lyra}\n"),
    lambda root, random: write(root, "partners/lyra.yaml", "id: lyra\nnames: {en: Lyra\n"),
    lambda root, random: write(root, "partners/deneb.yaml", f"id: deneb\ntype: city\nnames: {{en: D{random.random()}}}\n"),
    lambda root, random: (root / "data/partners/deneb.yaml").unlink(missing_ok=True),
    lambda root, random: write(root, "units/harbour-unit.yaml", "id: harbour-unit\ntype: unit\nnames: {en: Port}\n"),
    lambda root, random: write(root, "units/quay.yaml", "id: harbour-unit\ntype: unit\nnames: {en: Quay}\n"),
    lambda root, random: write(root, "kvtool.toml", '[base]\nlanguages = ["en", "et"]\n'),
    lambda root, random: write(root, "kvtool.toml", '[base]\nlanguages = ["en", "fi", "sv"]\n'),
    lambda root, random: (root / "data/networks/northern-harbours.yaml").unlink(missing_ok=True),
    lambda root, random: write(root, "partners/odd.yml", "id: odd\n"),
    lambda root, random: write(root, "units/deep.yaml", "# kvtool: allow KV201 until 2020 because so\nid: deep\ntype: unit\n"),
]  # fmt: skip


def write(root: Path, path: str, text: str) -> None:
    (root / path if path.endswith(".toml") else root / "data" / path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_to_the_files_the_answers_are_those_without_a_cache(
    root: Path, kept: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    random = Random(seed)
    for _ in range(6):
        random.choice(EDITS)(root, random)
        assert without(root, monkeypatch) == answers(root)


def test_other_content_of_the_same_size_and_time_is_noticed(root: Path, kept: Path) -> None:
    file = root / "data/partners/lyra.yaml"
    before = file.stat()
    assert "Lyra" in ran("--root", root, "show", "lyra").out
    file.write_text(file.read_text(encoding="utf-8").replace("Lyra", "Lyre"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (before.st_size, before.st_mtime_ns) == (file.stat().st_size, file.stat().st_mtime_ns)
    assert "Lyre" in ran("--root", root, "show", "lyra").out


def test_a_file_that_changed_a_moment_before_it_was_seen_is_read_again(
    root: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "RACE", 60_000_000_000)
    for module in ("files", "sweep"):
        monkeypatch.setattr(f"kvtool.store.{module}.known_by", lambda _: "the same")
    assert "Lyra" in ran("--root", root, "list", "partners").out
    write(root, "partners/lyra.yaml", "id: lyra\ntype: city\nnames: {en: Altair}\n")
    assert "Altair" in ran("--root", root, "list", "partners").out
    assert verdict_on(load(root), DAY).findings == lint(load_base(load(root)), DAY).findings


def test_nobody_else_reads_what_is_kept_and_it_never_lies_in_the_base(
    root: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = answers(root)
    assert 0o600 == database(kept).stat().st_mode & 0o777
    monkeypatch.setenv(SETTING, str(root / "data" / "cache"))
    assert ran("--root", str(root), "search", "lyra").code == 0
    assert expected == answers(root)
    assert not (root / "data" / "cache").exists()


def database(folder: Path) -> Path:
    (file,) = folder.glob("*.sqlite")
    return file


def spoil(statement: str) -> Callable[[Path], None]:
    """Changes what is kept behind the tool's back."""

    def done(folder: Path) -> None:
        with sqlite3.connect(database(folder)) as connection:
            connection.executescript(statement)

    return done


def taken_away(folder: Path) -> Path:
    file = database(folder)
    file.unlink()
    return file


def linked(folder: Path) -> None:
    file = database(folder)
    file.rename(folder / "elsewhere")
    file.symlink_to(folder / "elsewhere")


ATTACKS: dict[str, Callable[[Path], object]] = {
    "garbage": lambda folder: database(folder).write_bytes(b"garbage" * 1000),
    "empty": lambda folder: database(folder).write_bytes(b""),
    "cut": lambda folder: os.truncate(database(folder), 5000),
    "a pipe": lambda folder: os.mkfifo(taken_away(folder)),
    "a folder": lambda folder: taken_away(folder).mkdir(),
    "another page": lambda folder: overwrite(database(folder), 4096 * 2, b"\xff" * 4096),
    "gone": shutil.rmtree,
    "a link": linked,
    "other tables": spoil("drop table file; create table other (x);"),
    "a view for a table": spoil("drop table file; create view file as select 1 as path;"),
    "another stamp": spoil("update about set value = 'x'"),
    "other fields": spoil("""update file set fields = replace(fields, 'Lyra', 'Evil')"""),
    "no fields": spoil("update file set fields = null"),
    "fields that are none": spoil("update file set fields = '[[]]'"),
    "other places": spoil("update file set places = replace(places, '1', '2')"),
    "another head": spoil("""update file set head = replace(head, 'partner', 'network')"""),
    "a head that is none": spoil("update file set head = '{'"),
    "numbers for words": spoil(
        "update file set head = 7, hash = 7, state = 7, sum = 7, seen = 'x', fields = 7, rest = 7"
    ),
    "files of another path": spoil("update file set path = path || 'x'"),
    "another verdict": spoil("update verdict set value = '{}'"),
    "anyone may write": lambda folder: folder.chmod(0o777),
    "nobody may write": lambda folder: (database(folder).chmod(0o400), folder.chmod(0o500)),
}


def overwrite(file: Path, at: int, data: bytes) -> None:
    with file.open("r+b") as stream:
        stream.seek(at)
        stream.write(data)


@pytest.mark.parametrize("attack", ATTACKS)
def test_whatever_happens_to_the_cache_the_answers_are_those_without_it(
    root: Path, kept: Path, monkeypatch: pytest.MonkeyPatch, attack: str
) -> None:
    expected = without(root, monkeypatch)
    assert expected == answers(root)
    verdict_on(load(root), DAY)
    ATTACKS[attack](kept)
    try:
        assert expected == answers(root)
        assert expected == answers(root)
        assert verdict_on(load(root), DAY) == lint(load_base(load(root)), DAY)
    finally:
        if kept.exists():
            kept.chmod(0o700)


@pytest.mark.parametrize("setting", ["/proc/nowhere", "/dev/null", "/dev/null/x"])
def test_where_no_cache_can_be_there_is_none(root: Path, monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    expected = without(root, monkeypatch)
    monkeypatch.setenv(SETTING, setting)
    assert expected == answers(root)


def test_while_another_process_writes_the_answer_is_the_same(
    root: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = answers(root)
    busy = sqlite3.connect(database(kept), isolation_level=None)
    busy.execute("begin exclusive")
    assert expected == answers(root)
    busy.execute("rollback")
    busy.close()


def test_a_cache_is_closed_with_the_last_who_has_it(root: Path, kept: Path) -> None:
    for way in (cache.opened, glance):
        found = way(load(root))
        connection = vars(found)["_connection"]
        assert connection.execute("select 1").fetchone() == (1,)
        del found
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("select 1")


def test_of_bases_that_are_judged_one_after_another_none_but_the_last_is_held(root: Path, kept: Path) -> None:
    for month in (12, 18, 24):
        write(root, "partners/lyra.yaml", f"id: lyra\ntype: city\nnames: {{en: Lyra}}\ncontact_rhythm: {month}m\n")
        verdict_on(load(root), DAY)
    finish()
    gc.collect()
    assert sum(type(one) is cache.Cache for one in gc.get_objects()) == 1


def test_a_verdict_is_remembered_for_its_day_and_settings(
    root: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = verdict_on(load(root), DAY)
    monkeypatch.setattr("kvtool.linter.relint", None)
    assert first == verdict_on(load(root), DAY)
    with pytest.raises(TypeError):
        verdict_on(load(root), date(2027, 1, 1))
    write(root, "kvtool.toml", '[base]\nlanguages = ["en", "fi", "sv"]\n[rules]\nbroken-link = "warning"\n')
    with pytest.raises(TypeError):
        verdict_on(load(root), DAY)


def test_a_record_is_revived_with_all_that_checking_made_of_it() -> None:
    text = """# engagements/visit.yaml
id: visit
type: visit-in
title: {en: Visit, fi: Vierailu, proposed: [fi], made_from: {fi: 3f2a9c1b7d04}}
from: 2026-05
state: held
country: EE
goals:
commitments: [{by: us, text: {en: Boats}, due: 2026-06-01, state: open, evidence: [{case: A 1}]}]
outcomes: [{id: boats, changed: {en: More boats}, level: output, expected: true}]
visit-in: {requested: 2026-04-01}
# needs/boats-need.yaml
id: boats-need
type: euros
title: {en: Boats}
state: sized
amount: 1200.50
years: [2026, 2027]
"""
    for entry in in_memory(text).entries:
        again = revived(kind(entry.kind), entry.fields or {})
        assert entry.record is not None
        assert plain(entry.record) == plain(again)
        assert repr(type(again).holding({name: vars(again)[name] for name in vars(entry.record)})) == repr(entry.record)
