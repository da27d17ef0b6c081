"""Answers go where a user says, into files, devices, pipes and streams; never into a base, a link or a read-only file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli import in_folder, ran, tree

BASE = """\
# units/harbour-unit.yaml
id: harbour-unit
type: unit
names: {en: Harbour Unit}
"""
COMMANDS = [
    ("list",),
    ("show", "harbour-unit"),
    ("search", "harbour"),
    ("due",),
    ("links", "harbour-unit"),
    ("stats",),
    ("explain", "KV208"),
    ("schema", "unit"),
    ("sql", "SELECT id FROM unit"),
    ("lint",),
]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="devices, pipes and rights of POSIX")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A base with one record, a template and a query."""
    root = in_folder(tmp_path / "base", BASE)
    for name in ("templates/brief.md.j2", "queries/all.sql"):
        (root / name).parent.mkdir()
        (root / name).write_text("SELECT 1\n", encoding="utf-8")
    return root


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one[0])
def test_no_command_writes_its_answer_over_a_record(root: Path, command: tuple[str, ...]) -> None:
    before = tree(root)
    file = root / "data" / "units" / "harbour-unit.yaml"
    code, out, err = ran("--root", root, *command, "-o", file)
    assert (code, out) == (4, "")
    assert err == (
        f"kvtool: {file}: it belongs to the base {root}; nothing written\n"
        "    help: name a file that is not part of a base\n"
    )
    assert before == tree(root)


@pytest.mark.parametrize(
    "file",
    [
        "kvtool.toml",
        "data/new.txt",
        "data/units/new/../new.yaml",
        "templates/brief.md.j2",
        "queries/all.sql",
        "link/new",
    ],
)
@pytest.mark.parametrize("inside", [True, False], ids=["its own", "another's"])
def test_nothing_of_a_base_is_written_over_whichever_base_is_asked(
    root: Path, monkeypatch: pytest.MonkeyPatch, file: str, inside: bool
) -> None:
    (root.parent / "link").symlink_to(root / "data")
    (root / "data/units/new").mkdir()
    other = in_folder(root.parent / "other", BASE)
    monkeypatch.chdir(root.parent if file.startswith("link") else root)
    before = tree(root)
    code, out, err = ran("--root", root if inside else other, "lint", "--output", f"json={file}")
    assert (code, out) == (4, "")
    assert f"it belongs to the base {root}; nothing written" in err
    assert before == tree(root)


@pytest.mark.parametrize("file", ["report.md", "reports/data", "reports/kvtool.md", ".kvtool.toml"])
def test_beside_the_records_an_answer_may_stand_in_a_base(root: Path, file: str) -> None:
    (root / "reports").mkdir()
    assert ran("--root", root, "list", "units", "-o", root / file) == (0, "", "")
    assert "harbour-unit" in (root / file).read_text(encoding="utf-8")


def test_of_several_files_none_is_written_and_nothing_mended_where_one_cannot_be(root: Path) -> None:
    record = root / "data/units/harbour-unit.yaml"
    record.write_text(BASE.partition("\n")[2].replace("unit\n", "unit \n"), encoding="utf-8")
    before = tree(root.parent)
    arguments = ("--output", f"json={root.parent}/a.json", "--output", f"md={root}/kvtool.toml")
    assert 4 == ran("--root", root, "lint", "--fix", *arguments).code
    assert before == tree(root.parent)


def test_a_file_keeps_its_mode_and_one_that_is_read_only_stays(root: Path) -> None:
    file = root.parent / "out.txt"
    file.write_text("of yesterday", encoding="utf-8")
    file.chmod(0o640)
    assert 0 == ran("--root", root, "list", "-o", file).code
    assert (0o640, False) == (file.stat().st_mode & 0o777, "yesterday" in file.read_text(encoding="utf-8"))
    file.chmod(0o440)
    assert ran("--root", root, "list", "units", "-o", file) == (
        4,
        "",
        f"kvtool: {file}: the file is read-only; nothing written\n    help: give yourself the right to change it\n",
    )


def test_a_file_with_other_names_stays(root: Path) -> None:
    file = root.parent / "out.txt"
    file.write_text("of yesterday", encoding="utf-8")
    os.link(file, root.parent / "other")
    code, _, err = ran("--root", root, "list", "-o", file)
    assert (4, f"kvtool: {file}: the file has other names (hard links); nothing written") == (code, err.split("\n")[0])
    assert "of yesterday" == file.read_text(encoding="utf-8")


def test_what_goes_to_the_device_that_takes_all_is_gone(root: Path) -> None:
    assert ran("--root", root, "list", "-o", "/dev/null") == (0, "", "")
    assert Path("/dev/null").is_char_device()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")
def test_a_device_that_is_full_is_told(root: Path) -> None:
    done = ran("--root", root, "list", "-o", "/dev/full")
    assert (4, "kvtool: /dev/full: No space left on device; nothing written\n") == (done.code, done.err)


def test_a_pipe_takes_an_answer_that_is_longer_than_it(root: Path) -> None:
    pipe, out = root.parent / "pipe", root.parent / "out"
    os.mkfifo(pipe)
    with out.open("wb") as file:
        reader = subprocess.Popen(["cat", pipe], stdout=file)
    assert ran("--root", root, "schema", "-o", pipe) == (0, "", "")
    assert 0 == reader.wait()
    assert ran("--root", root, "schema").out == out.read_text(encoding="utf-8")
    assert out.stat().st_size > 1 << 16


def test_a_pipe_that_nobody_reads_is_not_waited_for_long(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kvtool.text.write.PATIENCE", 0.1)
    pipe = root.parent / "pipe"
    os.mkfifo(pipe)
    code, _, err = ran("--root", root, "list", "-o", pipe)
    assert (4, True) == (code, err.startswith(f"kvtool: {pipe}: not a regular file: "))


def test_a_link_to_a_device_is_a_link(root: Path) -> None:
    (root.parent / "link").symlink_to("/dev/null")
    assert 4 == ran("--root", root, "list", "-o", root.parent / "link").code


@pytest.mark.parametrize("stream", ["stdout", "fd/1"])
@pytest.mark.parametrize("into", ["pipe", "file"])
def test_an_open_stream_takes_it_beside_what_is_printed(root: Path, stream: str, into: str) -> None:
    command = [sys.executable, "-m", "kvtool", "--root", root, "lint", "--output", f"json=/dev/{stream}"]
    if into == "pipe":
        said = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    else:
        with (root.parent / "out").open("wb") as file:
            subprocess.run(command, stdout=file, check=True)
        said = (root.parent / "out").read_text(encoding="utf-8")
    assert said.startswith('{\n  "version": 1')
    assert said.endswith("}\n0 errors, 0 warnings, 0 due, 0 suppressed in 1 record\n")


def test_a_stream_that_is_not_open_is_told(root: Path) -> None:
    command = [sys.executable, "-m", "kvtool", "--root", root, "list", "-o", "/dev/fd/999"]
    done = subprocess.run(command, capture_output=True, check=False, text=True)  # a process of its own has few open
    assert (4, "kvtool: /dev/fd/999: Bad file descriptor; nothing written\n") == (done.returncode, done.stderr)


@pytest.mark.parametrize("command", [*COMMANDS[:-1]], ids=lambda one: one[0])
def test_a_file_without_a_name_is_wrong_use(root: Path, command: tuple[str, ...]) -> None:
    code, out, err = ran("--root", root, *command, "-o", "")
    assert (code, out) == (2, "")
    assert "it names no file" in err
