"""A country is not a two-letter code of ISO 3166.

Why: one country under two spellings would be counted as two.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    country: Sweden    # expect: KV113

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    country: SE
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV113", Severity.ERROR, __name__)
