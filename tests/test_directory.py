"""A base that is opened file by file says what the whole one says, whatever happens to the files and to the cache."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kvtool.aside import finish
from kvtool.cli import session
from kvtool.model.message import Message
from kvtool.model.partner import Partner
from kvtool.papers import BRIEF, Order, make, text_of
from kvtool.queries.audience import heard_by
from kvtool.queries.find import find
from kvtool.queries.reading import Reader
from kvtool.queries.showing import answer, shown
from kvtool.settings import Settings, load
from kvtool.store import cache
from kvtool.store.base import KnowledgeBase
from kvtool.store.cachefolder import SETTING
from kvtool.store.directory import open_some
from kvtool.store.glance import Glance
from kvtool.store.groups import groups_of
from kvtool.store.load import load as load_base
from kvtool.store.sweep import sweep
from kvtool.store.unread import UnreadBase
from kvtool.words.labels import labels
from tests.cli import ran

SAMPLE = Path(__file__).parent / "sample"
DAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a cache that believes files at once, and for which two files are many."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(SETTING, str(folder))
    monkeypatch.setattr(cache, "RACE", -3_600_000_000_000)
    monkeypatch.setattr(session, "FEW", 2)
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shutil.copytree(SAMPLE, tmp_path / "base")


def opened(settings: Settings) -> KnowledgeBase:
    """The base as whoever asks about few of its files opens it."""
    swept = sweep(settings)
    assert swept
    kb = open_some(settings, swept)
    finish()
    return kb


@pytest.fixture
def both(root: Path) -> tuple[KnowledgeBase, KnowledgeBase]:
    """The whole base, and the one that is opened file by file."""
    settings = load(root)
    assert type(opened(settings)) is KnowledgeBase
    unread = opened(settings)
    assert type(unread) is UnreadBase
    return load_base(settings), unread


def reader(kb: KnowledgeBase, language: str = "en") -> Reader:
    return Reader(kb, DAY, labels(language))


def asked(kb: KnowledgeBase) -> Iterator[str]:
    """All ids and former ids, those of nested things, and one name of each record."""
    yield from (*kb.by_id, *kb.aliases, *kb.inner, "nowhere", "Öresund", "")
    for partner in kb.all(Partner):
        yield next(iter(partner.names.strings.values()))


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_all_that_is_asked_about_is_shown_alike(both: tuple[KnowledgeBase, KnowledgeBase], audience: str) -> None:
    def said(kb: KnowledgeBase, words: str) -> Any:
        whoever = heard_by(reader(kb), audience)
        try:
            meant = find(whoever.kb, words)
            return answer(whoever, meant), shown(whoever, meant)
        except Exception as error:  # noqa: BLE001 - the same one
            return repr(error)

    whole, unread = both
    seen = heard_by(reader(whole), audience), heard_by(reader(unread), audience)
    every = list(dict.fromkeys(asked(whole)))
    for words in every if audience == "internal" else every[::12]:  # what is not there takes long: near names are told
        one, other = (said(whoever.kb, words) for whoever in seen)
        assert one == other, words


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_packs_are_the_same_and_made_of_the_same_records(
    both: tuple[KnowledgeBase, KnowledgeBase], language: str
) -> None:
    whole, unread = both
    for partner in [*whole.all(Partner)][::4]:
        for audience in ("internal", "public") if language == "en" else ("internal",):
            one, other = (
                make(reader(kb, language), Order(BRIEF, [partner.id], {}, audience), "none") for kb in (whole, unread)
            )
            assert text_of(one) == text_of(other)
            assert [entry.path for entry in one.entries] == [entry.path for entry in other.entries]


def test_whatever_a_base_is_asked_it_answers_alike(both: tuple[KnowledgeBase, KnowledgeBase]) -> None:
    whole, unread = both
    ids = [*whole.by_id, *whole.inner, *whole.aliases]
    assert [whole.kind_of(one) for one in ids] == [unread.kind_of(one) for one in ids]
    assert [whole.now(one) for one in ids] == [unread.now(one) for one in ids]
    for one in ids:
        ties = [[(tie.entry.path, tie.reference) for tie in kb.pointing.get(one)] for kb in both]
        assert ties[0] == ties[1]
    for field in ("scope", "sources", "nowhere"):
        assert whole.referring(Message, field) == unread.referring(Message, field)
    assert dict(whole.kinds) == dict(unread.kinds)
    assert whole.aliases == dict(unread.aliases)
    assert [one.id for one in whole.all(Partner)] == [one.id for one in unread.all(Partner)]
    for partner in whole.all(Partner):
        groups = [[group.id for group in groups_of(partner, kb)] for kb in both]
        assert groups[0] == groups[1]


def test_only_what_is_asked_about_is_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(root)
    number = len(opened(settings).entries)
    read: list[str] = []
    file = Glance.file
    monkeypatch.setattr(Glance, "file", lambda self, path: (read.append(path), file(self, path))[1])
    unread = opened(settings)
    meant = find(unread, next(unread.all(Partner)).id)
    shown(reader(unread), meant)
    assert 0 < len(read) < number / 4


ATTACKS = {
    "no heaps": "delete from shelf",
    "some heaps": "delete from shelf where name like '% 1%'",
    "the list alone": "delete from shelf where name <> 'files'",
    "no list": "delete from shelf where name = 'files'",
    "other lines": "update shelf set lines = replace(lines, '1', '2')",
    "of another state": "update shelf set made = 'x'",
    "numbers": "update shelf set lines = 7",
    "no files": "delete from file",
    "other files": "update file set fields = replace(fields, 'a', 'b')",
    "no table": "drop table shelf",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_whatever_happens_to_the_cache_the_answer_is_the_same(root: Path, kept: Path, attack: str) -> None:
    commands = (
        ("show", "tidevarv-ferries"),
        ("show", "northern-harbours", "--format", "json"),
        ("brief", "vindhamn-university", "--as-of", str(DAY)),
    )
    expected = [ran("--root", root, *command) for command in commands]
    opened(load(root))
    with sqlite3.connect(next(kept.glob("*.sqlite"))) as connection:
        connection.execute(ATTACKS[attack])
    assert expected == [ran("--root", root, *command) for command in commands]
    assert expected == [ran("--root", root, *command) for command in commands]


def test_a_small_base_is_opened_as_a_whole(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kvtool.store.directory.open_some", None)
    with pytest.raises(TypeError):
        session.open_base(root, "", "", some=True)
    monkeypatch.setattr(session, "FEW", 10_000)
    assert type(session.open_base(root, "", "", some=True).kb) is KnowledgeBase


def test_a_changed_file_is_noticed(root: Path) -> None:
    settings = load(root)
    opened(settings)
    file = root / "data/partners/tidevarv-ferries.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "notes: Written a moment ago.\n", encoding="utf-8")
    assert "a moment ago" in ran("--root", root, "show", "tidevarv-ferries").out
    file.write_text("id: tidevarv-ferries\n", encoding="utf-8")
    for _ in range(2):
        said = ran("--root", root, "show", "tidevarv-ferries")
        assert (3, "is broken" in said.err) == (said.code, True)
    assert type(opened(settings)) is KnowledgeBase  # of a broken file more than its id must be known
    file.unlink()
    assert "no record" in ran("--root", root, "show", "tidevarv-ferries").err


def test_a_file_that_changes_after_the_look_is_read_as_it_is(both: tuple[KnowledgeBase, KnowledgeBase]) -> None:
    _, unread = both
    file = unread.settings.root / "data/partners/tidevarv-ferries.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "notes: Written a moment ago.\n", encoding="utf-8")
    record = unread.by_id["tidevarv-ferries"].record
    assert record
    assert record.notes == "Written a moment ago."
