"""What reaches a terminal, a pipe or a log: visible symbols only, the same everywhere, and no noise when nobody reads on."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from kvtool.cli.app import run
from tests.test_hostile import BASE, DAY, base_at

KVTOOL = [sys.executable, "-m", "kvtool"]
COMMANDS = (["list", "partners"], ["show", "turku"], ["brief", "turku"], ["lint"])
INHERITED = ("PATH", "HOME", "SYSTEMROOT", "VIRTUAL_ENV", "PYTHONPATH")

ON_A_TERMINAL = re.compile(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\r(?!\n)")
"""Bytes that a terminal would obey."""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return base_at(tmp_path)


def environment(**more: str) -> dict[str, str]:
    """The variables of a child: what it needs to start, and those of the test."""
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return {**kept, "KVTOOL_AS_OF": DAY, "PYTHONUTF8": "1", **more}


def child(
    base: Path, arguments: Sequence[str | bytes], variables: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Runs a command in a process of its own."""
    return subprocess.run(
        [*KVTOOL, "--root", str(base), *arguments],
        env=environment(**(variables or {})),
        cwd=base,
        capture_output=True,
        timeout=60,
        check=False,
    )


# A terminal.


def on_a_terminal(base: Path, arguments: Sequence[str | bytes]) -> tuple[int, bytes]:
    """The exit code of a command, and all that it sends to the terminal that it runs in."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*KVTOOL, "--root", str(base), *arguments],
        env=environment(TERM="xterm-256color"),
        cwd=base,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        sent = b"".join(read_all(ours))
    os.close(ours)
    return process.returncode, sent


def read_all(handle: int) -> Iterator[bytes]:
    """What comes from a terminal until its other side is closed."""
    while True:
        try:
            piece = os.read(handle, 65536)
        except OSError:  # how Linux says that nobody is there any more
            return
        if not piece:
            return
        yield piece


@pytest.mark.parametrize(
    ("arguments", "exit_code", "shown"),
    [
        (["show", b"\xff\x1b[2J\x1b]0;title\x07"], 2, "no record '<U+DCFF>␛[2J␛]0;title␇'"),
        (["show", "\x1b]8;;https://evil.example\x1b\\x\x1b]8;;\x1b\\"], 2, "␛]8;;https://evil.example␛\\x␛]8;;␛\\"),
        (["show", "\x1b]52;c;cHduZWQ=\x07"], 2, "'␛]52;c;cHduZWQ=␇'"),
        (["show", "real\rfake\b\b\b\b"], 2, "no record 'real␍fake␈␈␈␈'"),
        (["brief", "\x9b31m\u202ecod.exe"], 2, "no record '<U+009B>31m<U+202E>cod.exe'"),
        (["list", "\x1b[31m"], 2, "no kind '␛[31m'"),
        (["list", "partners", "name=\x1b[31m"], 0, "name=␛[31m"),
        (["list", "--as-of", "\x1b[31m"], 2, "'␛[31m' is not a day"),
        (["list", "--format", "\x1b[31m"], 2, "no format '␛[31m'"),
        (["list", "-o", "\x1b[31m/x"], 4, "␛[31m/x: "),
        (["lint", "\x1b[31m/\x07"], 2, "no file or folder ␛[31m/␇"),
        (["lint", b"\xff\xfe"], 2, "no file or folder <U+DCFF><U+DCFE>"),
        (["lint", "--select", "\x1b[31m"], 2, "no rule '␛[31m'"),
        (["explain", "\x1b[31m"], 2, "no rule '␛[31m'"),
        (["--root", "\x1b[31m", "list"], 2, "␛[31m is not a base"),
        (["init", "new", "--name", "\x1b[31m"], 2, "'␛[31m' is no name"),
        (["init", "data", "--languages", "\x1b[31m"], 2, "'␛[31m' is no list of languages"),
        (["\x1b[31m"], 2, "No such command"),
        (["list", "--\x1b[31m"], 2, "No such option"),
        (["list", "--limit", "\x1b[31m"], 2, "Invalid value"),
    ],
    ids=lambda value: repr(value)[:50] if isinstance(value, list) else "",
)
def test_arguments_reach_the_terminal_as_visible_symbols(
    base: Path, arguments: list[str | bytes], exit_code: int, shown: str
) -> None:
    code, sent = on_a_terminal(base, arguments)
    assert ON_A_TERMINAL.findall(sent) == []
    assert shown in sent.decode().replace("\r\n", "\n")
    assert exit_code == code


def test_data_reach_the_terminal_as_visible_symbols(base: Path) -> None:
    partners = base / "data" / "partners"
    (partners / "x.yaml").write_text('id: x\ntype: city\nnames: {fi: "a\\tb[bold]"}\n', encoding="utf-8")
    (partners / "\x1b[31mred\x07.yaml").write_text("a: 1\n", encoding="utf-8")
    (partners / "y.yaml").write_bytes(b"id: y\nnames: {fi: '\x1b]0;title\x07'}\n")
    (partners / "z.yaml").write_text('id: z\nnames: {"\\e[31m": x}\n', encoding="utf-8")
    for arguments in (*COMMANDS, ["show", "x"], ["show", "x", "--raw"], ["brief", "x"], ["show", "y"]):
        _, sent = on_a_terminal(base, arguments)
        assert ON_A_TERMINAL.findall(sent.replace(b"\t", b"")) == [], arguments
        assert b"Traceback" not in sent


def test_raw_text_reaches_the_terminal_as_visible_symbols(base: Path) -> None:
    path = base / "data" / "partners" / "x.yaml"
    path.write_bytes('\ufeffid: x\r\ntype: city\r\nnames: {fi: "👩\u200d💻"}\r\n'.encode())
    _, sent = on_a_terminal(base, ["show", "x", "--raw"])
    assert ON_A_TERMINAL.findall(sent) == []


# Variables.


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the commands say of the base where no variable is set."""
    base = base_at(tmp_path_factory.mktemp("usual"))
    return {" ".join(command): child(base, command).stdout for command in COMMANDS}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(
    "variables",
    [
        {"COLUMNS": "1", "CI": "true", "TERM": "xterm-256color", "CLICOLOR_FORCE": "1"},
        {"COLUMNS": "0", "FORCE_COLOR": "1", "GITHUB_ACTIONS": "true", "TERM": "dumb"},
        {"COLUMNS": "-5", "NO_COLOR": "1", "TERM": "", "TZ": "Pacific/Kiritimati", "HOME": ""},
        {"COLUMNS": "abc", "LANG": "xx_YY.UTF-8", "LC_ALL": "xx_YY.UTF-8", "PYTHONUNBUFFERED": "1"},
    ],
    ids=lambda variables: " ".join(f"{name}={value}" for name, value in variables.items()),
)
def test_the_answer_is_the_same_under_any_variables(
    base: Path, usual: dict[str, bytes], command: list[str], variables: dict[str, str]
) -> None:
    said = child(base, command, variables)
    assert (0, b"", usual[" ".join(command)]) == (said.returncode, said.stderr, said.stdout)
    assert b"\x1b" not in said.stdout


@pytest.mark.parametrize("variables", [{"COLUMNS": value} for value in ("1", "0", "-5", "abc", "9" * 400)], ids=str)
def test_help_is_given_at_any_width(base: Path, variables: dict[str, str]) -> None:
    for arguments in (["--help"], ["list", "--help"]):
        said = child(base, arguments, variables)
        assert (said.returncode, said.stderr) == (0, b"")
        assert b"\x1b" not in said.stdout


def test_completion_scripts_hold_no_data(base: Path) -> None:
    (base / "data" / "partners" / "x.yaml").write_text("id: x\nnames: {fi: '[/foo]'}\n", encoding="utf-8")
    for shell in ("zsh", "bash", "fish"):
        said = child(base, [], {"_KVTOOL_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": "kvtool show [/foo"})
        assert b"Traceback" not in said.stdout + said.stderr
        assert b"\x1b" not in said.stdout + said.stderr


# Encodings.

NARROW = [
    ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "ascii"),
    ({"PYTHONIOENCODING": "ascii"}, "ascii"),
    ({"PYTHONIOENCODING": "ascii:strict"}, "ascii"),
    ({"PYTHONIOENCODING": "cp1252"}, "cp1252"),
    ({"PYTHONIOENCODING": "latin-1"}, "latin-1"),
]


@pytest.mark.parametrize(("variables", "encoding"), NARROW, ids=lambda value: "" if isinstance(value, dict) else value)
def test_what_an_output_cannot_hold_is_shown_by_number(base: Path, variables: dict[str, str], encoding: str) -> None:
    text = "id: x\ntype: city\nnames: {fi: Åbo 漢 👩}\n"
    (base / "data" / "partners" / "x.yaml").write_text(text, encoding="utf-8")
    for command in (["list", "partners"], ["show", "x"], ["brief", "x"], ["lint"], ["list", "partners", "name=漢"]):
        usual, narrow = child(base, command), child(base, command, variables)
        assert usual.returncode == narrow.returncode
        assert b"Traceback" not in narrow.stderr
        if command[-1] != "name=漢":
            assert usual.stdout.decode().encode(encoding, "backslashreplace") == narrow.stdout
    assert rb"\u6f22" in child(base, ["show", "x"], variables).stdout


@pytest.mark.parametrize("variables", [variables for variables, _ in NARROW], ids=str)
def test_files_stay_utf_8_under_any_encoding(base: Path, variables: dict[str, str]) -> None:
    text = "id: x\ntype: city\nnames: {fi: Åbo 漢 👩}\n"
    (base / "data" / "partners" / "x.yaml").write_text(text, encoding="utf-8")
    said = child(base, ["list", "partners", "-o", "out.txt"], variables)
    assert (said.returncode, said.stdout, said.stderr) == (0, b"", b"")
    assert "Åbo 漢 👩" in (base / "out.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["å.yaml", "漢.yaml"])
def test_names_of_files_that_the_locale_cannot_hold(base: Path, name: str) -> None:
    (base / "data" / "partners" / name).write_text("a: 1\n", encoding="utf-8")
    for variables, _ in NARROW[:2]:
        said = child(base, ["lint"], variables)
        assert said.returncode == 1
        assert b"Traceback" not in said.stderr
        assert said.stdout.isascii()


@pytest.mark.parametrize(
    "arguments",
    [
        ["lint", "--format", "json"],
        ["list", "partners"],
        ["brief", "turku"],
        ["lint", "--format", "json", "-o", "out"],
    ],
    ids=" ".join,
)
def test_a_name_of_a_file_that_is_no_utf_8(base: Path, arguments: list[str]) -> None:
    try:
        (Path(os.fsdecode(os.fsencode(base / "data" / "partners") + b"/\xff.yaml"))).write_text("a: 1\n")
    except OSError:
        pytest.skip("the file system takes UTF-8 only")
    said = child(base, arguments)
    assert said.returncode in (0, 1, 3), said.stderr
    assert said.stdout.decode().isprintable() or b"\x1b" not in said.stdout


def test_a_name_of_a_file_that_is_no_utf_8_in_a_repository(base: Path) -> None:
    in_git(base)
    try:
        (Path(os.fsdecode(os.fsencode(base / "data" / "partners") + b"/\xff.yaml"))).write_text("a: 1\n")
    except OSError:
        pytest.skip("the file system takes UTF-8 only")
    assert child(base, ["brief", "turku"]).returncode == 3


def test_a_file_that_nobody_may_read_whole_in_a_repository(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_git(base)
    path = base / "data" / "partners" / "x.yaml"
    path.touch()
    os.truncate(path, 4 << 30)
    read = Path.read_bytes

    def small_only(self: Path) -> bytes:
        assert self.stat().st_size <= 1 << 20, f"reads {self.name} whole"
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", small_only)
    assert run(["--root", str(base), "brief", "turku", "--as-of", DAY]) == 3


def in_git(base: Path) -> None:
    """Makes a base a repository with a commit of all its files."""
    for arguments in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *arguments], cwd=base, env=environment(), check=True, capture_output=True)


# Nobody reads on.


def many(base: Path) -> None:
    """More partners than a pipe holds."""
    for number in range(2000):
        text = f"id: city-{number}\ntype: city\nnames: {{fi: Kaupunki numero {number}}}\n"
        (base / "data" / "partners" / f"city-{number}.yaml").write_text(text, encoding="utf-8")


def into_a_closed_pipe(base: Path, arguments: Sequence[str], **variables: str) -> tuple[int, bytes]:
    """The exit code and the errors of a command whose reader is gone before it starts."""
    reads, writes = os.pipe()
    os.close(reads)
    try:
        said = subprocess.run(
            [*KVTOOL, *arguments],
            env=environment(**variables),
            cwd=base,
            stdout=writes,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writes)
    return said.returncode, said.stderr


@pytest.mark.parametrize("command", [*COMMANDS, ["explain"]], ids=" ".join)
def test_a_closed_pipe_is_quiet(base: Path, command: list[str]) -> None:
    assert into_a_closed_pipe(base, command) == (141, b"")


@pytest.mark.parametrize(
    "arguments",
    [["list", "partners"], ["--help"]],
    ids=" ".join,
)
def test_a_closed_pipe_is_quiet_without_buffers(base: Path, arguments: list[str]) -> None:
    assert into_a_closed_pipe(base, arguments, PYTHONUNBUFFERED="1") == (141, b"")


def test_a_pipe_that_is_closed_before_a_long_answer_is_quiet(base: Path) -> None:
    many(base)
    assert into_a_closed_pipe(base, ["list", "partners", "--format", "json"]) == (141, b"")


@pytest.mark.parametrize("command", [["list", "partners"], ["lint"], ["--help"]], ids=" ".join)
def test_the_first_line_alone_is_given_quietly(base: Path, command: list[str]) -> None:
    with subprocess.Popen(
        [*KVTOOL, *command], env=environment(), cwd=base, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().endswith(b"\n")
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode in (0, 141)


@pytest.mark.parametrize("variables", [{}, {"PYTHONUNBUFFERED": "1"}], ids=str)
def test_the_version_into_a_closed_pipe_is_quiet(base: Path, variables: dict[str, str]) -> None:
    assert into_a_closed_pipe(base, ["--version"], **variables) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("command", [["list", "partners"], ["lint"], ["--help"], ["--version"]], ids=" ".join)
def test_a_full_disk_is_no_internal_error(base: Path, command: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        said = subprocess.run(
            [*KVTOOL, *command], env=environment(), cwd=base, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert said.returncode == 4, said.stderr
    assert said.stderr.startswith(b"kvtool: ")
    assert b"Exception" not in said.stderr


@pytest.mark.skipif(os.name != "posix", reason="a POSIX shell closes the output")
@pytest.mark.parametrize("command", [["list", "partners"], ["lint"], ["--version"]], ids=" ".join)
def test_an_output_that_is_closed_from_the_start(base: Path, command: list[str]) -> None:
    said = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", *KVTOOL, *command],
        env=environment(),
        cwd=base,
        stderr=subprocess.PIPE,
        check=False,
    )
    assert said.returncode in (0, 4), said.stderr
    assert b"Traceback" not in said.stderr


@pytest.mark.skipif(os.name != "posix", reason="a POSIX system lets the current folder go")
def test_a_current_folder_that_is_gone(base: Path) -> None:
    (base / "gone").mkdir()
    said = subprocess.run(
        ["sh", "-c", 'rmdir ../gone && exec "$@"', "sh", *KVTOOL, "list"],
        env=environment(PYTHONSAFEPATH="1"),
        cwd=base / "gone",
        capture_output=True,
        check=False,
    )
    assert said.returncode == 2, said.stderr


# Signals.


@pytest.fixture
def _handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.usefixtures("_handlers")
@pytest.mark.parametrize(("number", "exit_code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("command", [["lint"], ["list"], ["brief", "turku", "-o", "out"]], ids=" ".join)
def test_a_signal_while_the_base_is_read_ends_the_command(
    base: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
    number: signal.Signals,
    exit_code: int,
) -> None:
    from kvtool.store import files

    def interrupted(handle: int, size: int) -> bytes:
        os.kill(os.getpid(), number)
        return os.read(handle, size)

    signal.signal(signal.SIGINT, signal.default_int_handler)
    monkeypatch.chdir(base)
    monkeypatch.setattr(files, "_whole", interrupted)
    code = run([*command, "--as-of", DAY])
    said = capsys.readouterr()
    assert exit_code == code
    assert "Traceback" not in said.err
    assert sorted(BASE) == sorted(path.relative_to(base).as_posix() for path in base.rglob("*") if path.is_file())
