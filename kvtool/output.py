"""Standard output: everything that a command says goes there at once, at the end, and whatever goes wrong has a code."""

import os
import sys


def deliver(text: str) -> int:
    """Writes text to standard output and gives the exit code; JSON is UTF-8 wherever it goes, all else as the terminal takes it.

    Imports nothing that `--version` could do without.
    """
    stream = sys.stdout
    if not text:
        return 0
    try:
        if stream is None:
            raise OSError(0, "it is closed")
        if text.startswith("{") and hasattr(stream, "buffer"):
            stream.flush()
            stream.buffer.write(text.encode("utf-8", "backslashreplace"))
        else:
            stream.write(text)
        stream.flush()
    except OSError as error:
        from kvtool.errors import Exit

        if stream is not None:  # keeps what is left in the buffer from failing once more when the process ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if isinstance(error, BrokenPipeError):
            return Exit.PIPE_CLOSED
        sys.stderr.write(f"kvtool: the output cannot be written: {error.strerror}\n")
        return Exit.NOT_WRITTEN
    return 0
