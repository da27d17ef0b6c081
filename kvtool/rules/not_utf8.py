"""A file is not UTF-8.

Why: in another encoding letters beyond a–z turn into wrong ones, and every program guesses differently.

Bad:
    A file saved as Latin-1, as Windows-1252 or as UTF-16.

Good:
    The same file saved as UTF-8.
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV001", Severity.ERROR, __name__)
