"""What stops a command, and the exit codes of all commands."""

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes that scripts rely on."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    INCOMPLETE = 3
    NOT_WRITTEN = 4
    GIT = 5
    BUG = 70
    INTERRUPTED = 130
    PIPE_CLOSED = 141
    TERMINATED = 143


class KvtoolError(Exception):
    """Something that the user must put right before the command can run: one sentence, an exit code, a remedy."""

    def __init__(self, message: str, exit_code: Exit = Exit.USAGE, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.exit_code = exit_code
        self.remedy = remedy
