"""A file starts with a byte order mark.

Why: UTF-8 needs none, and some programs take it for a part of the first key.

Bad:
    A file saved as "UTF-8 with BOM".

Good:
    The same file saved as "UTF-8".
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV013", Severity.WARNING, __name__)
