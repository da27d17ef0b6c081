"""An id has characters other than a–z, 0–9 and single hyphens, is too long or reserved by Windows.

Why: ids are file names and parts of addresses, and have to work on every machine.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    lead: Harbour Unit    # expect: KV106

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    lead: harbour-unit
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV106", Severity.ERROR, __name__)
