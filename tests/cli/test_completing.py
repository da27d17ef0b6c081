"""What a shell offers while somebody types: ids, names of what there is, words; and nothing that could act."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kvtool.catalogue import catalogue
from kvtool.cli.app import app
from kvtool.registry import names
from kvtool.reporting import reports
from kvtool.store import cache
from kvtool.store.cachefolder import SETTING
from tests.cli import in_folder, ran
from tests.test_git import git

BASE = """# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra, fi: Lyyra}
# partners/vega.yaml
id: vega
aliases: [wega]
type: city
names: {en: "Vega \\\\$(touch seen) `touch seen` 'x' [bold] : ;"}
# units/harbour-unit.yaml
id: harbour-unit
type: unit
names: {en: Harbour Unit}
# frameworks/strategy.yaml
id: strategy
type: strategy
names: {en: Strategy}
priorities:
  - {id: open-quays, names: {en: Open quays}}
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A base that was asked once, so that the cache knows its names."""
    monkeypatch.setenv(SETTING, str(tmp_path / "cache"))
    monkeypatch.setattr(cache, "RACE", -3_600_000_000_000)
    (tmp_path / "base").mkdir()
    root = in_folder(tmp_path / "base", BASE)
    ran("--root", root, "list")
    return root


def offers(monkeypatch: pytest.MonkeyPatch, root: Path, *typed: str) -> list[str]:
    """What bash is told; the last word is the one that is being typed."""
    words = ["kvtool", "--root", str(root), *typed]
    with monkeypatch.context() as patch:
        patch.setenv("_KVTOOL_COMPLETE", "complete_bash")
        patch.setenv("COMP_WORDS", "\n".join(shlex.quote(word) if word else "" for word in words))
        patch.setenv("COMP_CWORD", str(len(words) - 1))
        code, out, err = ran()
    assert (0, "") == (code, err)
    return [line for line in out.split("\n") if line]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("sho",), ["show"]),
        (("show", ""), ["harbour-unit", "lyra", "strategy", "vega"]),
        (("show", "ly"), ["lyra"]),
        (("show", "Lyy"), ["lyra"]),
        (("history", "wega"), ["vega"]),
        (("show", "nowhere"), []),
        (("brief", ""), ["lyra", "vega"]),
        (("due", "--unit", ""), ["harbour-unit"]),
        (("report", "monitoring", "--priority", "o"), ["open-quays"]),
        (("links", "lyra", "--to", "v"), ["vega"]),
        (("links", "lyra", "--without", "source,uni"), ["source,unit"]),
        (("list", "networks"), ["networks"]),
        (("list", "partner", "contact_r"), ["contact_rhythm=", "contact_rhythm~"]),
        (("list", "partners", "--columns", "name,coun"), ["name,country"]),
        (("list", "partners", "--columns", "$(touch seen),coun"), []),
        (("lint", "--select", "KV401,network-without-o"), ["KV401,network-without-owner"]),
        (("explain", "KV401"), ["KV401"]),
        (("export", "json"), ["json", "jsonl"]),
    ],
)
def test_a_shell_is_offered(
    root: Path, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...], expected: list[str]
) -> None:
    assert expected == offers(monkeypatch, root, *typed)


def test_without_a_cache_ids_are_known_by_their_files(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "")
    assert ["lyra"] == offers(monkeypatch, root, "show", "ly")
    assert [] == offers(monkeypatch, root, "show", "Lyyra")


def test_a_name_that_a_file_no_longer_says_is_not_believed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "data/partners/lyra.yaml").write_text("id: lyra\ntype: city\nnames: {en: Lira}\n", encoding="utf-8")
    assert [] == offers(monkeypatch, root, "show", "Lyyra")


def test_all_rules_reports_and_words_of_options_are_offered(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = [*catalogue(), *names("kvtool.rules")]
    assert sorted(rules) == sorted(offers(monkeypatch, root, "explain", ""))
    assert sorted(reports()) == offers(monkeypatch, root, "report", "")
    for name, command in app().commands.items():
        for parameter in command.params:
            words = re.fullmatch(r"\[?([a-z]+(?:\|[a-z]+)+)\]?", parameter.metavar or "")
            option = parameter.opts[0] if parameter.opts[0].startswith("-") else ""
            if words:
                assert words[1].split("|") == offers(monkeypatch, root, name, *filter(None, [option]), ""), name


def test_branches_are_offered_whose_names_are_but_words(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "all")
    git(root, "branch", "fork")
    git(root, "branch", "fo$(touch${IFS}seen)")
    assert ["fork"] == offers(monkeypatch, root, "list", "--at", "fo")
    assert ["main..fork"] == offers(monkeypatch, root, "diff", "main..fo")


HOSTILE = (
    "$(touch seen).yaml",
    "`touch seen`.yaml",
    "a;touch seen.yaml",
    "-rf.yaml",
    "l\x1b[31m.yaml",
    "l\n.yaml",
    "*.yaml",
)


def broken(root: Path) -> None:
    (root / "kvtool.toml").write_text("[base\n", encoding="utf-8")


def gone(root: Path) -> None:
    (root / "kvtool.toml").unlink()


def odd(root: Path) -> None:
    for name in HOSTILE:
        (root / "data/partners" / name).write_text("id: [\n", encoding="utf-8")
    (root / "data/partners/link.yaml").symlink_to("/etc/hostname")


def trampled(root: Path) -> None:
    for file in (root.parent / "cache").glob("*.sqlite"):
        file.write_bytes(b"SQLite format 3\0" + os.urandom(5000))


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [(broken, ["lyra", "vega"]), (gone, []), (odd, ["lyra", "vega"]), (trampled, ["lyra", "vega"])],
)
def test_whatever_is_wrong_nothing_is_said_and_nothing_runs(
    root: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], object], expected: list[str]
) -> None:
    spoil(root)
    assert expected == offers(monkeypatch, root, "brief", "")
    offers(monkeypatch, root, "show", "nobody")
    offers(monkeypatch, root, "report", "monitoring", "--priority", "")


PYTHON = f"{shlex.quote(sys.executable)} -m kvtool"


def asked(root: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """What a shell is told by the command itself, with the modules that it took on stderr."""
    code = """
import os, sys
from kvtool.__main__ import main
from kvtool.store import cache
cache.RACE = -3_600_000_000_000
os._exit = lambda code: (print(*sys.modules, file=sys.stderr), sys.exit(code))
main()
"""
    return subprocess.run(
        [sys.executable, "-c", code], cwd=root, env={**os.environ, **variables}, capture_output=True, text=True
    )


def test_ids_and_names_are_told_without_anything_heavy_and_the_names_cannot_act(root: Path) -> None:
    zsh = asked(root, _KVTOOL_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS="kvtool brief ")
    assert """_arguments '*: :(("lyra":"Lyra"\n"vega":"Vega touch seen touch seen x bold"))'\n""" == zsh.stdout
    fish = asked(
        root,
        _KVTOOL_COMPLETE="complete_fish",
        _TYPER_COMPLETE_FISH_ACTION="get-args",
        _TYPER_COMPLETE_ARGS="kvtool brief l",
    )
    assert "lyra\tLyra\n" == fish.stdout
    heavy = {"pydantic", "pydantic_core", "jinja2", "yaml", "babel", "rich.console", "rich.text"}
    assert set() == heavy & {*zsh.stderr.split(), *fish.stderr.split()}
    assert not (root / "seen").exists()


def test_bash_takes_what_is_offered(root: Path) -> None:
    """The script that `--install-completion` writes, with the completion that bash makes of it."""
    odd(root)
    script = subprocess.run(
        [sys.executable, "-m", "kvtool", "--show-completion", "bash"],
        env={**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"},
        capture_output=True,
        text=True,
    ).stdout
    lines = f"""kvtool() {{ {PYTHON} "$@"; }}
{script.replace("$1 )", "bash -c 'exec " + PYTHON + "' )")}
COMP_WORDS=(kvtool brief "") COMP_CWORD=2
_kvtool_completion kvtool
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    done = subprocess.run(["bash", "-c", lines], cwd=root, capture_output=True, text=True)
    assert ("lyra\nvega\n", "") == (done.stdout, done.stderr)
    assert not (root / "seen").exists()
