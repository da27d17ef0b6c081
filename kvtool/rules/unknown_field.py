"""A field has a name that its record does not know.

Why: nothing reads what stands in a misspelt field.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    leed: harbour-unit    # expect: KV101

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    lead: harbour-unit
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV101", Severity.ERROR, __name__)
