"""The command `kvtool`: answers `--version` before anything is imported, and leaves the rest to `cli`."""

import os
import sys

from kvtool import __version__


def main() -> None:
    """Runs the command with the arguments of the process and ends it with the exit code."""
    if sys.argv[1:] == ["--version"]:
        from kvtool.output import deliver

        os._exit(deliver(f"kvtool {__version__}\n"))
    import gc

    gc.disable()  # a command ends before garbage matters
    _without_plugins()
    from kvtool.cli.app import run

    os._exit(run(sys.argv[1:]))  # taking everything apart piece by piece would cost a tenth of the run


def _without_plugins() -> None:
    """Keeps Pydantic from looking for plugins in all installed packages: kvtool has none, and looking is slow."""
    from types import ModuleType

    loader = ModuleType("pydantic.plugin._loader")
    vars(loader)["get_plugins"] = tuple
    sys.modules.setdefault(loader.__name__, loader)


if __name__ == "__main__":
    main()
