"""The command `kvtool`: answers `--version` before anything is imported, and leaves the rest to `cli`."""

import sys

from kvtool import __version__


def main() -> None:
    """Runs the command with the arguments of the process and ends it with the exit code."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"kvtool {__version__}\n")
        return
    import gc

    gc.disable()  # a command ends before garbage matters
    from kvtool.cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
