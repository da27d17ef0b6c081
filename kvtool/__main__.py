"""The command `kvtool`: answers `--version` before anything is imported, and leaves the rest to `cli`."""

import sys

from kvtool import __version__


def main() -> None:
    """Runs the command with the arguments of the process and ends it with the exit code."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"kvtool {__version__}\n")
        return
    import gc
    import os

    gc.disable()  # a command ends before garbage matters
    _without_plugins()
    from kvtool.cli.app import run

    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        code = code or 141  # nobody reads on
    os._exit(code)  # taking everything apart piece by piece would cost a tenth of the run


def _without_plugins() -> None:
    """Keeps Pydantic from looking for plugins in all installed packages: kvtool has none, and looking is slow."""
    from types import ModuleType

    loader = ModuleType("pydantic.plugin._loader")
    loader.get_plugins = tuple  # type: ignore[attr-defined]
    sys.modules.setdefault(loader.__name__, loader)


if __name__ == "__main__":
    main()
