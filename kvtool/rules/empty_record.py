"""A file holds nothing, or no mapping of fields to values.

Why: there is no record in it, though its name says that there is one.

Bad:
    # partners/lyra.yaml
    # to be written    # expect: KV008

    # partners/vega.yaml
    - vega    # expect: KV008

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}

    # partners/vega.yaml
    id: vega
    type: city
    names: {en: Vega}
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV008", Severity.ERROR, __name__)
