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
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for some costs as much as reading the base
    from kvtool.cli.app import run

    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        code = code or 141  # nobody reads on
    os._exit(code)  # taking everything apart piece by piece would cost a tenth of the run


if __name__ == "__main__":
    main()
