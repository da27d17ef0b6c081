"""Others than its owner may read or change the people overlay.

Why: names are kept for those who prepare meetings, not for everybody with an account on the machine.

Bad:
    A people.yaml with the rights 644.

Good:
    A people.yaml with the rights 600.
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV807", Severity.WARNING, __name__)
