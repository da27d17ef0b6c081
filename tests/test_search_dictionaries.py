"""Dictionaries that are kept ready: whatever happens to their files, the answer is the one without them, and nothing is said."""

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from kvtool.store import tries
from kvtool.store.tries import Tries
from kvtool.words.lemmas import Lemmas

CODE, OTHER = "gv", "se"
"""Small dictionaries, made in a moment: Manx, and Northern Sámi."""

SAID = {"Adaueyn": "Adaue", "Abysseenyn": "Abysseen", "Afrihkkáde": ""}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of the cache in which two dictionaries are kept."""
    pytest.importorskip("marisa_trie")
    folder = tmp_path / "cache" / "dictionaries"
    folder.parent.mkdir(mode=0o700)
    kept = Tries(folder)
    kept.get_dictionary(CODE)
    kept.get_dictionary(OTHER)
    return folder


def said(folder: Path) -> dict[str, str]:
    found = Tries(folder).get_dictionary(CODE)
    return {word: found.get(word, "") for word in SAID}


def flipped(file: Path, _: Path) -> None:
    random, data = Random(1), bytearray(file.read_bytes())
    for _ in range(200):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    file.write_bytes(data)


def cut(file: Path, _: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def emptied(file: Path, _: Path) -> None:
    file.write_bytes(b"")


def other_bytes(file: Path, other: Path) -> None:
    file.write_bytes(other.read_bytes())


def other_with_its_note(file: Path, other: Path) -> None:
    other.replace(file)
    other.with_suffix(".note").replace(file.with_suffix(".note"))


def linked(file: Path, other: Path) -> None:
    file.unlink()
    file.symlink_to(other)


def linked_hard(file: Path, other: Path) -> None:
    file.unlink()
    file.hardlink_to(other)


def pipe(file: Path, _: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def pipe_for_a_note(file: Path, _: Path) -> None:
    file.with_suffix(".note").unlink()
    os.mkfifo(file.with_suffix(".note"))


def note_of_nothing(file: Path, _: Path) -> None:
    file.with_suffix(".note").write_bytes(b"\xff\n\n")


def without_note(file: Path, _: Path) -> None:
    flipped(file, file)
    file.with_suffix(".note").unlink()


def open_to_all(file: Path, _: Path) -> None:
    flipped(file, file)
    file.parent.chmod(0o777)


@pytest.mark.skipif(os.name == "nt", reason="no links and pipes there")
@pytest.mark.parametrize(
    "attack",
    [
        flipped,
        cut,
        emptied,
        other_bytes,
        other_with_its_note,
        linked,
        linked_hard,
        pipe,
        pipe_for_a_note,
        note_of_nothing,
        without_note,
        open_to_all,
    ],
)
def test_what_is_not_whole_is_made_anew(
    folder: Path, capfd: pytest.CaptureFixture[str], attack: Callable[[Path, Path], None]
) -> None:
    assert (Tries(folder).whole(CODE), said(folder)) == (True, SAID)
    attack(folder / f"{CODE}.dic", folder / f"{OTHER}.dic")
    assert not Tries(folder).whole(CODE)
    assert said(folder) == SAID
    assert (Tries(folder).whole(CODE), said(folder)) == (True, SAID)
    assert capfd.readouterr() == ("", "")
    assert {file.suffix for file in folder.iterdir()} == {".dic", ".note"}


def in_its_place(folder: Path) -> None:
    (folder / f"{CODE}.dic").unlink()
    (folder / f"{CODE}.dic").mkdir()


def elsewhere(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    folder.symlink_to(folder.with_name("elsewhere"))


def no_folder(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    folder.write_bytes(b"")


@pytest.mark.skipif(os.name == "nt", reason="no links there")
@pytest.mark.parametrize("attack", [in_its_place, elsewhere, no_folder])
def test_where_nothing_can_be_kept_the_answer_is_the_same(
    folder: Path, capfd: pytest.CaptureFixture[str], attack: Callable[[Path], None]
) -> None:
    attack(folder)
    assert (Tries(folder).whole(CODE), said(folder)) == (False, SAID)
    assert capfd.readouterr() == ("", "")


def test_a_full_disk_is_not_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    dictionary = pytest.importorskip("simplemma.strategies.dictionaries.trie_dictionary_factory")
    pytest.importorskip("marisa_trie")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(dictionary.TrieDictionaryFactory, "_write_trie_to_disk", full)
    assert (said(tmp_path / "dictionaries"), capfd.readouterr()) == (SAID, ("", ""))
    assert list((tmp_path / "dictionaries").iterdir()) == []


def test_bytes_are_only_looked_at_where_the_state_of_the_file_is_another(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(tries, "hash_of", None)
        assert said(folder) == SAID
    os.utime(folder / f"{CODE}.dic", (1, 1))
    made = (folder / f"{CODE}.dic").stat().st_ino
    assert (said(folder), (folder / f"{CODE}.dic").stat().st_ino) == (SAID, made)
    monkeypatch.setattr(tries, "hash_of", None)
    assert said(folder) == SAID


def test_of_another_version_nothing_is_believed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Lemmas([CODE], Tries(folder)).prepared
    with monkeypatch.context() as patch:
        patch.setattr(tries, "FORM", "another")
        assert not Lemmas([CODE], Tries(folder)).prepared
    monkeypatch.setattr(tries, "installed", lambda: ["simplemma-9.dist-info"])
    assert not Lemmas([CODE], Tries(folder)).prepared
