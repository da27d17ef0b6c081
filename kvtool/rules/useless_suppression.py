"""An allowance hides nothing.

Why: the fault is mended or stands elsewhere; left in place, the comment would hide the next one.

Bad:
    # networks/northern-harbours.yaml
    # kvtool: allow network-without-owner until 2999-12-31 because the owner is yet unknown    # expect: KV016
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2021, source: plan}
      owner: harbour-unit

Good:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2021, source: plan}
      owner: harbour-unit
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV016", Severity.WARNING, __name__)
