"""A record has a block that belongs to another type.

Why: either the type is wrong or the block is, and lists by type would leave the record out.

Bad:
    # engagements/2025/harbour-congress.yaml
    id: harbour-congress
    type: meeting
    title: {en: Harbour Congress}
    from: 2025-05
    state: held
    bid: {result: won}    # expect: KV110

Good:
    # engagements/2025/harbour-congress.yaml
    id: harbour-congress
    type: bid
    title: {en: Harbour Congress}
    from: 2025-05
    state: held
    bid: {result: won}
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV110", Severity.ERROR, __name__)
