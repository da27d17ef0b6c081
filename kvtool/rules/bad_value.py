"""A number, a true or false, a hash or a rhythm is not written as one.

Why: what is no number cannot be added up, and what is no rhythm never falls due.

Bad:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      fees:
        - {year: 2025, euros: 1200 EUR}    # expect: KV111

Good:
    # networks/northern-harbours.yaml
    id: northern-harbours
    names: {en: Northern Harbours}
    membership:
      fees:
        - {year: 2025, euros: 1200.00}
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV111", Severity.ERROR, __name__)
