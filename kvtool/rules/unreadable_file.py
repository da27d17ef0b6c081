"""A file cannot be read.

Why: its record is missing from every list and pack, and nobody can tell what is wrong with it.

Bad:
    A file that you have no right to read, or that another program removed a moment ago.

Good:
    A file that everybody who runs kvtool may read.
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV012", Severity.ERROR, __name__)
