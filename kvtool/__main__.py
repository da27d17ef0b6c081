"""The command `kvtool`: answers `--version` before anything is imported, and leaves the rest to `cli`."""

import os
import sys

from kvtool import __version__

COMPLETING = "_KVTOOL_COMPLETE"
"""By this variable a shell asks what may be typed next."""


def main() -> None:
    """Runs the command with the arguments of the process and ends it with the exit code."""
    if sys.argv[1:] == ["--version"]:
        from kvtool.output import deliver

        os._exit(deliver(f"kvtool {__version__}\n"))
    import gc

    gc.disable()  # a command ends before garbage matters
    if COMPLETING in os.environ:
        # Typer reads names as Rich's markup wherever it finds Rich, whatever it is told. That there is none, None says:
        # so the language reference has it, and the types of the standard library do not know it.
        sys.modules["rich"] = None  # type: ignore[assignment]
    from kvtool.cli.app import run

    os._exit(run(sys.argv[1:]))  # taking everything apart piece by piece would cost a tenth of the run


if __name__ == "__main__":
    main()
