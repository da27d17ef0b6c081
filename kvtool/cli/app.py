"""The command line: all commands, the options before them, and the one place where errors become words and exit codes."""

import contextlib
import signal
import sys
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from io import StringIO
from pathlib import Path
from types import FrameType
from typing import Annotated, Any, Final

import typer

from kvtool import __version__
from kvtool.aside import finish
from kvtool.errors import Exit, KvtoolError
from kvtool.output import deliver
from kvtool.words.safe import safe_text

ClickError: type[Exception] = typer.BadParameter.__mro__[2]
"""What Typer's own copy of Click raises for wrong options."""


def _version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"kvtool {__version__}\n")
        raise typer.Exit


def base(
    context: typer.Context,
    root: Annotated[
        Path | None,
        typer.Option("--root", metavar="DIR", help="The base to use (default: the one around this folder)."),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show a traceback when kvtool itself fails.")] = False,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="Show the version and leave.")
    ] = False,
) -> None:
    """A city's international partners, networks and key messages: find, check and print them."""
    context.obj = root


COMMANDS: Final = {
    "list": "listing",
    **{
        name: name
        for name in (
            "show", "search", "due", "lint", "diff", "history", "sql", "links", "stats",
            "explain", "brief", "report", "verify", "export", "schema", "init",
        )
    },
}  # fmt: skip
"""The modules of the commands, in the order in which the help lists these."""


@cache
def app(asked: str = "") -> Any:
    """The command line; with the command that is asked for alone, as making them all takes as long as Python's own start."""
    made = typer.Typer(
        name="kvtool",
        help="A city's international partners, networks and key messages: find, check and print them.",
        rich_markup_mode=None,
        no_args_is_help=True,
        add_completion=True,
        pretty_exceptions_enable=False,
    )
    made.callback()(base)
    for name in [asked] if asked in COMMANDS else COMMANDS:
        made.command(name)(import_module(f"kvtool.cli.{COMMANDS[name]}").command)
    return typer.main.get_command(made)


def _asked(arguments: Sequence[str]) -> str:
    """The command that is asked for: the first word that is neither an option nor the value of one."""
    words = iter(arguments)
    for word in words:
        if word == "--root":
            next(words, "")
        elif not word.startswith("-"):
            return word
    return ""


def run(arguments: Sequence[str]) -> int:
    """Runs the command line and gives its exit code; nothing that goes wrong leaves it as a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace", newline="\n")
    signal.signal(signal.SIGTERM, _terminated)
    said = StringIO()
    with contextlib.redirect_stdout(said):
        code = _run(arguments)
    delivered = deliver(said.getvalue())
    finish()
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.flush()
    return delivered if delivered and code in (Exit.DONE, Exit.FINDINGS, Exit.INCOMPLETE) else code


def _run(arguments: Sequence[str]) -> int:
    try:
        return int(app(_asked(arguments))(list(arguments), standalone_mode=False, prog_name="kvtool") or 0)
    except KvtoolError as error:
        return _tell(error.message, error.remedy, error.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        return Exit.INTERRUPTED
    except typer.Exit as left:
        return left.exit_code
    except SystemExit as left:  # Typer ends so once it has told a shell what to offer
        return left.code if isinstance(left.code, int) else Exit.DONE
    except ClickError as error:
        return _usage(error)
    except Exception as error:  # noqa: BLE001 - the one place where a bug gets its exit code
        if "--debug" in arguments:
            import traceback

            traceback.print_exception(error)
        return _tell(f"internal error ({type(error).__name__})", "please report it; --debug shows where", Exit.BUG)


def _terminated(number: int, frame: FrameType | None) -> None:
    raise typer.Exit(Exit.TERMINATED)


def _usage(error: BaseException) -> int:
    context = getattr(error, "ctx", None)
    remedy = f"see '{context.command_path} --help'" if context is not None else ""
    unknown = hasattr(error, "possibilities") and not error.possibilities
    if unknown and context is not None and _has_argument(context.command):
        remedy += "; a text that begins with '-' comes after '--'"
    message = error.format_message() if hasattr(error, "format_message") else ""
    if context is not None and message == context.get_help():  # nothing was asked
        sys.stdout.write(f"{message}\n")
        return Exit.USAGE
    return _tell(message.rstrip("."), remedy, Exit.USAGE)


def _has_argument(command: Any) -> bool:
    return any(param.param_type_name == "argument" for param in command.params)


def _tell(message: str, remedy: str, code: int) -> int:
    sys.stderr.write(f"kvtool: {safe_text(message)}\n")
    if remedy:
        sys.stderr.write(f"    help: {safe_text(remedy)}\n")
    return code
