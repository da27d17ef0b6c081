"""Runs the catalogue of hostile files and arguments in tests/hostile/: every case is answered, none brings a command down.

A case puts one file into a small whole base (`text`, `hex` or `make`; more in `files`) and says what lint finds:
`expect` is all of it, `first` the first finding; without both, the file is sound. Or it `run`s a command once.
"""

import os
import re
import shlex
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from kvtool.catalogue import catalogue
from kvtool.cli.app import run

HERE = Path(__file__).parent / "hostile"
DAY = "2026-11-21"

BASE = {
    "kvtool.toml": '[base]\nname = "Base"\nlanguages = ["fi", "sv", "en"]\n',
    "data/sources/decision-2020.yaml": """\
id: decision-2020
title: {fi: Päätös, sv: Beslut, en: Decision}
acts: [{on: 2020-05-04, act: approved}]
""",
    "data/partners/turku.yaml": """\
id: turku
type: city
names: {fi: Turku, sv: Åbo, en: Turku}
country: FI
standing: [{status: key, source: decision-2020}]
""",
}

ABOUT_FILES = ("--select", "KV0,KV1,KV2", "--ignore", "KV017,KV018,KV019,KV020")
"""What these cases are about: text, schema and links; how neatly a file is written is another matter."""

SOUND = {"lint": 0, "list": 0, "other": 0, "show": 0, "brief": 0}
BROKEN = {"lint": 1, "list": 3, "other": 3, "show": 3, "brief": 3}

FINDING = re.compile(r"(?m)^(\S.*?):(\d+):(\d+): (?:error|warning|due) (KV\d{3}) (.*)(?:\n    help: (.*))?$")
ACTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
"""Characters that no terminal must get."""

COMMAND = re.compile(r"(?m)^\s*(?:::|##\[|##vso\[)")
"""A line that a runner takes for a command."""

Case = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Told:
    """One finding as lint prints it."""

    path: str
    line: int
    column: int
    code: str
    says: str
    help: str


def base_at(root: Path) -> Path:
    """A small whole base in a folder."""
    for path, text in BASE.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return root


def symlink(path: Path, to: str) -> None:
    path.symlink_to(to)


def fifo(path: Path) -> None:
    os.mkfifo(path)


def bound_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(path))


def device(path: Path) -> None:
    try:
        os.mknod(path, 0o020600, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only root makes devices")


def folder(path: Path) -> None:
    path.mkdir()


def sparse(path: Path, size: int) -> None:
    path.touch()
    os.truncate(path, size)


def unreadable(path: Path) -> None:
    """A file without rights, under a user to whom that matters."""
    path.touch(mode=0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")


def unreadable_folder(path: Path) -> None:
    path.mkdir(mode=0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")


def repeated(path: Path, **said: Any) -> None:
    path.write_bytes(spelt(said).encode())


def blocks(path: Path, times: int) -> None:
    """Mappings in mappings, one a line."""
    path.write_text("\n".join(f"{' ' * depth}a:" for depth in range(times)), encoding="utf-8")


MAKERS: dict[str, Callable[..., None]] = {
    "symlink": symlink,
    "fifo": fifo,
    "socket": bound_socket,
    "device": device,
    "folder": folder,
    "sparse": sparse,
    "unreadable": unreadable,
    "unreadable_folder": unreadable_folder,
    "repeated": repeated,
    "blocks": blocks,
}


def spelt(said: Any) -> str:
    """A text as it stands, or one that repeats a part between a head and a tail."""
    if isinstance(said, str):
        return said
    times = said["times"]
    return str(said.get("head", "") + said["part"] * times + said.get("tail_part", "") * times + said.get("tail", ""))


def cases(with_run: bool) -> list[Any]:
    """The cases of all files that run a command of their own, or those that do not."""
    found = []
    for path in sorted(HERE.glob("*.yaml")):
        for name, case in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            if ("run" in case) is with_run:
                found.append(pytest.param(case, id=f"{path.stem[0].upper()} {name}"))
    return found


def plant(root: Path, case: Case) -> None:
    """Puts the files of a case into a base."""
    more = {path: spelt(text).encode() for path, text in case.get("files", {}).items()}
    if "text" in case or "hex" in case:
        text = case["text"].encode() if "text" in case else bytes.fromhex(case["hex"])
        more[file_of(case)] = text
    for path, content in more.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    if "make" in case:
        path = root / file_of(case)
        path.parent.mkdir(parents=True, exist_ok=True)
        MAKERS[case["make"]](path, **case.get("with", {}))


def file_of(case: Case) -> str:
    return str(case.get("file", "data/partners/x.yaml"))


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> Said:
    """Runs a command in process; whatever it answers must be harmless."""
    code = run([*arguments])
    captured = capsys.readouterr()
    assert code in (0, 1, 2, 3, 4, 5), captured.err
    for text in (captured.out, captured.err):
        assert "Traceback" not in text
        assert set(ACTS.findall(text)) == set()
        assert COMMAND.findall(text) == []
    return Said(int(code), captured.out, captured.err)


def told(text: str) -> list[Told]:
    """The findings that lint printed."""
    return [
        Told(path, int(line), int(column), code, says, help_)
        for path, line, column, code, says, help_ in FINDING.findall(text)
    ]


def agrees(one: Told, case: Case, wanted: Case) -> bool:
    """Whether a finding is the one wanted, as far as the case tells."""
    return (
        one.path == wanted.get("path", file_of(case))
        and all(getattr(one, key) == wanted[key] for key in ("line", "column", "code") if key in wanted)
        and wanted.get("says", "") in one.says
        and wanted.get("help", "") in one.help
    )


def exits_of(case: Case) -> dict[str, int]:
    """The exit codes of the commands: those of a broken or of a sound record, and those that the case names."""
    found = [case["first"]] if "first" in case else listed(case.get("expect", []))
    severities = {catalogue()[one["code"]].severity.value if "code" in one else "error" for one in found}
    return {**(BROKEN if "error" in severities else SOUND), **case.get("exits", {})}


def listed(said: Any) -> list[Any]:
    return said if isinstance(said, list) else [said]


def tree(root: Path) -> set[str]:
    """All paths below a folder."""
    return {str(path) for path in root.rglob("*")}


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KVTOOL_AS_OF", DAY)
    monkeypatch.delenv("KVTOOL_ROOT", raising=False)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("case", cases(with_run=False))
def test_a_hostile_file_is_answered(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(base_at(tmp_path))
    plant(tmp_path, case)
    before = tree(tmp_path)
    commands = {
        "lint": ["lint", *ABOUT_FILES],
        "list": ["list", "partners"],
        "other": ["show", "turku"],
        "show": ["show", "--", Path(file_of(case)).stem],
        "brief": ["brief", "turku"],
    }
    said = {name: answer(capsys, *arguments) for name, arguments in commands.items()}
    findings = told(said["lint"].out)
    wanted = listed(case.get("expect", []))
    if "first" in case:
        wanted, findings = [case["first"]], findings[:1]
    assert len(wanted) == len(findings), said["lint"].out
    assert [(one, want) for one, want in zip(findings, wanted, strict=True) if not agrees(one, case, want)] == []
    assert exits_of(case) == {name: one.code for name, one in said.items()}
    for command, text in case.get("prints", {}).items():
        assert plain(text) in plain(answer(capsys, *shlex.split(command)).out)
    if "hides" in case:
        assert not any(case["hides"] in one.out + one.err for one in said.values())
    assert before == tree(tmp_path)


def plain(text: str) -> str:
    """A text with its line ends as JSON has them, for values of several lines."""
    return text.replace("\\n", "\n")


@pytest.mark.timeout(60)
@pytest.mark.parametrize("case", cases(with_run=True))
def test_a_hostile_argument_is_answered(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(base_at(tmp_path))
    plant(tmp_path, case)
    before = tree(tmp_path)
    said = answer(capsys, *(spelt(argument) for argument in case["run"]))
    assert said.code in listed(case["exit"]), said.err
    assert case.get("says", "") in said.err
    assert before == tree(tmp_path)


def test_all_broken_files_are_told_in_order_with_one_summary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(base_at(tmp_path))
    for number in range(200):
        text = f"id: city-{number}\ntype: city\nnames: {{en: City {number}}}\n"
        (tmp_path / "data" / "partners" / f"city-{number}.yaml").write_text(text, encoding="utf-8")
    for name in ("e", "b", "d", "a", "c"):
        (tmp_path / "data" / "partners" / f"{name}.yaml").write_text("a: 1\na: 2", encoding="utf-8")
    said = answer(capsys, "lint", *ABOUT_FILES)
    places = [(one.path, one.line, one.column) for one in told(said.out)]
    assert [(f"data/partners/{name}.yaml", 2, 1) for name in "abcde"] == places
    assert said.out.endswith("\n5 errors, 0 warnings, 0 due, 0 suppressed in 207 records\n")
    assert said.out.count(" records") == 1


def test_a_file_that_goes_away_or_turns_into_a_link_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(base_at(tmp_path))
    gone, turned = (tmp_path / "data" / "partners" / name for name in ("gone.yaml", "turned.yaml"))
    gone.write_text("id: gone\n", encoding="utf-8")
    turned.write_text("id: turned\n", encoding="utf-8")
    opened = os.open

    def open_late(path: Any, *more: Any, **named: Any) -> int:
        if Path(path).name == gone.name:
            gone.unlink(missing_ok=True)
        if Path(path).name == turned.name:
            turned.unlink()
            turned.symlink_to("/etc/passwd")
        return opened(path, *more, **named)

    monkeypatch.setattr("kvtool.store.files.os.open", open_late)
    said = answer(capsys, "lint", *ABOUT_FILES)
    assert [(one.path, one.code) for one in told(said.out)] == [
        ("data/partners/gone.yaml", "KV012"),
        ("data/partners/turned.yaml", "KV011"),
    ]
    assert "root:" not in said.out + said.err


def test_folders_in_folders_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(base_at(tmp_path) / "data" / "partners")
    for _ in range(1200):
        os.mkdir("d")
        os.chdir("d")
    try:
        said = answer(capsys, "--root", str(tmp_path), "lint", *ABOUT_FILES)
        assert [("KV011", "the folder lies too deep")] == [(one.code, one.says) for one in told(said.out)]
    finally:
        for _ in range(1200):  # too deep for whoever removes the folder of the test
            os.chdir("..")
            os.rmdir("d")
