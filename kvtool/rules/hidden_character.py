r"""A file or a value holds a character that cannot be seen.

Why: it makes equal words differ, so that a search misses one, or lets a line show other words than it holds.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: "Ly\u200Bra"}    # expect: KV010

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV010", Severity.ERROR, __name__)
