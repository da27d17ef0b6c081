"""The paths of two files differ only in upper and lower case.

Why: Windows and macOS take them for one file, so that one of the two records is lost there.

Bad:
    data/partners/Lyra.yaml beside data/partners/lyra.yaml.

Good:
    data/partners/lyra.yaml beside data/partners/lyra-university.yaml.
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV014", Severity.ERROR, __name__)
