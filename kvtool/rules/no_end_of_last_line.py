"""The last line of a file has no end.

Why: what is added below it then changes it too.

Bad:
    A file whose last character is not a new line.

Good:
    The same file with one.
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV019", Severity.WARNING, __name__)
