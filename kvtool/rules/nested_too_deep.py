"""A file is nested deeper than 32 levels, or holds more than 20,000 values.

Why: no record needs as much, and a file made to exhaust the machine is stopped early.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    users: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[harbour-unit]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]    # expect: KV007

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    users: [harbour-unit]
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV007", Severity.ERROR, __name__)
