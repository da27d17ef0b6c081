"""A file is larger than 1 MiB.

Why: a record is a few pages of text; so large a file is something else, and reading it slows every command.

Bad:
    A file of 3 MiB with a report pasted into its notes.

Good:
    The record with a link to the report.
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV003", Severity.ERROR, __name__)
