"""A line ends in white space that means nothing.

Why: editors remove it on their own, and the next change then shows lines that nobody meant to touch.

Bad:
    A line with a space before its end, outside a text.

Good:
    The same line without it.
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV018", Severity.WARNING, __name__)
