"""A key stands twice in one mapping.

Why: most readers of YAML keep one of the two values and drop the other without a word.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    lead: harbour-unit
    lead: culture-unit    # expect: KV005

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra}
    lead: harbour-unit
    users: [culture-unit]
"""

from kvtool.diagnostics import Severity
from kvtool.rule import found_by_reading

check = found_by_reading("KV005", Severity.ERROR, __name__)
