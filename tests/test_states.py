"""Of two states only what differs is read: whatever the history, the answer is that of reading all."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from kvtool.model.partner import Partner
from kvtool.settings import load
from kvtool.store import checking, states
from kvtool.store.revisions import commit_of
from kvtool.store.states import State
from tests.cli import in_folder, ran
from tests.test_git import git

BASE = """# partners/lyra.yaml
id: lyra
aliases: [lira]
type: city
names: {en: Lyra}
lead: quay
themes: [piers]
standing: [{status: key, source: plan}]
# partners/vega.yaml
id: vega
type: city
names: {en: Vega}
lead: harbour-master
# partners/odd.yaml
id: odd
type: town
names: {en: Odd}
# networks/harbours.yaml
id: harbours
names: {en: Harbours}
members: [{partner: lira}, {partner: vega}]
# frameworks/strategy.yaml
id: strategy
type: strategy
names: {en: Strategy}
source: plan
priorities:
  - id: piers
    names: {en: Piers}
  - {"id": lamps, names: {en: Lamps}}
# sources/plan.yaml
id: plan
title: {en: Plan}
acts: [{on: 2020, act: approved}]
# units/quay.yaml
id: quay
type: unit
names: {en: Quay}
offices:
  - {names: {en: Harbour master}, id:
      harbour-master}
"""
WORDS = ("quay", "harbour-master", "lyra", "lira", "wega", "piers", "lamps", "plan", "nobody", "odd", "ice")
Edit = Callable[[Path, Random], None]


def write(path: str, text: str) -> Edit:
    """Writes a file, with words drawn for each `?`."""

    def edit(root: Path, random: Random) -> None:
        said = "".join(random.choice(WORDS) if sign == "?" else sign for sign in text)
        (root / path).write_bytes(said.encode())

    return edit


def gone(path: str) -> Edit:
    return lambda root, random: (root / path).unlink(missing_ok=True)


EDITS = [
    write("data/partners/lyra.yaml", "id: lyra\naliases: [lira]\ntype: city\nnames: {en: Lyra}\nlead: ?\nthemes: [?, ?]\n"),
    write("data/partners/lyra.yaml", "id: lyra\r\ntype: region\r\nnames: {en: Lyra}\r\nlead: ?\r\n"),
    write("data/partners/vega.yaml", "id: vega\ntype: city\nnames: {en: Vega}\nlead: ?\nstanding: [{status: key, source: ?}]\n"),
    write("data/partners/wega.yaml", 'id: wega\n"al\\u0069ases": [vega]\ntype: city\nnames: {en: Wega}\nlead: ?\n'),
    write("data/partners/odd.yaml", "id: odd\ntype: town\nnames: {en: ?}\n"),
    write("data/partners/odd.yaml", "id: odd\ntype: city\nnames: {en: Odd}\nlead: ?\n"),
    write("data/networks/vega.yaml", "id: vega\nnames: {en: Vega of networks}\nmembers: [{partner: ?}, {partner: ?}]\n"),
    write("data/networks/Harbours.yaml", "id: Harbours\nnames: {en: Harbours}\n"),
    write("data/networks/harbours.yaml", "id: harbours\nnames: {en: Harbours}\nmembership: {owner: ?}\n"),
    write("data/units/port.yaml", "id: port\naliases: [quay]\ntype: unit\nnames: {en: Port}\n"),
    write("data/units/ice.yaml", 'id: ice\ntype: unit\nnames: {en: Ice}\noffices: [{id: "lam\\x70s", names: {en: Ice lamps}}]\n'),
    write("data/units/broken.yaml", "id: [?\n"),
    write("kvtool.toml", '[base]\nlanguages = ["en", "et"]\n'),
    write("kvtool.toml", '[base]\nlanguages = ["en", "fi", "sv"]\n'),
    gone("data/partners/vega.yaml"),
    gone("data/units/quay.yaml"),
    gone("data/frameworks/strategy.yaml"),
    gone("data/networks/Harbours.yaml"),
    gone("data/units/ice.yaml"),
]  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "config", "core.autocrlf", "false")
    return committed(in_folder(tmp_path, BASE), "first")


def committed(root: Path, tag: str) -> Path:
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", tag)
    git(root, "tag", tag)
    return root


def answers(root: Path) -> list[object]:
    """What `diff` says between two commits, from one to the work tree, and back, in each form."""
    forms = (("--format", "json"), ("--lang", "fi"), ("--depth", "summary", "--exit-code"))
    ends = ("first..second", "first", "second..first")
    return [ran("--root", root, "diff", end, *form, "--as-of", "2026-11-21") for end in ends for form in forms]


@pytest.mark.parametrize("seed", range(5))
def test_whatever_has_happened_the_answer_is_that_of_reading_all(
    root: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    random = Random(seed)
    for tag in ("second", ""):
        for edit in random.sample(EDITS, random.randint(1, 4)):
            edit(root, random)
        if tag:
            committed(root, tag)
    quick = answers(root)
    monkeypatch.setattr(states, "alike", lambda paths: [["all is read"]])
    assert answers(root) == quick


def test_unchanged_files_are_not_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("data/partners/vega.yaml", "id: vega\ntype: region\nnames: {en: Vega}\nlead: quay\n")(root, Random())
    read = []
    whole = checking.entry_of
    for module in ("kvtool.store.states", "kvtool.store.checking"):
        monkeypatch.setattr(f"{module}.entry_of", lambda file, *said: read.append(file.path) or whole(file, *said))
    done = ran("--root", root, "diff", "--lang", "en")
    assert (0, "") == (done.code, done.err)
    assert "Quay" in done.out
    former, vega, unit = "data/partners/lyra.yaml", "data/partners/vega.yaml", "data/units/quay.yaml"
    assert [vega, vega, unit, former] == read  # what changed; what holds an office; what had another id


def test_what_a_change_says_of_an_unread_file_is_found_in_it(root: Path) -> None:
    write("data/partners/vega.yaml", "id: vega\ntype: city\nnames: {en: Vega}\nlead: quay\nthemes: [lamps]\n")(
        root, Random()
    )
    out = ran("--root", root, "diff", "--lang", "en").out
    assert "Harbour master" in out
    assert "Lamps" in out


def test_a_broken_file_that_did_not_change_takes_nothing_from_the_answer(root: Path) -> None:
    assert (0, "kvtool: nothing differs\n") == (ran("--root", root, "diff").code, ran("--root", root, "diff").err)
    write("data/partners/odd.yaml", "id: odd\ntype: village\nnames: {en: Odd}\n")(root, Random())
    done = ran("--root", root, "diff")
    assert 3 == done.code
    assert "left out: data/partners/odd.yaml" in done.err


def test_a_question_that_nobody_foresaw_is_put_to_all_files(root: Path) -> None:
    settings = load(root)
    write("data/partners/vega.yaml", "id: vega\ntype: region\nnames: {en: Vega}\n")(root, Random())
    old, new, _ = states.compared(State(settings, commit_of(root, "HEAD", "UTC")), State(settings, ""))
    assert {"lira": "lyra"} == dict(old.aliases) == dict(new.aliases)
    assert ["piers", "lamps", "harbour-master"] == list(old.inner)
    assert ["unit", "priority", "partner"] == [new.kinds[one] for one in ("quay", "piers", "lira")]
    assert ["data/partners/odd.yaml"] == [entry.path for entry in new.broken]
    assert ["harbours"] == [tie.entry.id for tie in new.pointing.get("lyra")]
    assert ["lyra", "vega"] == [one.id for one in new.all(Partner)]
