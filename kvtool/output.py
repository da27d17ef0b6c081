"""Standard output: everything that a command says goes there at once, at the end, and whatever goes wrong has a code."""

import os
import sys

from kvtool.errors import Exit


def deliver(text: str) -> Exit:
    """Writes text to standard output; JSON as UTF-8 wherever it goes, all else as the terminal takes it."""
    stream = sys.stdout
    if not text:
        return Exit.DONE
    try:
        if stream is None:
            raise OSError(0, "it is closed")
        if text.startswith("{") and hasattr(stream, "buffer"):
            stream.flush()
            stream.buffer.write(text.encode("utf-8", "backslashreplace"))
        else:
            stream.write(text)
        stream.flush()
    except BrokenPipeError:
        _silence()
        return Exit.PIPE_CLOSED
    except OSError as error:
        _silence()
        sys.stderr.write(f"kvtool: the output cannot be written: {error.strerror}\n")
        return Exit.NOT_WRITTEN
    return Exit.DONE


def _silence() -> None:
    """Keeps what is left in the buffer from failing once more when the process ends."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
