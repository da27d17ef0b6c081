"""An allowance has passed its last day.

Why: what was put up with for a time is still there, and somebody has to decide again.

Bad:
    # networks/northern-harbours.yaml
    # kvtool: allow network-without-owner until 2001-01-31 because the owner is being sought    # expect: KV901
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2000, source: plan}

Good:
    # networks/northern-harbours.yaml
    # kvtool: allow network-without-owner until 2999-12-31 because the owner is being sought
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2000, source: plan}
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV901", Severity.DUE, __name__)
