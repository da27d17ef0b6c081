"""A period ends before it begins.

Why: there is no day on which it holds, so what it says never counts.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing:
      - status: key
        from: 2021
        to: 2012    # expect: KV109
        source: plan

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    standing:
      - status: key
        from: 2012
        to: 2021
        source: plan
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV109", Severity.ERROR, __name__)
