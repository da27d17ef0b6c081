"""A comment to kvtool is not understood, or an allowance lacks its last day or its reason.

Why: an allowance without a last day stays for ever, and nobody can judge one without a reason.

Bad:
    # networks/northern-harbours.yaml
    # kvtool: allow network-without-owner until 2999-12-31    # expect: KV015
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2021, source: plan}

Good:
    # networks/northern-harbours.yaml
    # kvtool: allow network-without-owner until 2999-12-31 because the owner is being sought
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      statements:
        - {status: member, from: 2021, source: plan}
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV015", Severity.ERROR, __name__)
