"""The command line itself: what is built of it, and what is said where no command, or none that there is, is named."""

import pytest

from kvtool.cli.app import COMMANDS, app
from kvtool.errors import Exit
from tests.cli import ran


def test_without_a_command_the_help_is_shown() -> None:
    said = ran()
    assert said.code == Exit.USAGE
    assert said.out.startswith("Usage: kvtool [OPTIONS] COMMAND [ARGS]...\n")
    assert all(f"\n  {name} " in said.out for name in COMMANDS)
    assert not said.err


def test_an_unknown_command_is_told_with_the_one_that_was_meant() -> None:
    said = ran("--root", "list", "serach", "show")
    assert (Exit.USAGE, "") == (said.code, said.out)
    assert said.err == "kvtool: No such command 'serach'. Did you mean 'search'?\n    help: see 'kvtool --help'\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_built_alone_is_what_it_is_among_all(name: str) -> None:
    alone, among = app(name).commands, app().commands
    assert [name] == list(alone)
    told = [[(one.name, one.opts, one.nargs, one.required) for one in of[name].params] for of in (alone, among)]
    assert told[0] == told[1]
