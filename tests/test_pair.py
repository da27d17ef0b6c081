"""Two processes that share the steps of a work give what one alone would give, whatever happens to the other."""

import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NoReturn, TypeVar

import pytest

from kvtool import judging, linter, remembering, settings
from kvtool.aside import aside, at_last, finish
from kvtool.pair import Pair
from kvtool.store import cache, load, memory
from kvtool.store.cachefolder import SETTING
from kvtool.verdict import Verdict

T = TypeVar("T")
R = TypeVar("R")

SAMPLE = settings.load(Path(__file__).parent / "sample")
DAY = date(2026, 3, 1)
FIRST = os.getpid()

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no forked processes")


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine with two processors; in the end nobody is left behind."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    yield
    finish()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def each(work: Callable[[T], R]) -> Callable[[Sequence[T]], Iterable[R]]:
    """Work on some things that is done on one after another."""
    return partial(map, work)


def double(number: int) -> int:
    return 2 * number


def heard(_: int, line: str) -> int:
    return int(line)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 1000])
@pytest.mark.parametrize("few", [0, 1, 1001])
def test_what_is_shared_comes_in_order(count: int, few: int) -> None:
    with Pair(1) as pair:
        assert [2 * one for one in range(count)] == pair.share(range(count), each(double), str, heard, few)


def test_both_know_all_of_a_step_in_the_next_one(tmp_path: Path) -> None:
    with Pair(3) as pair:
        doubled = pair.share([1, 2, 3], each(double), str, heard, 1)
        total = pair.share([10, 20], each(lambda one: one + sum(doubled)), str, heard, 1)
        pair.later(lambda: (tmp_path / "note").write_text(str(os.getpid())))
        last = pair.share([100, 200], each(lambda one: one + sum(total)), str, heard, 1)
    finish()
    assert ([2, 4, 6], [22, 32], [154, 254]) == (doubled, total, last)
    assert (tmp_path / "note").read_text() != str(FIRST)


def test_what_the_slower_one_has_not_begun_the_other_does(tmp_path: Path) -> None:
    def work(number: int) -> int:
        if os.getpid() != FIRST:
            (tmp_path / str(number)).touch()
            time.sleep(0.3)
        return -number

    with Pair(2) as pair:
        assert [-one for one in range(40)] == pair.share(range(40), each(work), str, heard, 1)
        assert [-one for one in range(40)] == pair.share(range(40), each(work), str, heard, 1)
    finish()
    assert len(list(tmp_path.iterdir())) < 10


@pytest.mark.parametrize("few", [1, 1000])
def test_what_waits_for_the_end_is_done_once_when_all_is_told(few: int, tmp_path: Path) -> None:
    note, answer = tmp_path / "note", tmp_path / "answer"

    def last() -> None:
        for _ in range(500):
            if answer.exists():
                break
            time.sleep(0.01)
        with note.open("a") as file:
            file.write(f"{os.getpid()} {answer.exists()}\n")

    with Pair(2) as pair:
        pair.share([1, 2, 3], each(double), str, heard, few)
        pair.later(last, at_the_end=True)
        assert [2, 4, 6] == pair.share([1, 2, 3], each(double), str, heard, few)
        answer.touch()
    finish()
    process, _, answered = note.read_text().rstrip().partition(" ")
    assert (process != str(FIRST), answered) == (True, "True")


@pytest.mark.parametrize("few", [1, 1000])
def test_what_is_done_besides_is_done_here_once_while_the_other_begins(few: int) -> None:
    done: list[int] = []
    with Pair(2) as pair:
        for _ in range(2):
            assert [0, 2] == pair.share([0, 1], each(double), str, heard, few, lambda: done.append(os.getpid()))
    assert [FIRST, FIRST] == done


def test_a_line_holds_any_characters() -> None:
    said = ["", " ", "\t", "\r", "\x00", "ä\udc80\u2028", '"\\n"']
    with Pair(1) as pair:
        assert said == pair.share(said, each(str), str, lambda _, line: line, 1)


@pytest.mark.parametrize("step", [0, 1])
def test_what_the_other_process_leaves_undone_this_one_does(step: int, tmp_path: Path) -> None:
    def work(at: int, number: int) -> int:
        if at == step:
            if os.getpid() != FIRST:
                raise ValueError(number)
            time.sleep(0.05)  # so long that the other one takes its share
        return number + at

    with Pair(2) as pair:
        assert [1, 2, 3] == pair.share([1, 2, 3], each(partial(work, 0)), str, heard, 1)
        pair.later(lambda: (tmp_path / "note").write_text("done"))
        pair.later(lambda: (tmp_path / "last").write_text("done"), at_the_end=True)
        assert [2, 3, 4] == pair.share([1, 2, 3], each(partial(work, 1)), str, heard, 1)
    finish()
    assert ["done", "done"] == [(tmp_path / name).read_text() for name in ("note", "last")]


def test_one_that_is_at_another_step_is_not_listened_to() -> None:
    with Pair(2) as pair:
        if os.getpid() == FIRST:
            pair.share([1, 2], each(double), str, heard, 1)
            if os.getpid() != FIRST:  # the other one believes that this step comes once more
                pair.share([1, 2, 3, 4], each(double), str, heard, 1)
        assert [2, 4] == pair.share([1, 2], each(double), str, heard, 1)


def test_a_fault_here_leaves_nobody_behind() -> None:
    def work(number: int) -> int:
        if os.getpid() == FIRST:
            raise ValueError(number)
        time.sleep(0.2)  # so long that it does not take all there is
        return number

    with pytest.raises(ValueError, match="1"), Pair(2) as pair:
        pair.share([1, 2], each(work), str, heard, 1)


def test_without_a_second_processor_one_process_does_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    with Pair(1) as pair:
        pair.later(lambda: (tmp_path / "note").write_text(str(os.getpid())))
        assert [FIRST] == pair.share([1], each(lambda _: os.getpid()), str, heard, 1)
    assert str(FIRST) == (tmp_path / "note").read_text()


def test_what_is_left_to_the_last_is_done_here_when_all_aside_is_done(tmp_path: Path) -> None:
    note = tmp_path / "note"

    def say(word: str) -> None:
        with note.open("a") as file:
            file.write(f"{word} {os.getpid() == FIRST}\n")

    def slowly() -> None:
        finish()  # as whoever opens the cache does: what is left here is not left there
        time.sleep(0.1)
        say("aside")

    at_last(lambda: say("first"))
    at_last(lambda: say("second"))
    aside(slowly)
    assert not note.exists()
    finish()
    finish()
    assert note.read_text().splitlines() == ["aside False", "first True", "second True"]


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few the files and the records are, two processes share them."""
    for module in (memory, load, judging):
        monkeypatch.setattr(module, "FEW", 2)


@pytest.mark.parametrize("remembered", [True, False])
@pytest.mark.parametrize("at_hand", [0, 7, 10_000])
def test_a_base_is_judged_by_two_as_by_one(
    remembered: bool,
    at_hand: int,
    sample_verdict: Verdict,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    shared: None,
) -> None:
    monkeypatch.setenv(SETTING, str(tmp_path / "cache") if remembered else "")
    monkeypatch.setattr(load, "AT_HAND", at_hand)
    assert sample_verdict == remembering.verdict_on(SAMPLE, DAY)
    finish()
    kept = cache.opened(SAMPLE)
    assert (len(kept.files()) if kept else 0) == (sample_verdict.records if remembered else 0)
    assert sample_verdict == remembering.verdict_on(SAMPLE, DAY)


@pytest.mark.parametrize(("steps", "ends"), [(1, [False]), (2, [False, True])])
def test_what_is_new_is_kept_in_two_parts_only_where_one_process_does_both(
    steps: int, ends: list[bool], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shared: None
) -> None:
    monkeypatch.setenv(SETTING, str(tmp_path / "cache"))
    seen: list[bool] = []

    class Seen(Pair):
        def later(self, work: Callable[[], object], *, at_the_end: bool = False) -> None:
            seen.append(at_the_end)
            super().later(work, at_the_end=at_the_end)

    with Seen(steps) as pair:
        load.load(SAMPLE, pair)
        if steps > 1:
            pair.share([1, 2], each(double), str, heard, 1)
    assert ends == seen
    finish()
    kept = cache.opened(SAMPLE)
    assert kept is not None
    assert len(kept.files()) == len(load.load(SAMPLE).entries)


@pytest.mark.parametrize("remembered", [True, False])
@pytest.mark.parametrize("trouble", ["no file", "no room", "little room", "lost"])
def test_without_room_on_the_disk_each_process_reads_what_it_is_not_told(
    remembered: bool,
    trouble: str,
    sample_verdict: Verdict,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    shared: None,
) -> None:
    def fails(*_: object, **__: object) -> NoReturn:
        raise OSError

    monkeypatch.setenv(SETTING, str(tmp_path / "cache") if remembered else "")
    monkeypatch.setattr(load, "AT_HAND", 0)
    match trouble:
        case "no file":
            monkeypatch.setattr(tempfile, "TemporaryFile", fails)
        case "no room":
            monkeypatch.setattr(os, "pwrite", fails)
        case "little room":
            monkeypatch.setattr(os, "pwrite", lambda *_: 10)
        case _:
            monkeypatch.setattr(os, "pread", lambda *_: b"")
    assert sample_verdict == remembering.verdict_on(SAMPLE, DAY)


@pytest.fixture(scope="module")
def sample_verdict() -> Verdict:
    """What one process finds, of which everything is at hand."""
    return linter.lint(load.load(SAMPLE), DAY)
