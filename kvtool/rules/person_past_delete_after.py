"""A person in the people overlay is to be deleted.

Why: a name is kept for a purpose and a time. The time is over, or nothing was done with the office or partner for as
long as `person_idle_months` in `kvtool.toml` says, and so the purpose is.

Bad:
    An entry with delete_after: 2025-12-31 on the first of January 2026, or one of an office or partner that no
    engagement has named for two years.

Good:
    An entry with delete_after: 2026-12-31, of an office that took part in a meeting last year.
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV926", Severity.DUE, __name__)
