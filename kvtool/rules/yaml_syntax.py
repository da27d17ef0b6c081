"""A file is not YAML.

Why: what cannot be read cannot be checked, and its record is missing from every list and pack.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    notes: Visits: only in spring    # expect: KV004

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    notes: "Visits: only in spring"
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV004", Severity.ERROR, __name__)
